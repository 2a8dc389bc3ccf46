//! I8 idempotent-anything: whatever was sent once may be sent again, in any part and any order, and changes nothing.

use doorstep_authority::{Storage as _, StoreError};

use crate::{history::Input, keep::Keep, world::World};

const I8: &str = "I8 idempotent";
/// Pushes repeated at the end of a run.
const REPEATED: usize = 12;

/// Sends some of what was sent once more.
///
/// # Errors
/// When the store fails.
pub fn check<K: Keep>(world: &mut World<K>) -> Result<(), StoreError> {
    let pushes: Vec<usize> = (0..world.history.inputs.len())
        .filter(|at| matches!(world.history.inputs[*at], Input::Push { .. }))
        .collect();
    world.server.authority().hold_timers(true);
    let before = heads(world)?;
    for _ in 0..REPEATED.min(pushes.len()) {
        let at = pushes[world.dice.place(pushes.len())];
        let Input::Push {
            actor, entries, words, ..
        } = &world.history.inputs[at]
        else {
            continue;
        };
        let judged = |word: &&str| matches!(*word, "applied" | "rejected" | "faulted" | "already");
        let count = words.iter().take_while(|word| judged(word)).count();
        let again: Vec<_> = entries.iter().take(count).cloned().collect();
        let now = world.server.time(world.now);
        let (results, _) = world.server.authority().push(*actor, again, now)?;
        for result in results {
            let became = result.outcome.word();
            if judged(&became) && became != "already" {
                let what = format!("{} sent again was {became}", result.command_id);
                world.history.broke(I8, what);
            }
        }
    }
    let after = heads(world)?;
    world.server.authority().hold_timers(false);
    if before != after {
        world
            .history
            .broke(I8, format!("sending again moved {before:?} to {after:?}"));
    }
    Ok(())
}

fn heads<K: Keep>(world: &World<K>) -> Result<Vec<(String, u64)>, StoreError> {
    world.server.authority().store().read(|txn| {
        let mut heads = Vec::new();
        for partition in txn.partitions()? {
            let seq = txn.head(&partition)?.seq;
            heads.push((partition, seq));
        }
        Ok(heads)
    })
}
