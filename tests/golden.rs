//! The golden profile: what a phone of the first version has on disk, with an outbox in every state. Later versions must open it
//! and get everything out. A golden file is never written again; a new stored format gets a new file beside it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(unreachable_pub, reason = "a test crate has no readers of its API")]
#![allow(dead_code, reason = "the lab is shared with tests that use more of it")]

mod lab;

use doorstep_domain::{CommandId, order::Act};
use doorstep_replica::{EntryState, Event, Mark, Replica};
use lab::{Lab, RESIDENT};

const V1: &str = include_str!("golden/v1.json");

/// Makes the profile: one order settled, one acknowledged but not pulled, one sent and unanswered, one parked, one queued.
fn make() -> String {
    let mut lab = Lab::new();
    let phone = lab.phone(RESIDENT);
    lab.settle();
    lab.place(phone);
    lab.settle();
    let acknowledged = lab.place(phone);
    lab.event(phone, Event::Nudge);
    lab.serve(phone, true);
    lab.phones[phone].calls.clear();
    lab.act(phone, acknowledged, Act::Confirm);
    let refused = lab.act(phone, acknowledged, Act::Urge);
    lab.kill(phone);
    lab.event(phone, Event::Nudge);
    lab.serve(phone, false);
    let _ = refused;
    lab.later(1);
    lab.place(phone);
    lab.stored_text(phone)
}

#[test]
fn a_phone_of_version_one_opens_and_loses_nothing() {
    if std::env::var_os("DOORSTEP_MAKE_GOLDEN").is_some() {
        std::fs::create_dir_all("tests/golden").unwrap();
        std::fs::write("tests/golden/v1.json", make()).unwrap();
        return;
    }
    let stored = lab::stored_from(V1);
    let entries = stored.entries.len();
    let states: Vec<&EntryState> = stored.entries.iter().map(|e| &e.state).collect();
    assert!(states.iter().any(|s| matches!(s, EntryState::Settled(_))), "{states:?}");
    assert!(states.iter().any(|s| matches!(s, EntryState::Sent)), "{states:?}");
    assert!(states.iter().any(|s| matches!(s, EntryState::Queued)), "{states:?}");
    let replica = Replica::open(stored);
    assert_eq!(replica.entries().len(), entries);
    assert!(
        replica.orders().count() >= 2,
        "pending orders are shown at once, without a network"
    );
    let unsent: Vec<CommandId> = replica.outbox().map(|e| e.command_id).collect();

    // The same server, as far as this phone knows, was restored empty of it: everything goes again under a fresh client.
    let mut lab = Lab::new();
    let phone = lab.phone_from(V1);
    lab.later(5);
    lab.settle();
    // It proved that the data went back, so what it had been told is done waits until others have come.
    lab.end_recovery();
    lab.later(5);
    lab.settle();
    for id in unsent {
        let entry = lab.phones[phone]
            .replica
            .entries()
            .iter()
            .find(|e| e.command_id == id)
            .expect("entries never vanish");
        assert!(!entry.is_pending(), "{entry:?}");
    }
    let orders: Vec<_> = lab.phones[phone].replica.orders().map(|o| o.id).collect();
    assert!(
        orders.iter().all(|id| lab.mark(phone, *id) == Mark::Received),
        "every order of the profile has arrived"
    );
}
