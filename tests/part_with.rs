//! A day after a job nothing of it stands on the phone of whoever did it: without a network, after a cold start, by a wrong clock.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test stops where its ground is gone")]
#![expect(unreachable_pub, reason = "a test crate has no readers of its API")]
#![allow(dead_code, reason = "the lab is shared with tests that use more of it")]

mod lab;

use doorstep_domain::{
    OrderId,
    order::{Act, Finishing, Outcome, State},
    time::{DAY, MINUTE},
};
use doorstep_replica::Event;
use lab::{ALICE, Lab, RESIDENT};

/// The name, the number and the note of the lab's resident.
const PERSONAL: [&str; 3] = ["王示例", "00000000010", "门铃坏了"];
const HOUR: i64 = 60;

fn finish() -> Act {
    Act::Finish(Finishing {
        outcome: Outcome::Solved,
        code: Some("4321".into()),
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: doorstep_domain::order::Attachments::default(),
    })
}

/// A job in the hands of a member.
fn taken() -> (Lab, usize, usize, OrderId) {
    let mut lab = Lab::new();
    let (resident, member) = (lab.phone(RESIDENT), lab.phone(ALICE));
    lab.settle();
    let order = lab.place(resident);
    lab.settle();
    lab.act(member, order, Act::Accept { generation: 0 });
    lab.settle();
    assert!(!lab.order(member, order).unwrap().contact.is_hidden());
    (lab, resident, member, order)
}

/// A job that is done and confirmed, and the phone of the member knows it.
fn done() -> (Lab, usize, usize, OrderId) {
    let (mut lab, resident, member, order) = taken();
    lab.act(member, order, finish());
    lab.settle();
    lab.act(resident, order, Act::Confirm);
    lab.settle();
    assert_eq!(lab.order(member, order).unwrap().state, State::Closed);
    (lab, resident, member, order)
}

fn holds(lab: &Lab, phone: usize, order: OrderId) -> bool {
    let text = lab.stored_text(phone);
    let shown = format!("{:?}", lab.order(phone, order));
    PERSONAL.iter().any(|p| text.contains(p) || shown.contains(p))
}

#[test]
fn a_day_after_the_end_it_is_gone_from_memory_and_disk_without_a_network() {
    let (mut lab, resident, member, order) = done();
    for _ in 0..23 {
        lab.later(HOUR);
        lab.event(member, Event::Tick);
    }
    assert!(holds(&lab, member, order), "a day is not over");
    lab.later(2 * HOUR);
    lab.event(member, Event::Tick);
    lab.event(resident, Event::Tick);
    assert!(!holds(&lab, member, order));
    assert!(
        !lab.stored_text(resident).contains("4321"),
        "nor the code, on the phone it was made on"
    );
    assert!(
        lab.order(member, order).unwrap().contacts_hidden,
        "and it says why there is no number"
    );
    // What the server does on its own at that moment comes to the same.
    lab.authority.run_due(lab.now).unwrap();
    lab.settle();
    assert!(!holds(&lab, member, order));
    let right = lab.truth(order).unwrap();
    assert!(right.contacts_hidden && lab.order(member, order).unwrap().contacts_hidden);
}

#[test]
fn a_phone_that_was_off_that_day_shows_nothing_when_it_starts() {
    let (mut lab, _, member, order) = done();
    lab.later(25 * HOUR);
    lab.kill(member);
    assert!(!holds(&lab, member, order));
    lab.kill(member);
    assert!(!holds(&lab, member, order), "and it is not read again");
}

#[test]
fn a_finish_that_was_never_sent_ends_it_too_and_the_proof_is_kept() {
    let (mut lab, _, member, order) = taken();
    let proof = lab.act(member, order, finish());
    lab.later(25 * HOUR);
    lab.event(member, Event::Tick);
    assert!(!holds(&lab, member, order));
    assert!(lab.phones[member].replica.outbox().any(|e| e.command_id == proof));
    assert!(
        lab.stored_text(member).contains("4321"),
        "what was typed at the door is still to be sent"
    );
    lab.settle();
    assert_eq!(lab.truth(order).unwrap().state, State::AwaitingConfirm);
    assert!(lab.phones[member].replica.outbox().next().is_none());
    lab.settle();
    let truth = lab.truth(order).unwrap();
    assert!(!truth.contacts_hidden);
    let shown = lab.order(member, order).unwrap();
    assert!(!shown.contact.is_hidden(), "who is in touch sees what the server shows");
}

#[test]
fn what_nobody_confirms_goes_when_it_would_have_been_closed() {
    let (mut lab, _, member, order) = taken();
    lab.act(member, order, finish());
    lab.settle();
    lab.later(30 * HOUR);
    lab.sync(member);
    assert!(holds(&lab, member, order), "the server says that it is still open");
    lab.later(3 * 24 * HOUR);
    lab.event(member, Event::Tick);
    assert!(!holds(&lab, member, order));
}

#[test]
fn a_clock_set_back_wins_no_more_than_the_time_it_was_not_counted() {
    let (mut lab, _, member, order) = done();
    for _ in 0..12 {
        lab.later(HOUR);
        lab.event(member, Event::Tick);
    }
    lab.phones[member].skew = -400 * DAY;
    lab.kill(member);
    for _ in 0..12 {
        lab.later(HOUR);
        lab.event(member, Event::Tick);
    }
    lab.later(HOUR);
    lab.event(member, Event::Tick);
    assert!(!holds(&lab, member, order));
}

#[test]
fn a_clock_set_ahead_hides_early_and_the_next_pull_makes_it_good() {
    let (mut lab, _, member, order) = done();
    lab.phones[member].skew = 400 * DAY;
    lab.event(member, Event::Tick);
    assert!(!holds(&lab, member, order));
    lab.phones[member].skew = 3 * MINUTE;
    lab.sync(member);
    lab.sync(member);
    assert!(holds(&lab, member, order), "the server still shows it");
    lab.later(25 * HOUR);
    lab.event(member, Event::Tick);
    assert!(!holds(&lab, member, order));
}
