//! The lane of attachments, proved natively: after their command, beside the outbox, through lost answers and kills.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test stops where its ground is gone")]
#![expect(unreachable_pub, reason = "a test crate has no readers of its API")]
#![allow(dead_code, reason = "the lab is shared with tests that use more of it")]

mod lab;
#[path = "lab/lane.rs"]
mod lane;

use doorstep_authority::Shown;
use doorstep_domain::{
    OrderId,
    order::{Act, Finishing, Outcome, State},
    time::DAY,
};
use doorstep_replica::{BLOB_ROOM, BlobEvent, BlobQueue, BlobRefusal, BlobRow, BlobWait, Event, Failure, Mark, WhyNot};
use lab::{ALICE, BOB, Lab, RESIDENT, STAFF, yy};
use lane::{Lane, hash, is_here, place, sees};
use proptest::prelude::*;

#[test]
fn the_order_arrives_first_and_its_photos_after_it() {
    let mut lab = Lab::new();
    let mut lane = Lane::of(lab.phone(RESIDENT));
    lab.settle();
    let order = place(&mut lab, &mut lane, &[1, 2]);
    assert!(lane.calls.is_empty(), "nothing goes before its command has a receipt");
    lab.sync(lane.at);
    assert_eq!(lab.truth(order).unwrap().attachments().len(), 2);
    assert_eq!(
        sees(&lab, STAFF, order, 1),
        Shown::Late,
        "the desk sees that there is one to come"
    );
    assert_eq!(lab.mark(lane.at, order), Mark::Received);
    lane.event(&lab, BlobEvent::Look);
    assert_eq!(lane.calls.len(), 1, "one at a time");
    lane.sync(&lab);
    assert!(is_here(&sees(&lab, STAFF, order, 1)) && is_here(&sees(&lab, STAFF, order, 2)));
    assert!(
        lane.disk.is_empty() && lane.queue.rows().is_empty(),
        "the phone lets go of what arrived"
    );
    assert_eq!(sees(&lab, ALICE, order, 1), Shown::Nothing, "the pool sees none");
}

#[test]
fn a_lost_answer_and_a_kill_send_it_again_and_it_is_there_once() {
    let mut lab = Lab::new();
    let mut lane = Lane::of(lab.phone(RESIDENT));
    lab.settle();
    let order = place(&mut lab, &mut lane, &[1]);
    lane.kill(&mut lab);
    lab.sync(lane.at);
    lane.event(&lab, BlobEvent::Look);
    assert!(lane.serve(&lab, false), "the server has it, the phone does not know");
    assert!(lane.calls.is_empty(), "it waits before it tries again");
    lane.kill(&mut lab);
    assert_eq!(lane.calls.len(), 1, "a cold start goes on from the disk");
    lane.kill(&mut lab);
    lane.sync(&lab);
    assert!(is_here(&sees(&lab, RESIDENT, order, 1)) && lane.disk.is_empty());
}

#[test]
fn the_same_photo_of_two_orders_goes_to_both() {
    let mut lab = Lab::new();
    let mut lane = Lane::of(lab.phone(RESIDENT));
    lab.settle();
    let first = place(&mut lab, &mut lane, &[1]);
    let second = place(&mut lab, &mut lane, &[1]);
    lab.sync(lane.at);
    lane.event(&lab, BlobEvent::Look);
    lane.sync(&lab);
    for order in [first, second] {
        assert!(is_here(&sees(&lab, STAFF, order, 1)));
    }
    assert!(lane.disk.is_empty());
}

#[test]
fn what_does_not_get_through_holds_up_no_command() {
    let mut lab = Lab::new();
    let mut lane = Lane::of(lab.phone(RESIDENT));
    lab.settle();
    place(&mut lab, &mut lane, &[1]);
    lab.sync(lane.at);
    lane.event(&lab, BlobEvent::Look);
    for _ in 0..5 {
        lane.serve(&lab, false);
        lane.event(&lab, BlobEvent::Nudge);
    }
    let next = place(&mut lab, &mut lane, &[2]);
    lab.sync(lane.at);
    assert!(lab.truth(next).is_some(), "the next order is through");
    lane.serve(&lab, false);
    lane.event(&lab, BlobEvent::Look);
    assert!(lane.calls.is_empty(), "it waits by itself");
    lab.later(2);
    lane.event(&lab, BlobEvent::Look);
    assert_eq!(lane.calls.len(), 1);
}

