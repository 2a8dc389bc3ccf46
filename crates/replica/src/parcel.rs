//! What never arrived, packed for another way to the community: a colleague's phone, or quarantine. It changes nothing here: the
//! same still goes out by itself, and both are one.

use doorstep_domain::Instant;
use doorstep_protocol::{
    Envelope,
    handover::{PARCEL, Parcel},
};

use crate::replica::Replica;

impl Replica {
    /// A parcel of everything in the outbox, packed at `now`.
    pub fn parcel(&self, now: Instant) -> Parcel {
        Parcel {
            parcel: PARCEL,
            author: self.meta.person,
            packed: now,
            entries: self.sealed(),
        }
    }

    /// The outbox in envelopes, numbered or not: whoever opens them does not execute them.
    pub(crate) fn sealed(&self) -> Vec<Envelope> {
        let sealed = |entry: &crate::Entry| {
            let mut entry = entry.clone();
            entry.sent_as.get_or_insert((self.meta.client, 0));
            self.envelope(&entry)
        };
        self.outbox().filter_map(sealed).collect()
    }
}
