//! I9 clock-free: with every phone's clock set otherwise, the same commands in the same order come to the same.

use std::sync::Arc;

use doorstep_authority::{Authority, Life, MacKey, Storage, StoreError};
use doorstep_domain::time::DAY;
use doorstep_protocol::PullRequest;

use crate::{
    history::Input,
    keep::Keep,
    planted_store::PlantedStore,
    server::{judging_time, operator},
    town,
    world::World,
};

const I9: &str = "I9 clock-free";
/// Set ahead by as much as no phone is wrong by chance.
const SHIFT: i64 = 1_234 * DAY;

/// Plays what the server was given once more, from the beginning, by other clocks.
///
/// # Errors
/// When the store fails.
pub fn check<K: Keep>(world: &mut World<K>) -> Result<(), StoreError> {
    let (_keep, store) = K::new()?;
    let life = Life {
        epoch: world.server.authority().life().epoch,
        boot: "again".to_owned(),
    };
    let store = Arc::new(PlantedStore::new(store, world.plant));
    let again = Authority::start(store, MacKey::new(vec![9; 32]), life, world.founded)?;
    again.install(operator(), world.founded)?;
    town::age(&**again.store(), world.past, world.founded)?;
    for input in &world.history.inputs {
        match input {
            Input::Push {
                actor,
                entries,
                at,
                words,
                ..
            } => {
                let mut entries = entries.clone();
                for entry in &mut entries {
                    if let Some(skew) = &mut entry.skew {
                        *skew -= SHIFT;
                        entry.device_time = entry.device_time.plus(SHIFT);
                    }
                }
                let at = judging_time(world.plant, &entries, *at);
                let (results, _) = again.push(*actor, entries, at)?;
                let other: Vec<_> = results.iter().map(|r| r.outcome.word()).collect();
                if other != *words {
                    let what = format!("by other clocks {other:?}, by the phones' {words:?}");
                    world
                        .history
                        .violations
                        .push(crate::history::Violation { law: I9, what });
                    return Ok(());
                }
            }
            Input::Deadlines { at, held } => {
                again.hold_timers(*held);
                again.run_due(*at)?;
            }
            Input::Lease { actor, request, at } => {
                // A cursor of the first playing would prove that the data went back.
                let request = PullRequest {
                    cursor: None,
                    ..request.clone()
                };
                again.pull(*actor, &request, *at)?;
            }
        }
    }
    for (partition, key) in world.history.named.clone() {
        let here = facts(world.server.authority(), &partition, &key)?;
        let there = facts(&again, &partition, &key)?;
        if here != there {
            world.history.broke(
                I9,
                format!("{key:?}: {here:?} by the phones' clocks, {there:?} by others"),
            );
            return Ok(());
        }
    }
    Ok(())
}

/// The facts of an entity, as text.
fn facts<S: Storage>(
    authority: &Authority<S>,
    partition: &str,
    key: &doorstep_domain::Key,
) -> Result<Vec<(u64, String)>, StoreError> {
    let facts = authority.store().read(|txn| txn.facts(partition, key))?;
    Ok(facts.into_iter().map(|fact| (fact.seq, fact.body)).collect())
}
