//! Boots and ranges: who notices that the data went back, and who is believed.

use doorstep_authority::{MacKey, recovery::Opening};
use doorstep_domain::order::Act;
use doorstep_protocol::Outcome;

use super::past::{again, closed, done, here, place, report, restored, starts_over, words};
use crate::laws::{
    play::Phone,
    town::{MEMBER, NEIGHBOUR, RESIDENT, STAFF, on, yy},
};

#[test]
fn a_restart_is_no_news_to_anybody() {
    let mut town = here();
    let mut phone = Phone::new(RESIDENT);
    town.place("B01");
    phone.sync(&town, 500);
    let store = town.authority.store().fork();
    starts_over(&mut town, store);
    town.place("B01");
    assert!(!phone.sync(&town, 500).1, "the cursor of the boot before is good");
    town.authority.begin_boot("jump", town.now).unwrap();
    town.place("B01");
    assert!(!phone.sync(&town, 500).1);
    assert!(!town.authority.went_back());
    assert!(town.authority.recoveries().unwrap().is_empty());
}

#[test]
fn a_snapshot_put_back_is_noticed_although_more_happened_since() {
    for (restarts, jump) in [(1, false), (3, false), (0, true)] {
        let mut town = here();
        let snapshot = town.authority.store().fork();
        town.place("B01");
        town.place("B01");
        let mut phone = Phone::new(RESIDENT);
        phone.sync(&town, 500);
        if jump {
            // The process was in the snapshot too, its boot goes on: only its clock tells.
            town.authority = town.authority.put_back(std::sync::Arc::new(snapshot.fork()));
            town.renew();
            town.authority.begin_boot("jump", town.now).unwrap();
        } else {
            starts_over(&mut town, snapshot.fork());
            for n in 1..restarts {
                town.authority.begin_boot(&format!("r{n}"), town.now).unwrap();
            }
        }
        for _ in 0..5 {
            town.place("B01");
        }
        assert!(!town.authority.went_back(), "nobody knows yet");
        let (cursor, epoch) = (phone.cursor.clone(), town.authority.life().epoch);
        assert!(phone.sync(&town, 500).1, "the phone starts over");
        assert!(town.authority.went_back(), "{restarts} {jump}");
        town.authority
            .begin_life(Opening::new("e9".into()), "b9", town.now)
            .unwrap();
        assert!(!town.authority.went_back());
        assert_ne!(town.authority.life().epoch, epoch);
        phone.cursor = cursor;
        phone.sync(&town, 500);
        assert!(!town.authority.went_back(), "one recovery accounts for it");
        let report = report(&town);
        let part = report.partitions.iter().find(|p| p.partition == "c:yy").expect("lost");
        assert_eq!((part.high, part.seen), (0, 2), "{report:?}");
        assert_eq!(part.missing, [(1, 2)]);
        assert_eq!(report.lost_epoch, "e1");
        assert!(town.authority.recovering().unwrap().is_some());
    }
}

#[test]
fn a_receipt_beyond_its_boot_is_proof_and_a_forged_one_is_nothing() {
    let mut town = here();
    let snapshot = town.authority.store().fork();
    let order = town.place("B01");
    let urge = on(order, yy(), Act::Urge);
    town.now = town.now.plus(31 * 60_000);
    let lost = done(&mut town, RESIDENT, &urge);
    starts_over(&mut town, snapshot);
    let mut forged = lost.clone();
    forged.receipt.seq += 1;
    assert_eq!(words(&again(&mut town, RESIDENT, &[&forged])), ["rejected"]);
    let mut other = lost.clone();
    other.receipt =
        MacKey::new(vec![1; 32]).sign_applied(lost.receipt.clone(), lost.envelope.command_id, RESIDENT, Some(&urge));
    other.envelope.command_id = doorstep_authority::CommandId::from_bits(town.id());
    assert_eq!(words(&again(&mut town, RESIDENT, &[&other])), ["rejected"]);
    assert!(!town.authority.went_back());
    let (_, next) = place(&mut town, NEIGHBOUR, "B01");
    assert_eq!(next.receipt.seq, 1, "the sequences go on from where they were");
}

