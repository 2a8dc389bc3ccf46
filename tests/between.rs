//! Between the tap and the answer: a right that is lost meanwhile, and a screen that never shows what was before the tap.
#![cfg(not(target_arch = "wasm32"))]
#![expect(unreachable_pub, reason = "a test crate has no readers of its API")]
#![allow(dead_code, reason = "the lab is shared with tests that use more of it")]

mod lab;

use std::collections::BTreeSet;

use doorstep_domain::{
    Code, Command,
    order::{Act, State, Why},
    person::{DEFAULT_CAP, PersonCommand},
};
use doorstep_replica::Mark;
use lab::{BOB, Lab, OPERATOR, RESIDENT};

#[test]
fn what_was_queued_before_a_right_was_lost_is_refused_with_a_reason_and_changes_nothing() {
    let mut lab = Lab::new();
    let (resident, bob, operator) = (lab.phone(RESIDENT), lab.phone(BOB), lab.phone(OPERATOR));
    lab.settle();
    let orders = [0; 3].map(|_| lab.place(resident));
    lab.settle();
    for order in orders {
        lab.act(bob, order, Act::Accept { generation: 0 });
    }
    lab.ask(
        operator,
        Command::Person(PersonCommand::Empower {
            person: BOB,
            grants: Vec::new(),
            skills: BTreeSet::new(),
            cap: DEFAULT_CAP,
        }),
    );
    lab.sync(operator);
    lab.settle();
    for order in orders {
        assert_eq!(lab.truth(order).unwrap().state, State::Open, "nothing was applied");
        assert!(lab.order(bob, order).is_none(), "and it left the phone");
    }
    let reasons: Vec<_> = lab.phones[bob]
        .replica
        .entries()
        .iter()
        .filter_map(|entry| entry.parked()?.reason.as_ref().map(|reason| reason.code))
        .collect();
    // Who may no longer see an order is not even told that there is one.
    assert_eq!(reasons, [Code::NotFound; 3], "each is shown with its reason");
}

#[test]
fn from_the_tap_to_the_pull_the_screen_never_goes_back() {
    let mut lab = Lab::new();
    let (resident, bob) = (lab.phone(RESIDENT), lab.phone(BOB));
    lab.settle();
    let order = lab.place(resident);
    let shown = |lab: &Lab, at: usize| lab.order(at, order).map(|order| order.state);
    lab.event(resident, doorstep_replica::Event::Nudge);
    let mut seen = vec![shown(&lab, resident)];
    while lab.serve(resident, true) {
        seen.push(shown(&lab, resident));
    }
    assert!(seen.len() > 2, "queued, answered, pulled");
    assert!(seen.iter().all(|state| *state == Some(State::Open)), "{seen:?}");
    lab.settle();
    lab.act(bob, order, Act::Accept { generation: 0 });
    lab.settle();
    let act = lab.act(
        bob,
        order,
        Act::HandBack {
            why: Why::Ill,
            text: String::new(),
        },
    );
    lab.event(bob, doorstep_replica::Event::Nudge);
    let holds = |lab: &Lab| lab.order(bob, order).is_some_and(|order| order.holder(BOB).is_some());
    let mut held = vec![holds(&lab)];
    while lab.serve(bob, true) {
        held.push(holds(&lab));
    }
    assert!(
        held.len() > 2 && !held.contains(&true),
        "handed back is handed back: {held:?}"
    );
    assert!(!matches!(lab.mark(bob, order), Mark::Refused { .. }), "{act:?}");
}
