//! How the memory store keeps things: a shelf per partition, and what belongs to none.

use std::collections::{BTreeMap, BTreeSet};

use crate::storage::{
    Answer, Blob, ClientId, ClientRow, CommandId, Head, Instant, Key, LoggedFact, Record, StoredEntity,
};

/// One line of the audience index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) seq: u64,
    pub(super) at: Instant,
    pub(super) present: bool,
}

/// Everything of one partition.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    pub(super) head: Head,
    pub(super) entities: BTreeMap<Key, StoredEntity>,
    /// By scope; a scope once used stays, so that its reach is known.
    pub(super) audience: BTreeMap<String, BTreeMap<Key, Line>>,
    pub(super) facts: BTreeMap<Key, Vec<LoggedFact>>,
    pub(super) due: BTreeMap<Key, Instant>,
    /// By entity and address.
    pub(super) blobs: BTreeMap<(Key, String), Blob>,
}

/// Everything stored.
#[derive(Clone, Debug, Default)]
pub(super) struct Data {
    pub(super) shelves: BTreeMap<String, Shelf>,
    /// The due moments of all shelves, by moment.
    pub(super) agenda: BTreeSet<(Instant, String, Key)>,
    pub(super) answers: BTreeMap<CommandId, Answer>,
    pub(super) clients: BTreeMap<ClientId, ClientRow>,
    /// By space, then by id.
    pub(super) records: BTreeMap<String, BTreeMap<String, Record>>,
}

impl Data {
    /// The shelf of a partition, made when there is none.
    pub(super) fn shelf(&mut self, partition: &str) -> &mut Shelf {
        if !self.shelves.contains_key(partition) {
            self.shelves.insert(partition.to_owned(), Shelf::default());
        }
        // The line above has put one there; an entry would copy the name on every call.
        self.shelves.get_mut(partition).expect("a shelf that was just made")
    }
}

/// Puts `old` back under `key`, or removes what is there when there was nothing.
pub(super) fn restore<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, old: Option<V>) {
    match old {
        Some(old) => map.insert(key, old),
        None => map.remove(&key),
    };
}
