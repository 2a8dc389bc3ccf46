//! A phone: a clock, a network that comes and goes, and one or two people who use it, each with a store and tabs of their own.

use std::collections::VecDeque;

use doorstep_domain::{Instant, PersonId};
use doorstep_replica::{BlobQueue, Replica};

use crate::{
    disk::{Disk, Write},
    ledger::Ledger,
};

/// Names one tab: phone, person on it, and which start of the app. A message to a start that is over reaches nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The phone.
    pub phone: usize,
    /// The person on it.
    pub slot: usize,
    /// The start of the app.
    pub life: u64,
}

/// The app, started once.
#[derive(Debug)]
pub struct Tab {
    /// Which start it is.
    pub life: u64,
    /// The real thing.
    pub replica: Replica,
    /// The lane of attachments beside it.
    pub lane: BlobQueue,
    /// When it wants to be woken, in true time.
    pub wake: Option<Instant>,
    /// Calls without an answer since somebody looked at the app, and when the first of them was made.
    pub in_vain: (u32, Instant),
    /// The same of pushes that were answered, and of which nothing was judged.
    pub idle: (u32, Instant),
    /// The same of bytes.
    pub bytes_in_vain: (u32, Instant),
}

/// One person on one phone.
#[derive(Debug)]
pub struct Slot {
    /// Who.
    pub person: PersonId,
    /// The session of its cookie.
    pub session: usize,
    /// Their store.
    pub disk: Disk,
    /// Writes under way, in order, with the tab that waits for each and its ticket.
    pub writes: VecDeque<(u64, u64, Write)>,
    /// The app, open; the first tab sends.
    pub tabs: Vec<Tab>,
    /// What was promised about the outbox.
    pub ledger: Ledger,
}

/// A phone.
#[derive(Debug)]
pub struct Phone {
    /// Its clock minus true time.
    pub skew: i64,
    /// It has a network.
    pub online: bool,
    /// Who uses it.
    pub slots: Vec<Slot>,
}

impl Phone {
    /// What its clock says at the true time `now`.
    pub const fn time(&self, now: Instant) -> Instant {
        now.plus(self.skew)
    }
}
