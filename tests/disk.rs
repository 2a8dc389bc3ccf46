//! A disk that is full, and what must not stay on one: what a phone keeps, and what it keeps no longer.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test stops where its ground is gone")]
#![expect(unreachable_pub, reason = "a test crate has no readers of its API")]
#![allow(dead_code, reason = "the lab is shared with tests that use more of it")]

mod lab;

use doorstep_domain::{
    ClientId, Command, CommandId, Instant, OrderId,
    order::{Act, Placing},
    person::{Consent, PersonCommand},
};
use doorstep_replica::{Effect, Event, Mark, Replica};
use lab::{ALICE, Call, Lab, RESIDENT};

const NOW: Instant = Instant(1_000);

#[test]
fn what_the_disk_refused_is_never_called_saved_nor_sent() {
    let mut lab = Lab::new();
    let resident = lab.phone(RESIDENT);
    lab.settle();
    lab.phones[resident].disk_full = true;
    let order = lab.place(resident);
    assert_eq!(lab.mark(resident, order), Mark::Local);
    lab.sync(resident);
    assert!(lab.truth(order).is_none());
    assert!(lab.phones[resident].replica.disk_failed());
}

#[test]
fn what_the_disk_refused_goes_out_once_there_is_room() {
    let mut lab = Lab::new();
    let resident = lab.phone(RESIDENT);
    lab.settle();
    lab.phones[resident].disk_full = true;
    let order = lab.place(resident);
    lab.sync(resident);
    lab.phones[resident].disk_full = false;
    lab.sync(resident);
    assert_eq!(lab.mark(resident, order), Mark::Received);
    assert!(lab.truth(order).is_some());
    lab.kill(resident);
    assert_eq!(lab.mark(resident, order), Mark::Received);
}

#[test]
fn what_was_on_its_way_when_the_storage_was_closed_is_written_again() {
    let mut phone = Replica::open(Replica::fresh(RESIDENT, ClientId::from_bits(7)));
    phone.update(Event::Leader(true), NOW);
    let id = CommandId::from_bits(1);
    let command = Box::new(Command::Person(PersonCommand::Consent {
        person: RESIDENT,
        purpose: Consent::Health,
        version: None,
    }));
    phone.update(
        Event::Ask {
            command,
            command_id: id,
        },
        NOW,
    );
    // No answer comes to that write; the browser takes the storage away.
    let effects = phone.update(Event::DiskLost, NOW);
    let again =
        |effect: &Effect| matches!(effect, Effect::SaveOutbox { put, .. } if put.iter().any(|e| e.command_id == id));
    assert!(effects.iter().any(again), "{effects:?}");
    assert!(!phone.link().pushing, "what waited for that write waits for this one");
}

#[test]
fn a_number_that_the_disk_refused_is_never_sent() {
    let mut lab = Lab::new();
    let resident = lab.phone(RESIDENT);
    lab.settle();
    let order = lab.place(resident);
    lab.lose(resident);
    lab.phones[resident].disk_full = true;
    let second = lab.place(resident);
    lab.sync(resident);
    assert!(lab.truth(second).is_none(), "it is not on disk, so it does not leave");
    assert_eq!(lab.mark(resident, second), Mark::Local);
    assert_eq!(
        lab.mark(resident, order),
        Mark::Received,
        "what was on disk before does"
    );
}

#[test]
fn what_lies_behind_a_number_that_the_disk_refused_waits_for_it() {
    let mut lab = Lab::new();
    let resident = lab.phone(RESIDENT);
    lab.settle();
    lab.place(resident);
    let first = lab.place(resident);
    lab.phones[resident].disk_full = true;
    lab.serve(resident, true);
    lab.phones[resident].disk_full = false;
    let second = lab.place(resident);
    let calls = &lab.phones[resident].calls;
    assert!(
        !calls.iter().any(|call| matches!(call, Call::Push(_))),
        "the server would only say what is missing, again and again: {calls:?}"
    );
    lab.sync(resident);
    for order in [first, second] {
        assert_eq!(lab.mark(resident, order), Mark::Received);
    }
}

#[test]
fn a_page_that_the_disk_refused_is_not_missing_for_good() {
    let mut lab = Lab::new();
    let (resident, member) = (lab.phone(RESIDENT), lab.phone(ALICE));
    lab.settle();
    lab.phones[member].disk_full = true;
    let first = lab.place(resident);
    lab.settle();
    lab.phones[member].disk_full = false;
    let second = lab.place(resident);
    lab.settle();
    lab.kill(member);
    assert!(lab.order(member, second).is_some());
    assert!(
        lab.order(member, first).is_some(),
        "the cursor on disk has passed it, so no pull would bring it"
    );
}

#[test]
fn a_health_note_leaves_the_phone_that_sent_it_when_the_consent_is_withdrawn() {
    let mut lab = Lab::new();
    let resident = lab.phone(RESIDENT);
    lab.settle();
    let consent = |version| {
        Command::Person(PersonCommand::Consent {
            person: RESIDENT,
            purpose: Consent::Health,
            version,
        })
    };
    lab.ask(resident, consent(Some(1)));
    let order = OrderId::from_bits(lab.id());
    let placing = Placing {
        health: "心脏装了起搏器".to_owned(),
        ..lab.placing()
    };
    lab.act(resident, order, Act::Place(Box::new(placing)));
    lab.settle();
    assert!(lab.stored_text(resident).contains("起搏器"));
    lab.ask(resident, consent(None));
    lab.settle();
    lab.later(1);
    lab.authority.run_due(lab.now).unwrap();
    lab.settle();
    assert!(!lab.stored_text(resident).contains("起搏器"));
    assert!(lab.truth(order).is_some(), "the order is still there");
}
