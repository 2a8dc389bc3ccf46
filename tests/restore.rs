//! The data goes back, and the phones bring again what they had been told is done: nothing flickers, nothing is lost that a phone
//! still had, and nothing happens twice.
#![cfg(not(target_arch = "wasm32"))]
#![expect(unreachable_pub, reason = "a test crate has no readers of its API")]
#![allow(dead_code, reason = "the lab is shared with tests that use more of it")]

mod lab;

use doorstep_authority::{Life, MemoryStore};
use doorstep_domain::{
    OrderId,
    order::{Act, Finishing, Outcome, State},
};
use doorstep_replica::{EntryState, Event, Mark};
use lab::{ALICE, DAUGHTER, Lab, RESIDENT, STAFF};

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

/// A lab with four phones, and the backup that is taken then.
fn before() -> (Lab, [usize; 4], MemoryStore) {
    let mut lab = Lab::new();
    let phones = [RESIDENT, DAUGHTER, ALICE, STAFF].map(|person| lab.phone(person));
    lab.settle();
    let first = lab.place(phones[0]);
    lab.settle();
    let backup = lab.authority.store().fork();
    let _ = first;
    (lab, phones, backup)
}

/// Something happens, and everybody hears of it: an order that is done, one that is taken, one that waits.
fn day(lab: &mut Lab, [resident, daughter, alice, _]: [usize; 4]) -> [OrderId; 3] {
    let orders = [resident, daughter, resident].map(|phone| {
        let order = lab.place(phone);
        lab.later(1);
        lab.settle();
        order
    });
    for order in &orders[..2] {
        lab.act(alice, *order, Act::Accept { generation: 0 });
        lab.settle();
        lab.later(1);
    }
    for act in [Act::Depart, Act::Arrive, finish()] {
        lab.act(alice, orders[0], act);
        lab.settle();
        lab.later(1);
    }
    lab.act(resident, orders[0], Act::Confirm);
    lab.settle();
    orders
}

#[test]
fn everything_a_phone_still_had_is_there_again_exactly_once() {
    let (mut lab, phones, backup) = before();
    let orders = day(&mut lab, phones);
    let truth = orders.map(|id| lab.truth(id).expect("an order"));
    lab.later(10);
    lab.restore(backup);
    // Something new is asked in the window.
    let new = lab.place(phones[0]);
    lab.settle();
    lab.later(1);
    lab.settle();
    assert!(lab.truth(orders[0]).is_none(), "it is held, not done");
    assert!(lab.truth(new).is_some());
    for phone in [phones[0], phones[2]] {
        // Their own phones go on showing it, and call it received: it was.
        let shown = lab.order(phone, orders[0]);
        assert!(phone == phones[2] || shown.is_some());
        assert_eq!(lab.mark(phone, orders[0]), Mark::Received);
        let entries = lab.phones[phone].replica.entries();
        let waits = entries.iter().filter(|e| e.proof.is_some()).count();
        assert!(waits > 0 && entries.iter().all(|e| e.proof.is_none() || e.is_unsent()));
    }
    // Nobody gives up what the community once had.
    let entries = lab.phones[phones[0]].replica.entries();
    let waiting = entries.iter().find(|e| e.proof.is_some()).expect("it waits").command_id;
    lab.event(
        phones[0],
        Event::Discard {
            command_id: waiting,
            why: None,
        },
    );
    assert!(
        lab.phones[phones[0]]
            .replica
            .entries()
            .iter()
            .any(|e| e.command_id == waiting)
    );
    lab.later(1);
    lab.end_recovery();
    lab.later(3);
    lab.settle();
    for (id, was) in orders.into_iter().zip(truth) {
        let is = lab.truth(id).expect("it is there again");
        assert_eq!((is.state, is.number.as_str()), (was.state, was.number.as_str()));
        assert_eq!(is.trail, was.trail, "with its times");
        assert_eq!(is.finish, was.finish);
    }
    for phone in phones {
        for entry in lab.phones[phone].replica.entries() {
            assert!(matches!(entry.state, EntryState::Settled(_)), "{entry:?}");
            assert!(entry.proof.is_none());
            let EntryState::Settled(receipt) = &entry.state else {
                continue;
            };
            assert_eq!(receipt.epoch, lab.authority.life().epoch);
        }
    }
    let report = lab
        .authority
        .recoveries()
        .expect("the memory store works")
        .pop()
        .expect("a recovery");
    assert!(report.contested.is_empty(), "{report:?}");
    assert!(report.partitions.iter().all(|p| p.missing.is_empty()), "{report:?}");
    // And nothing goes again after that.
    let sent = report.restored;
    lab.settle();
    let report = lab
        .authority
        .recoveries()
        .expect("the memory store works")
        .pop()
        .expect("a recovery");
    assert_eq!(report.restored, sent);
}

