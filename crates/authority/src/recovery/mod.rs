//! After the data went back, to a backup or to a snapshot: a new life, and a window in which phones bring again what they had
//! been told is done.
//!
//! The phones keep what was acknowledged for fourteen days, each with its receipt, and send it again when they see a new life. A
//! receipt is signed by a key that no backup holds, so it proves that the command was done, and when. While the window is open
//!
//! - nothing happens by itself and nobody is given an order, since the order may be somebody's already;
//! - a command with a good receipt that the data no longer has is *held*: kept as it is, answered `deferred`, judged later;
//! - every other command is judged at once, but what would be refused is held too: what it needs may still be on its way.
//!
//! When the window closes, what has a receipt is done again in the order in which it was done, each at the moment of its receipt
//! with the deadlines that had passed by then: the same course of things as before. Only where an order has gone on meanwhile is
//! it judged as of then. What does not fit any more is *contested, never refused*: the desk finds it at the order, and in the
//! report. Then comes what waited without a receipt, judged as of now. A phone that comes after the window gets the same at once.
//!
//! [`Report`] says what no phone still had, as exact sequences: see [`report`](crate::Authority::recoveries).

mod close;
mod hold;
mod lineage;
mod open;
mod report;

use std::collections::BTreeMap;

use doorstep_domain::{CommunityId, Instant, PersonId, person::Consent};
use serde::{Deserialize, Serialize};

pub use self::{
    close::withdraw_again,
    open::{Opening, open},
    report::{Contested, Lost, Report, reports},
};
pub(crate) use self::{
    close::{close, erase},
    hold::{Back, Held, all, hold, holding, let_go, note_back},
    lineage::{Origin, Seen, is_known, note_seen, origin},
    open::begin,
};
use crate::{
    boots::Heads,
    life::{Life, Present},
    storage::{ReadTxn, Record, Result, Txn},
};

/// How long a window stays open unless somebody says otherwise: a phone in a pocket comes by within it.
pub const WINDOW: i64 = 2 * doorstep_domain::time::HOUR;
/// Order numbers that each community skips, so that none that was given after the backup is given again.
pub const NUMBERS_SKIPPED: u32 = 1000;

const SPACE: &str = "recovery";

/// A consent that was withdrawn, as remembered outside of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Whose.
    pub person: PersonId,
    /// From what.
    pub purpose: Consent,
    /// When: a consent given later stands.
    pub at: Instant,
}

/// One recovery, as stored under the epoch that began with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Recovery {
    pub(crate) epoch: String,
    /// The epoch that ended with it.
    pub(crate) lost: String,
    pub(crate) opened: Instant,
    pub(crate) until: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) closed: Option<Instant>,
    /// What the data still has of the life before.
    pub(crate) high: Heads,
    /// Order numbers that were skipped, by community: from the first, up to but without the second.
    pub(crate) numbers: BTreeMap<CommunityId, (u32, u32)>,
    pub(crate) withdrawn: Vec<Withdrawal>,
}

/// The life of the data as stored, whoever serves it.
///
/// # Errors
/// When the store fails.
pub fn life(txn: &dyn ReadTxn) -> Result<Life> {
    Ok(Present::read(txn)?.life)
}

/// All recoveries, the latest last.
pub(crate) fn all_recoveries(txn: &(impl ReadTxn + ?Sized)) -> Result<Vec<Recovery>> {
    let mut found = Vec::new();
    for record in txn.records_of(SPACE, "")? {
        found.push(serde_json::from_str::<Recovery>(&record.body)?);
    }
    found.sort_by(|a, b| (a.opened, &a.epoch).cmp(&(b.opened, &b.epoch)));
    Ok(found)
}

/// The recovery that followed the life `lost`; the latest when none names it.
pub(crate) fn after(txn: &(impl ReadTxn + ?Sized), lost: &str) -> Result<Option<Recovery>> {
    let mut rows = all_recoveries(txn)?;
    let at = rows.iter().rposition(|row| row.lost == lost);
    Ok(match at {
        Some(at) => Some(rows.swap_remove(at)),
        None => rows.pop(),
    })
}

/// The ranges of order numbers that recoveries have skipped in `community`.
pub(crate) fn skipped(txn: &dyn ReadTxn, community: &CommunityId) -> Result<Vec<(u32, u32)>> {
    let rows = all_recoveries(txn)?;
    Ok(rows
        .iter()
        .filter_map(|row| row.numbers.get(community).copied())
        .collect())
}

/// Notes that the recovery `epoch` is over, if there was one and it was open.
pub(crate) fn end(txn: &mut dyn Txn, epoch: &str, now: Instant) -> Result<()> {
    for mut row in all_recoveries(txn)? {
        if row.epoch == epoch && row.closed.is_none() {
            row.closed = Some(now);
            put(txn, &row)?;
        }
    }
    Ok(())
}

pub(crate) fn put(txn: &mut dyn Txn, row: &Recovery) -> Result<()> {
    let record = Record {
        id: row.epoch.clone(),
        owner: String::new(),
        body: serde_json::to_string(row)?,
        expires: None,
    };
    txn.put_record(SPACE, &record)
}
