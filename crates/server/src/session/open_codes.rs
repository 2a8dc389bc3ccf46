//! Cards, invitations and transfer codes that are open. A restore makes them void: one that was spent or voided after the backup would
//! open again.

use doorstep_authority::{Result, Storage};
use doorstep_domain::{Instant, entity::Partition};

use super::book;

/// Days ahead in which an open code may end; none lasts as long.
const AHEAD: i32 = 62;

/// Removes them all; returns how many there were.
///
/// # Errors
/// When the store fails.
pub fn void<S: Storage>(store: &S, now: Instant) -> Result<usize> {
    let today = now.day();
    store.write(&Partition::City.name(), move |txn| {
        let mut count = 0;
        for day in -1..=AHEAD {
            for (space, id) in book::ending_on(txn, today.plus(day))? {
                let open = [book::CARD, book::CODE, book::SETUP].contains(&space.as_str());
                if open && txn.record(&space, &id)?.is_some() {
                    txn.delete_record(&space, &id)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    })
}