#[test]
fn a_phone_that_dies_while_it_starts_over_begins_again() {
    let (mut lab, phones, backup) = before();
    let orders = day(&mut lab, phones);
    lab.restore(backup);
    lab.phones[phones[0]].dies_renewing = true;
    lab.sync(phones[0]);
    lab.phones[phones[0]].dies_renewing = false;
    lab.kill(phones[0]);
    let shown: Vec<_> = lab.phones[phones[0]].replica.orders().map(|o| o.id).collect();
    assert!(shown.contains(&orders[2]), "what it did is shown from its own outbox");
    lab.settle();
    lab.kill(phones[0]);
    lab.settle();
    lab.end_recovery();
    lab.later(3);
    lab.settle();
    assert_eq!(lab.truth(orders[0]).map(|o| o.state), Some(State::Closed));
    assert_eq!(lab.truth(orders[2]).map(|o| o.state), Some(State::Open));
}

#[test]
fn a_snapshot_put_back_behind_everybodys_back_is_noticed_and_mended() {
    let (mut lab, phones, backup) = before();
    let orders = day(&mut lab, phones);
    let life = Life {
        epoch: "unused".into(),
        boot: "back".into(),
    };
    lab.served_by(backup, life);
    // More happens than before, by somebody who has heard nothing yet.
    let fresh = lab.phone(RESIDENT);
    let mut new = Vec::new();
    for round in 0..12 {
        lab.later(1);
        if round < 3 {
            new.push(lab.place(fresh));
        } else {
            let text = format!("{round}");
            lab.act(fresh, new[0], Act::Remark { text });
        }
        lab.sync(fresh);
    }
    let epoch = lab.authority.life().epoch;
    lab.sync(phones[3]);
    assert_ne!(
        lab.authority.life().epoch,
        epoch,
        "the desk's phone knew more than the data"
    );
    lab.settle();
    lab.end_recovery();
    lab.later(3);
    lab.settle();
    for id in orders.into_iter().chain(new) {
        assert!(lab.truth(id).is_some());
    }
    assert_eq!(lab.truth(orders[0]).map(|o| o.state), Some(State::Closed));
    let numbers: std::collections::BTreeSet<_> = lab.phones[phones[3]]
        .replica
        .orders()
        .map(|o| o.number.clone())
        .collect();
    assert_eq!(
        numbers.len(),
        lab.phones[phones[3]].replica.orders().count(),
        "no number twice"
    );
}

#[test]
fn more_than_one_push_full_goes_again() {
    let mut lab = Lab::new();
    let staff = lab.phone(STAFF);
    lab.settle();
    let order = lab.place(staff);
    lab.settle();
    let backup = lab.authority.store().fork();
    let text = |n: usize| Act::Remark {
        text: format!("第{n}条"),
    };
    for n in 0..180 {
        lab.act(staff, order, text(n));
    }
    lab.settle();
    lab.restore(backup);
    lab.settle();
    let report = |lab: &Lab| {
        lab.authority
            .recoveries()
            .expect("the memory store works")
            .pop()
            .expect("a recovery")
    };
    assert_eq!(report(&lab).held, 180, "none stands in the way of another");
    lab.end_recovery();
    lab.later(3);
    lab.settle();
    assert_eq!(report(&lab).restored, 180);
    let remarks = lab
        .truth(order)
        .and_then(|o| o.remarks.get().cloned())
        .expect("remarks");
    let said: Vec<_> = remarks.iter().map(|r| r.text.clone()).collect();
    assert_eq!(
        said,
        (0..180).map(|n| format!("第{n}条")).collect::<Vec<_>>(),
        "in the order of saying"
    );
}
