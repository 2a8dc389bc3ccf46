//! What the writer remembers between transactions. It is the only writer, so what it wrote last is what is stored; whenever
//! something is rolled back it forgets everything, which costs a few look-ups and can't be wrong.

use std::collections::HashMap;

use doorstep_authority::{Head, Key};

use crate::look::Found;

/// Entities kept: the people, places and items of a busy hour, at about 2 KB each.
const ENTITIES: usize = 4096;
/// Scopes kept, at about 100 bytes each.
const SCOPES: usize = 65_536;

/// The writer's memory.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    partitions: HashMap<String, (i64, Head)>,
    scopes: HashMap<i64, HashMap<String, i64>>,
    scope_count: usize,
    entities: HashMap<i64, HashMap<Key, Found>>,
    entity_count: usize,
}

impl Cache {
    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn partition(&self, name: &str) -> Option<(i64, Head)> {
        self.partitions.get(name).copied()
    }

    pub(crate) fn put_partition(&mut self, name: &str, id: i64, head: Head) {
        if let Some(known) = self.partitions.get_mut(name) {
            *known = (id, head);
        } else {
            self.partitions.insert(name.to_owned(), (id, head));
        }
    }

    pub(crate) fn scope(&self, partition: i64, name: &str) -> Option<i64> {
        self.scopes.get(&partition)?.get(name).copied()
    }

    pub(crate) fn put_scope(&mut self, partition: i64, name: &str, id: i64) {
        if self.scope_count >= SCOPES {
            self.scopes.clear();
            self.scope_count = 0;
        }
        let scopes = self.scopes.entry(partition).or_default();
        if scopes.insert(name.to_owned(), id).is_none() {
            self.scope_count += 1;
        }
    }

    pub(crate) fn entity(&self, partition: i64, key: &Key) -> Option<&Found> {
        self.entities.get(&partition)?.get(key)
    }

    /// Takes an entity out, to change it; put it back when the change is written.
    pub(crate) fn take_entity(&mut self, partition: i64, key: &Key) -> Option<(Key, Found)> {
        let taken = self.entities.get_mut(&partition)?.remove_entry(key);
        self.entity_count -= usize::from(taken.is_some());
        taken
    }

    pub(crate) fn put_entity(&mut self, partition: i64, key: Key, found: Found) {
        if self.entity_count >= ENTITIES {
            self.entities.clear();
            self.entity_count = 0;
        }
        let entities = self.entities.entry(partition).or_default();
        if entities.insert(key, found).is_none() {
            self.entity_count += 1;
        }
    }
}