#[test]
fn a_server_that_asks_to_wait_is_left_alone_for_as_long_as_it_said_and_each_says_why_it_waits() {
    let mut lab = Lab::new();
    let mut lane = Lane::of(lab.phone(RESIDENT));
    lab.settle();
    let why = |lab: &Lab, lane: &Lane| -> Vec<BlobWait> {
        let waiting = lane.queue.waiting(&lab.phones[lane.at].replica, lab.now);
        waiting.into_iter().map(|(_, why)| why).collect()
    };
    let draft = OrderId::from_bits(lab.id());
    lane.keep(&lab, draft, 9);
    assert_eq!(why(&lab, &lane), [BlobWait::Draft]);
    place(&mut lab, &mut lane, &[1]);
    assert_eq!(why(&lab, &lane), [BlobWait::Draft, BlobWait::Command]);
    lab.sync(lane.at);
    lane.event(&lab, BlobEvent::Look);
    assert_eq!(why(&lab, &lane), [BlobWait::Draft, BlobWait::Sending]);
    let row = lane.calls.remove(0);
    let until = lab.now.plus(3 * DAY);
    let answer = Err(BlobRefusal::Failed(Failure::Busy { until }));
    lane.event(&lab, BlobEvent::Sent { row, answer });
    lane.event(&lab, BlobEvent::Nudge);
    assert!(lane.calls.is_empty(), "a network that is back changes nothing of that");
    assert_eq!(why(&lab, &lane), [BlobWait::Draft, BlobWait::Until(until)]);
    lab.now = until;
    lane.event(&lab, BlobEvent::Look);
    assert_eq!(lane.calls.len(), 1);
}

#[test]
fn a_command_under_way_has_the_line_to_itself() {
    let mut lab = Lab::new();
    let mut lane = Lane::of(lab.phone(RESIDENT));
    lab.settle();
    place(&mut lab, &mut lane, &[1]);
    lab.event(lane.at, Event::Nudge);
    lane.event(&lab, BlobEvent::Look);
    assert!(lane.calls.is_empty());
    while lab.serve(lane.at, true) {}
    lane.event(&lab, BlobEvent::Look);
    assert_eq!(lane.calls.len(), 1);
}

#[test]
fn one_that_was_erased_meanwhile_leaves_the_phone() {
    let mut lab = Lab::new();
    let mut lane = Lane::of(lab.phone(RESIDENT));
    let member = lab.phone(ALICE);
    lab.settle();
    let order = place(&mut lab, &mut lane, &[1]);
    lab.sync(lane.at);
    lab.settle();
    lab.act(member, order, Act::Accept { generation: 0 });
    lab.settle();
    lab.act(
        member,
        order,
        Act::Finish(Finishing {
            outcome: Outcome::Solved,
            code: None,
            signature: None,
            laid_out: 0,
            text: String::new(),
            attached: doorstep_domain::order::Attachments::default(),
        }),
    );
    lab.settle();
    assert_eq!(lab.truth(order).unwrap().state, State::AwaitingConfirm);
    // The phone lies in a drawer; all deadlines pass.
    for _ in 0..12 {
        lab.now = lab.now.plus(DAY);
        while lab.authority.run_due(lab.now).unwrap().1 {}
    }
    lane.event(&lab, BlobEvent::Nudge);
    lane.sync(&lab);
    assert!(lane.disk.is_empty(), "the server says that nobody wants it any more");
    assert_eq!(sees(&lab, STAFF, order, 1), Shown::Nothing);
    assert_eq!(lane.lost, 0, "nobody is told of something that was meant to go");
}

#[test]
fn what_was_given_up_and_what_no_order_ever_named_leaves_the_phone() {
    let mut lab = Lab::new();
    let mut lane = Lane::of(lab.phone(RESIDENT));
    lab.settle();
    lab.event(lane.at, Event::Nudge);
    lab.lose(lane.at);
    place(&mut lab, &mut lane, &[1]);
    let command_id = lab.phones[lane.at].replica.entries()[0].command_id;
    let why = Some(WhyNot::Mistake);
    lab.event(lane.at, Event::Discard { command_id, why });
    lane.event(&lab, BlobEvent::Look);
    assert!(lane.disk.is_empty());
    let draft = OrderId::from_bits(lab.id());
    lane.keep(&lab, draft, 2);
    lab.now = lab.now.plus(13 * DAY);
    lane.event(&lab, BlobEvent::Look);
    assert_eq!(lane.disk.len(), 1, "a draft may be finished another day");
    lab.now = lab.now.plus(2 * DAY);
    lane.event(&lab, BlobEvent::Look);
    assert!(lane.disk.is_empty() && lane.calls.is_empty());
}

