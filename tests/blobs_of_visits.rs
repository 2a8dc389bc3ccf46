//! Photos of a visit whose command the server judged otherwise: refused, told again, or of an order that somebody else has by then.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test stops where its ground is gone")]
#![expect(unreachable_pub, reason = "a test crate has no readers of its API")]
#![allow(dead_code, reason = "the lab is shared with tests that use more of it")]

mod lab;
#[path = "lab/lane.rs"]
mod lane;

use doorstep_authority::Shown;
use doorstep_domain::{
    CommandId, OrderId,
    order::{Act, Finishing, Outcome, Why},
    time::DAY,
};
use doorstep_replica::{BlobEvent, Event};
use lab::{ALICE, Lab, RESIDENT, STAFF};
use lane::{Lane, attached, is_here, sees};

/// A visit of Alice's with one photo, told on her phone.
fn finish(lab: &mut Lab, lane: &mut Lane, order: OrderId) {
    lane.keep(lab, order, 1);
    let done = Finishing {
        outcome: Outcome::Unsolved,
        code: None,
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: std::iter::once(attached(1)).collect(),
    };
    lab.act(lane.at, order, Act::Finish(done));
    lab.sync(lane.at);
}

/// An order that Alice holds.
fn held(lab: &mut Lab, lane: &Lane, resident: usize) -> OrderId {
    lab.settle();
    let order = lab.place(resident);
    lab.settle();
    lab.act(lane.at, order, Act::Accept { generation: 0 });
    lab.settle();
    order
}

#[test]
fn a_finish_that_is_refused_brings_its_photos_as_evidence() {
    let mut lab = Lab::new();
    let (resident, desk) = (lab.phone(RESIDENT), lab.phone(STAFF));
    let mut lane = Lane::of(lab.phone(ALICE));
    let order = held(&mut lab, &lane, resident);
    let (person, why) = (ALICE, Why::Rebalanced);
    lab.act(desk, order, Act::Release { person, why });
    lab.sync(desk);
    finish(&mut lab, &mut lane, order);
    let entry = lab.phones[lane.at].replica.entries().last().unwrap();
    assert!(entry.parked().is_some(), "{entry:?}");
    assert_eq!(sees(&lab, STAFF, order, 1), Shown::Late, "the desk looks at the visit");
    lane.sync(&lab);
    assert!(is_here(&sees(&lab, STAFF, order, 1)) && lane.disk.is_empty());
    assert_eq!(sees(&lab, ALICE, order, 1), Shown::Nothing, "it is not hers any more");
}

#[test]
fn a_finish_that_is_told_again_brings_what_the_first_could_not() {
    let mut lab = Lab::new();
    let (resident, desk) = (lab.phone(RESIDENT), lab.phone(STAFF));
    let mut lane = Lane::of(lab.phone(ALICE));
    lab.settle();
    let order = lab.place(resident);
    lab.settle();
    finish(&mut lab, &mut lane, order);
    lane.sync(&lab);
    assert_eq!(
        lane.disk.len(),
        1,
        "she has nothing to do with the order, and it names nothing"
    );
    lab.act(lane.at, order, Act::Accept { generation: 0 });
    lab.settle();
    let (person, why) = (ALICE, Why::Rebalanced);
    lab.act(desk, order, Act::Release { person, why });
    lab.settle();
    let entries = lab.phones[lane.at].replica.entries();
    let parked = entries.iter().find(|e| e.parked().is_some()).unwrap().command_id;
    let command_id = CommandId::from_bits(lab.id());
    let again = Event::Again {
        parked,
        command_id,
        edited: None,
    };
    lab.event(lane.at, again);
    lab.sync(lane.at);
    lane.sync(&lab);
    assert!(is_here(&sees(&lab, STAFF, order, 1)) && lane.disk.is_empty());
}

#[test]
fn photos_of_a_visit_come_late_from_somebody_whose_order_went_on_to_another() {
    let mut lab = Lab::new();
    let resident = lab.phone(RESIDENT);
    let mut lane = Lane::of(lab.phone(ALICE));
    let order = held(&mut lab, &lane, resident);
    finish(&mut lab, &mut lane, order);
    lab.settle();
    let (why, text) = (Why::NotSolved, String::new());
    lab.act(resident, order, Act::Redo { why, text });
    lab.settle();
    assert!(
        lab.order(lane.at, order)
            .is_none_or(|order| order.attachments().is_empty())
    );
    lane.sync(&lab);
    assert!(is_here(&sees(&lab, STAFF, order, 1)) && lane.disk.is_empty());
}

#[test]
fn what_a_refused_command_named_and_no_order_does_is_tried_once_a_day() {
    let mut lab = Lab::new();
    let (resident, desk) = (lab.phone(RESIDENT), lab.phone(STAFF));
    let mut lane = Lane::of(lab.phone(ALICE));
    let order = held(&mut lab, &lane, resident);
    let (why, text) = (Why::NoLongerNeeded, String::new());
    lab.act(desk, order, Act::Cancel { why, text });
    lab.sync(desk);
    for _ in 0..12 {
        lab.now = lab.now.plus(DAY);
        while lab.authority.run_due(lab.now).unwrap().1 {}
    }
    finish(&mut lab, &mut lane, order);
    lane.event(&lab, BlobEvent::Look);
    let tried = lane.calls.len();
    lane.sync(&lab);
    lab.later(600);
    lane.event(&lab, BlobEvent::Nudge);
    assert!(tried <= 1 && lane.calls.is_empty());
}
