//! A phone of the lab: the real replica over a disk that survives a kill.

use std::collections::BTreeMap;

use doorstep_domain::{CommandId, Entity, Key, PersonId};
use doorstep_replica::{ConfirmedMeta, Entry, OutboxMeta, Replica, Stored};

/// What a phone keeps when it is killed.
#[derive(Debug, Default)]
pub(super) struct Disk {
    pub(super) entries: Vec<Entry>,
    pub(super) meta: Option<OutboxMeta>,
    pub(super) entities: BTreeMap<Key, Entity>,
    pub(super) confirmed: ConfirmedMeta,
}

/// A call on its way to the server.
#[derive(Debug)]
pub enum Call {
    Push(doorstep_protocol::PushRequest),
    Pull(doorstep_protocol::PullRequest),
}

/// One phone of one person.
#[derive(Debug)]
pub struct Phone {
    pub person: PersonId,
    pub replica: Replica,
    pub(super) disk: Disk,
    pub calls: Vec<Call>,
    pub refused: Vec<(CommandId, doorstep_domain::Reason)>,
    /// This phone's clock minus true time.
    pub skew: i64,
    /// The disk refuses writes.
    pub disk_full: bool,
    /// The phone dies before it has made a fresh client id.
    pub dies_renewing: bool,
}

impl Disk {
    pub(super) fn write(&mut self, put: Vec<Entry>, remove: &[CommandId], meta: OutboxMeta) {
        for entry in put {
            self.entries.retain(|e| e.command_id != entry.command_id);
            self.entries.push(entry);
        }
        self.entries.retain(|e| !remove.contains(&e.command_id));
        self.entries.sort_by_key(|e| (e.made, e.command_id));
        self.meta = Some(meta);
    }
}

/// Reads what [`super::Lab::stored_text`] wrote.
pub fn stored_from(text: &str) -> Stored {
    let parts: (OutboxMeta, Vec<Entry>, ConfirmedMeta, Vec<Entity>) =
        serde_json::from_str(text).expect("the profile is read");
    Stored {
        outbox_meta: parts.0,
        entries: parts.1,
        confirmed_meta: parts.2,
        entities: parts.3,
    }
}
