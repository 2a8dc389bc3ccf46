//! I1 ack-durable: what a phone saw acknowledged is in the log exactly once, with the answer that it saw.

use doorstep_authority::{Storage as _, StoreError};
use doorstep_protocol::Outcome;

use super::log::Standing;
use crate::{history::History, keep::Keep, server::Server};

const I1: &str = "I1 ack-durable";

/// Holds every answer that was seen against what is stored.
///
/// # Errors
/// When the store fails.
pub fn check<K: Keep>(server: &Server<K>, facts: &Standing, history: &mut History) -> Result<(), StoreError> {
    let epoch = server.authority().life().epoch.clone();
    for (id, told) in history.told.clone() {
        if told.receipt.epoch != epoch {
            continue;
        }
        let Some(answer) = server.authority().store().read(|txn| txn.answer(id))? else {
            history.broke(I1, format!("{id} was answered {} and is not known", told.word));
            continue;
        };
        let kept: Result<Outcome, _> = serde_json::from_str(&answer.outcome);
        if !kept.is_ok_and(|kept| kept.word() == told.word && kept.receipt() == Some(&told.receipt)) {
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
