//! Opening a recovery: a new epoch, a limit to what the boots before may have given, order numbers moved on, consents withdrawn
//! again, and the window.

use doorstep_domain::{CommunityId, Instant, Kind, Scope, entity::Partition};

use super::{NUMBERS_SKIPPED, Recovery, WINDOW, Withdrawal, close, end, hold, put};
use crate::{
    authority::Touched,
    boots::{self, Heads},
    life::Present,
    number,
    storage::{Result, Storage, Txn},
};

/// How a recovery begins.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The name of the new life: random.
    pub epoch: String,
    /// How long the window stays open, in milliseconds.
    pub window: i64,
    /// Consents that were withdrawn, also after the backup: withdrawn again before anything else happens.
    pub withdrawn: Vec<Withdrawal>,
}

impl Opening {
    /// A life of this name, with a window of the usual length.
    pub const fn new(epoch: String) -> Self {
        Self {
            epoch,
            window: WINDOW,
            withdrawn: Vec::new(),
        }
    }
}

/// Opens a recovery over a store that was restored from a backup and that nobody serves yet. What withdrawn consents erase is
/// erased when it returns.
///
/// # Errors
/// When the store fails.
pub fn open<S: Storage>(store: &S, opening: Opening, now: Instant) -> Result<()> {
    store.write(&Partition::City.name(), move |txn| {
        // Before anything is written: what the boots before gave ends here.
        let boot = boots::begin(txn, "restored", now)?;
        begin(txn, opening, None, boot, now, &mut Touched::new())
    })?;
    close::erase(store, now).map(drop)
}

/// The same within a transaction, over data that went back to `high` or, if that is not known, to its present heads. The boot
/// must have begun already.
pub(crate) fn begin(
    txn: &mut dyn Txn,
    opening: Opening,
    high: Option<Heads>,
    boot: String,
    now: Instant,
    touched: &mut Touched,
) -> Result<()> {
    let mut present = Present::read(txn)?;
    let high = match high {
        Some(high) => high,
        None => boots::heads(txn)?,
    };
    let city = Partition::City.name();
    let mut row = Recovery {
        lost: core::mem::replace(&mut present.life.epoch, opening.epoch.clone()),
        epoch: opening.epoch,
        opened: now,
        until: now.plus(opening.window),
        closed: None,
        high,
        numbers: std::collections::BTreeMap::new(),
        withdrawn: opening.withdrawn,
    };
    for key in txn.under(&city, &Scope::Everyone.to_string(), Kind::Community)? {
        let community = CommunityId(key.id);
        let skipped = number::skip(txn, &community, NUMBERS_SKIPPED)?;
        row.numbers.insert(community, skipped);
    }
    put(txn, &row)?;
    hold::pass_on(txn, &row.lost, &row.epoch)?;
    end(txn, &row.lost, now)?;
    present.life.boot = boot;
    present.until = Some(row.until);
    present.write(txn)?;
    close::withdraw(txn, &row.withdrawn, now, touched)
}
