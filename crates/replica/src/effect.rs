//! What a replica wants done. The shell does it and answers with an event.

use doorstep_domain::{CommandId, Entity, Instant, Key, Reason};
use doorstep_protocol::{Envelope, PullRequest, PushRequest};

use crate::{
    entry::Entry,
    stored::{ConfirmedMeta, OutboxMeta},
};

/// Something to do. Effects of one update are independent; each names what answers it.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write to the outbox database in one transaction, then answer `OutboxSaved` or `OutboxFailed`.
    SaveOutbox {
        /// Names this write.
        ticket: u64,
        /// Entries to write.
        put: Vec<Entry>,
        /// Entries to remove.
        remove: Vec<CommandId>,
        /// Client, numbers and leases.
        meta: OutboxMeta,
    },
    /// Write to the confirmed database in one transaction; answer `ConfirmedFailed` if that was refused. A write that is lost
    /// with everything after it (the phone was switched off) needs no answer: the older cursor pulls it again.
    SaveConfirmed {
        /// Remove everything first.
        clear: bool,
        /// Entities to write.
        put: Vec<Entity>,
        /// Entities to remove.
        remove: Vec<Key>,
        /// Cursor and what belongs to it.
        meta: ConfirmedMeta,
    },
    /// Send; answer `Pushed`.
    Push(PushRequest),
    /// Ask; answer `Pulled`.
    Pull(PullRequest),
    /// Send `Tick` at this moment (device clock) or a little later; replaces an earlier wish.
    Wake {
        /// When.
        at: Instant,
    },
    /// Make a fresh random client id and answer `Client`.
    NewClient,
    /// The command was refused on the spot and is not in the outbox.
    Refused {
        /// Which.
        command_id: CommandId,
        /// Why.
        reason: Reason,
    },
    /// The device was signed out on purpose: post these once to quarantine if possible, then delete both databases.
    Wipe {
        /// What was never received by the server.
        sealed: Vec<Envelope>,
    },
    /// What the screen shows has changed.
    Render,
}
