//! A long random history, read after every step from the store and from the model.

use std::collections::BTreeSet;

use doorstep_domain::{ClientId, CommandId, Instant, Kind, PersonId};

use super::sample::{CITY, Dice, JY, YY, answer, entity, fact, order, set};
use crate::{
    MemoryStore,
    storage::{ClientRow, ReadTxn, Record, Result, Storage, StoreError, Txn},
};

type Make<'a, S> = &'a mut dyn FnMut() -> S;

const PLACES: [&str; 3] = [YY, JY, CITY];
const SCOPES: [&str; 6] = ["all", "desk", "pool", "member:1", "member:2", "x"];

/// One step of a random history; the same dice make the same step on every store.
fn step(txn: &mut dyn Txn, dice: &mut Dice, depth: u32) -> Result<()> {
    let place = PLACES[usize::try_from(dice.below(3)).unwrap_or(0)];
    let key = order(u128::from(dice.below(12)) + 1);
    let now = Instant(i64::try_from(dice.below(50)).unwrap_or(0));
    let head = txn.head(place)?;
    match dice.below(16) {
        0..=6 => {
            let seq = txn.advance(place, now)?;
            let version = txn.entity(place, &key)?.map_or(0, |e| e.version) + 1;
            let mask = dice.below(64);
            let scopes: Vec<&str> = (0..6).filter(|i| mask >> i & 1 == 1).map(|i| SCOPES[i]).collect();
            let mut row = entity(version, "x", &scopes);
            for field in ["contact", "note", "health"] {
                if dice.below(2) == 0 {
                    row.personal.insert(field.to_owned(), dice.below(3).to_string());
                }
            }
            txn.put_entity(place, seq, txn.head(place)?.clock, &key, &row)?;
            txn.log(place, &fact(seq, 0, &key, "moved"))
        }
        7 => txn.log(place, &fact(head.seq, 1, &key, "noted")),
        8 => match txn.put_answer(&answer(u128::from(dice.below(30)))) {
            Err(StoreError::Aborted(_)) => Ok(()),
            other => other,
        },
        9 => {
            let row = ClientRow {
                actor: PersonId::from_bits(3),
                last_number: dice.below(9),
                seen: now,
            };
            txn.put_client(ClientId::from_bits(u128::from(dice.below(3))), &row)
        }
        10 | 11 => txn.set_due(place, &key, (dice.below(3) > 0).then_some(now)),
        12 => {
            let record = Record {
                id: dice.below(6).to_string(),
                owner: dice.below(3).to_string(),
                body: dice.below(9).to_string(),
                expires: (dice.below(2) == 0).then_some(now),
            };
            txn.put_record(PLACES[usize::try_from(dice.below(2)).unwrap_or(0)], &record)
        }
        13 if dice.below(4) == 0 => txn.drop_expired(Instant(now.0 / 4)),
        13 => txn.delete_record(YY, &dice.below(6).to_string()),
        14 if dice.below(6) == 0 => txn.sweep(place, now),
        _ if depth < 3 => {
            let fails = dice.below(2) == 0;
            let before = dice.clone();
            let nested = txn.nested(&mut |inner| {
                *dice = before.clone();
                for _ in 0..dice.below(4) {
                    step(inner, dice, depth + 1)?;
                }
                if fails {
                    return Err(StoreError::Aborted("on purpose".to_owned()));
                }
                Ok(())
            });
            assert_eq!(nested.is_err(), fails, "{nested:?}");
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Everything a reader can see, one line each.
pub(super) fn look(txn: &dyn ReadTxn) -> Result<Vec<String>> {
    let mut seen = vec![format!("{:?}", txn.partitions()?)];
    for place in PLACES {
        seen.push(format!("{place} {:?}", txn.head(place)?));
        for bits in 1..=12 {
            let (entity, facts) = (txn.entity(place, &order(bits))?, txn.facts(place, &order(bits))?);
            seen.push(format!("{place} {bits} {entity:?} {facts:?}"));
        }
        for scope in SCOPES {
            seen.push(format!("{place} {scope} {:?}", txn.under(place, scope, Kind::Order)?));
            seen.push(format!(
                "{:?} {:?}",
                txn.reached(scope)?,
                txn.under(place, scope, Kind::Duty)?
            ));
        }
        let all: BTreeSet<String> = set(&SCOPES);
        for (scopes, after, live_until, limit) in [
            (&all, 0, 0, 1000),
            (&all, 3, 5, 2),
            (&set(&["desk"]), 0, 9, 3),
            (&set(&["pool", "member:1"]), 1, 0, 1),
        ] {
            seen.push(format!("{:?}", txn.changed(place, scopes, after, live_until, limit)?));
        }
    }
    let ids = (0..30).map(|bits| txn.answer(CommandId::from_bits(bits)));
    seen.push(format!("{:?}", ids.collect::<Result<Vec<_>>>()?));
    let clients = (0..3).map(|bits| txn.client(ClientId::from_bits(bits)));
    seen.push(format!("{:?}", clients.collect::<Result<Vec<_>>>()?));
    seen.push(format!("{:?}", txn.due(Instant(i64::MAX), 1000)?));
    seen.push(format!(
        "{:?}",
        txn.due(Instant(20), 3)?.into_iter().map(|d| d.at).collect::<Vec<_>>()
    ));
    for space in PLACES {
        for owner in ["0", "1", "2"] {
            seen.push(format!("{space} {:?}", txn.records_of(space, owner)?));
        }
    }
    Ok(seen)
}

/// Plays `jobs` random jobs on a store; some fail.
pub(super) fn play<S: Storage>(store: &S, seed: u64, jobs: u64, mut after_each: impl FnMut(u64)) {
    for job in 0..jobs {
        let mut dice = Dice::new(seed * 1_000_003 + job);
        let fails = dice.below(5) == 0;
        let done = store.write(YY, move |txn| {
            for _ in 0..=dice.below(5) {
                step(txn, &mut dice, 0)?;
            }
            if fails {
                return Err(StoreError::Aborted("on purpose".to_owned()));
            }
            Ok(())
        });
        assert_eq!(done.is_err(), fails, "job {job} of seed {seed}: {done:?}");
        after_each(job);
    }
}

/// Whatever happens, both read the same.
pub fn a_random_history_reads_like_the_model<S: Storage>(make: Make<'_, S>) {
    for seed in 0..6 {
        let (store, model) = (make(), MemoryStore::default());
        let mut expected = Vec::new();
        play(&model, seed, 80, |_| {
            expected.push(model.read(look).expect("the model"));
        });
        play(&store, seed, 80, |job| {
            let (seen, expected) = (
                store.read(look).expect("the store"),
                &expected[usize::try_from(job).unwrap_or(0)],
            );
            for (seen, expected) in seen.iter().zip(expected) {
                assert_eq!(seen, expected, "after job {job} of seed {seed}");
            }
        });
    }
}
