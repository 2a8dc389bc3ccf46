//! I1 ack-durable: what a phone saw acknowledged is in the log exactly once, with the answer that it saw.

use doorstep_authority::{Storage as _, StoreError};
use doorstep_domain::Instant;
use doorstep_protocol::{Outcome, Receipt};

use super::log::Standing;
use crate::{history::History, keep::Keep, server::Server, world::World};

const I1: &str = "I1 ack-durable";

/// Holds every answer that was seen against what is stored.
///
/// # Errors
/// When the store fails.
pub fn check<K: Keep>(server: &Server<K>, facts: &Standing, history: &mut History) -> Result<(), StoreError> {
    let epoch = server.authority().life().epoch;
    for (id, told) in history.told.clone() {
        // A refusal takes no sequence, so nobody can notice that it was lost; nor can they when no phone is left that was told. Then
        // the same life judges it again. What a phone still has is looked at in `after_restore`.
        if told.receipt.epoch != epoch || history.taken_back.contains(&id) {
            continue;
        }
        let Some(answer) = server.authority().store().read(|txn| txn.answer(id))? else {
            history.broke(I1, format!("{id} was answered {} and is not known", told.word));
            continue;
        };
        let kept: Result<Outcome, _> = serde_json::from_str(&answer.outcome);
        let same =
            kept.is_ok_and(|kept| kept.word() == told.word && kept.receipt().map(place) == Some(place(&told.receipt)));
        if !same {
            history.broke(I1, format!("{id} was answered {told:?}, kept is {}", answer.outcome));
        }
        let place = (told.receipt.partition.clone(), told.receipt.seq);
        let standing = facts.get(&id);
        let right = match told.word {
            "applied" => standing.is_some_and(|places| places.contains(&place)),
            // A refusal may record something (first in line, evidence), and then at the place it names.
            _ => standing.is_none_or(|places| places.contains(&place)),
        };
        if !right {
            history.broke(
                I1,
                format!("{id}: {} at {place:?}, in the log at {standing:?}", told.word),
            );
        }
    }
    Ok(())
}

/// After a restore the same answer is signed anew, in the name of the new life; where it stands stays.
fn place(receipt: &Receipt) -> (String, u64, Instant) {
    (receipt.partition.clone(), receipt.seq, receipt.at)
}

/// After a restore: what a phone still has of it is there again, or the desk knows; and what is lost is in the report.
///
/// # Errors
/// When the store fails.
pub fn after_restore<K: Keep>(world: &mut World<K>) -> Result<(), StoreError> {
    let epoch = world.server.authority().life().epoch;
    for device in &world.phones {
        for slot in device.slots.iter().filter(|slot| !slot.tabs.is_empty()) {
            for entry in &slot.disk.entries {
                let Some(receipt) = entry.receipt() else { continue };
                let id = entry.command_id;
                let known = world.server.authority().store().read(|txn| txn.answer(id))?;
                let known: Option<Outcome> = known.and_then(|answer| serde_json::from_str(&answer.outcome).ok());
                let here = known.as_ref().and_then(Outcome::receipt).map(place);
                if receipt.epoch != epoch || here != Some(place(receipt)) {
                    let what = format!("{id} was received as {receipt:?}, in {epoch} it is {known:?}");
                    world.history.broke(I1, what);
                }
            }
        }
    }
    // Before a rollback was noticed, one life gave some sequences twice.
    if world.tally.of("machine rolled back") > 0 {
        return Ok(());
    }
    let reports = world.server.authority().recoveries()?;
    for (id, told) in world.history.told.clone() {
        let at = &told.receipt;
        if told.word != "applied" || at.epoch == epoch {
            continue;
        }
        if world.server.authority().store().read(|txn| txn.answer(id))?.is_some() {
            continue;
        }
        // Nobody who is left may ever have heard of it: then no report can know.
        let lost = reports.iter().flat_map(|r| &r.partitions);
        let mut lost = lost.filter(|lost| lost.epoch == at.epoch && lost.partition == at.partition);
        let named =
            lost.all(|lost| lost.seen < at.seq || lost.missing.iter().any(|(a, b)| (*a..=*b).contains(&at.seq)));
        if !named {
            let what = format!("{id} was applied at {at:?}, is gone, and no report names it: {reports:?}");
            world.history.broke(I1, what);
        }
    }
    Ok(())
}