#[test]
fn a_receipt_of_a_lost_boot_waits_for_the_new_life_and_is_then_held() {
    let mut town = here();
    let snapshot = town.authority.store().fork();
    let (_, lost) = place(&mut town, RESIDENT, "B01");
    starts_over(&mut town, snapshot);
    assert_eq!(words(&again(&mut town, RESIDENT, &[&lost])), ["deferred"]);
    assert_eq!(words(&again(&mut town, RESIDENT, &[&lost])), ["deferred"], "held once");
    assert!(town.authority.went_back());
    assert!(town.authority.recoveries().unwrap().is_empty());
    town.authority
        .begin_life(Opening::new("e2".into()), "b2", town.now)
        .unwrap();
    assert_eq!(words(&again(&mut town, RESIDENT, &[&lost])), ["deferred"]);
    assert_eq!(report(&town).held, 1);
}

#[test]
fn a_cursor_that_nobody_signed_starts_over_and_proves_nothing() {
    let mut town = here();
    town.place("B01");
    let mut phone = Phone::new(STAFF);
    phone.sync(&town, 500);
    let good = phone.cursor.clone().expect("a cursor");
    let (mac, json) = good.split_at(32);
    let later = json.replace("\"c:yy\":1", "\"c:yy\":7");
    assert_ne!(later, json);
    for odd in [format!("{mac}{later}"), later, format!("{}{json}", "0".repeat(32))] {
        phone.cursor = Some(odd);
        assert!(phone.sync(&town, 500).1);
    }
    assert!(!town.authority.went_back());
    phone.cursor = Some(good);
    assert!(!phone.sync(&town, 500).1);
}

#[test]
fn what_the_data_still_has_is_answered_with_a_receipt_of_the_new_life() {
    let mut town = here();
    let order = town.place("B01");
    let accept = done(&mut town, MEMBER, &on(order, yy(), Act::Accept { generation: 0 }));
    let backup = town.authority.store().fork();
    restored(&mut town, backup, Vec::new());
    // Also when its words are others by now: a later build writes them in another way, a drawing is gone.
    let mut changed = accept.clone();
    changed.envelope.body = serde_json::value::to_raw_value(&on(order, yy(), Act::Accept { generation: 7 })).unwrap();
    for sent in [&accept, &changed] {
        let [Outcome::Already { first }] = &*again(&mut town, MEMBER, &[sent]) else {
            panic!("judged twice");
        };
        let Outcome::Applied { receipt } = &**first else {
            panic!("{first:?}");
        };
        assert_eq!((receipt.epoch.as_str(), receipt.seq), ("e2", accept.receipt.seq));
        let command = sent.envelope.command();
        let (key, id) = (town.authority.key(), sent.envelope.command_id);
        assert!(key.vouches(receipt, id, MEMBER, command.as_ref()));
    }
    // Without its receipt, another body is a copied profile as ever.
    let mut bare = changed.envelope.clone();
    bare.client = doorstep_authority::ClientId::from_bits(town.id());
    bare.number = 1;
    assert_eq!(town.push(MEMBER, vec![bare]), [Outcome::Fork]);
    // What goes again gets its answer, and never does anything else.
    let mut other = accept.clone();
    other.envelope.body = serde_json::value::to_raw_value(&on(order, yy(), Act::Depart)).unwrap();
    let before = town.order(order);
    assert_eq!(words(&again(&mut town, MEMBER, &[&other])), ["already"]);
    assert_eq!(town.order(order), before);
    assert!(report(&town).partitions.is_empty(), "nothing was lost");
}

#[test]
fn data_that_goes_back_within_a_window_loses_nothing_that_was_held() {
    let mut town = here();
    let backup = town.authority.store().fork();
    let (first, lost) = place(&mut town, RESIDENT, "B01");
    restored(&mut town, backup, Vec::new());
    assert_eq!(words(&again(&mut town, RESIDENT, &[&lost])), ["deferred"]);
    let snapshot = town.authority.store().fork();
    let (second, late) = place(&mut town, NEIGHBOUR, "B01");
    starts_over(&mut town, snapshot);
    assert_eq!(words(&again(&mut town, NEIGHBOUR, &[&late])), ["deferred"]);
    town.authority
        .begin_life(Opening::new("e3".into()), "b3", town.now)
        .unwrap();
    assert_eq!(report(&town).held, 2);
    assert_eq!(words(&again(&mut town, RESIDENT, &[&lost])), ["deferred"]);
    let report = closed(&mut town);
    assert_eq!((report.lost_epoch.as_str(), report.restored), ("e2", 1));
    let reports = town.authority.recoveries().unwrap();
    assert_eq!((reports.len(), reports[0].restored), (2, 1), "each where it was lost");
    assert!(
        reports
            .iter()
            .all(|r| r.closed.is_some() && r.partitions.iter().all(|p| p.missing.is_empty()))
    );
    for order in [first, second] {
        assert_eq!(town.order(order).state, doorstep_domain::order::State::Open);
    }
}