#[test]
fn an_end_of_session_keeps_everything_until_the_person_is_back() {
    let mut lab = Lab::new();
    let mut lane = Lane::of(lab.phone(RESIDENT));
    lab.settle();
    let order = place(&mut lab, &mut lane, &[1]);
    lab.sync(lane.at);
    lane.event(&lab, BlobEvent::Look);
    let row = lane.calls.remove(0);
    lab.event(lane.at, Event::Nudge);
    lab.phones[lane.at].calls.clear();
    lab.event(lane.at, Event::Pulled(Err(Failure::Reauth)));
    let answer = Err(BlobRefusal::Failed(Failure::Reauth));
    lane.event(&lab, BlobEvent::Sent { row, answer });
    lab.later(9);
    lane.event(&lab, BlobEvent::Nudge);
    assert!(lane.calls.is_empty() && lane.disk.len() == 1);
    lab.event(lane.at, Event::SignedIn);
    lab.sync(lane.at);
    lane.sync(&lab);
    assert!(is_here(&sees(&lab, STAFF, order, 1)));
}

#[test]
fn a_phone_keeps_no_more_than_it_has_room_for() {
    let mut lab = Lab::new();
    let lab_now = lab.now;
    let at = lab.phone(RESIDENT);
    let mut queue = BlobQueue::default();
    let row = |bits, bytes| BlobRow {
        hash: hash(bits),
        order: OrderId::from_bits(1),
        community: yy(),
        bytes,
        made: lab_now,
        seconds: 0,
    };
    let half = u32::try_from(BLOB_ROOM / 2).unwrap();
    let rows = vec![row(1, half), row(2, half - 10)];
    queue.update(BlobEvent::Rows(rows), &lab.phones[at].replica, lab_now);
    assert!(queue.has_room(10) && !queue.has_room(11));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Place(u8),
    Sync,
    Look,
    Blob(bool),
    Commands(bool),
    Kill,
    Wait(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..4_u8).prop_map(Step::Place),
        2 => Just(Step::Sync),
        2 => Just(Step::Look),
        4 => any::<bool>().prop_map(Step::Blob),
        3 => any::<bool>().prop_map(Step::Commands),
        1 => Just(Step::Kill),
        1 => (0..20_u8).prop_map(Step::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_network_does_every_photo_of_an_order_arrives(steps in prop::collection::vec(step(), 1..40)) {
        let mut lab = Lab::new();
        let mut lanes: Vec<Lane> = (0..3).map(|_| Lane::of(lab.phone(RESIDENT))).collect();
        lab.settle();
        let mut sent = Vec::new();
        for (n, step) in steps.iter().enumerate() {
            let lane = &mut lanes[n % 3];
            match *step {
                Step::Place(photos) if sent.len() < 9 => {
                    let names: Vec<u128> = (0..photos).map(|i| (n as u128) * 10 + u128::from(i) + 1).collect();
                    let order = place(&mut lab, lane, &names);
                    sent.push((order, names));
                }
                Step::Place(_) => {}
                Step::Sync => lab.event(lane.at, Event::Nudge),
                Step::Look => lane.event(&lab, BlobEvent::Look),
                Step::Blob(keep) => {
                    lane.serve(&lab, keep);
                }
                Step::Commands(true) => {
                    lab.serve(lane.at, true);
                }
                Step::Commands(false) => lab.lose(lane.at),
                Step::Kill => lane.kill(&mut lab),
                Step::Wait(minutes) => lab.later(i64::from(minutes)),
            }
        }
        for _ in 0..3 {
            for lane in &mut lanes {
                lab.later(11);
                lab.sync(lane.at);
                lane.sync(&lab);
            }
        }
        for (order, names) in sent {
            for bits in names {
                prop_assert!(is_here(&sees(&lab, STAFF, order, bits)), "{order} misses {bits}");
                prop_assert_eq!(sees(&lab, BOB, order, bits), Shown::Nothing);
            }
        }
        for lane in lanes {
            prop_assert!(lane.disk.is_empty() && lane.lost == 0);
        }
    }
}
