//! The confirmed state: what the server has shown this person, and nothing else.

use doorstep_domain::{Entity, Key};
use doorstep_protocol::Row;

use crate::Entities;

/// What the server has shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Confirmed {
    pub(crate) entities: Entities,
}

/// What applying rows changed.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub(crate) put: Vec<Entity>,
    pub(crate) remove: Vec<Key>,
    pub(crate) unreadable: u32,
}

impl Confirmed {
    /// Starts from stored entities.
    pub(crate) fn new(entities: Vec<Entity>) -> Self {
        let mut confirmed = Self::default();
        for entity in entities {
            confirmed.entities.put(entity);
        }
        confirmed
    }

    /// An entity.
    pub fn get(&self, key: &Key) -> Option<&Entity> {
        self.entities.get(key)
    }

    /// All entities, by key.
    pub fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.entities.values()
    }

    /// Applies one page. A row that can't be read leaves the old copy gone: a stale copy would be a lie.
    pub(crate) fn apply(&mut self, rows: &[Row]) -> Change {
        let mut change = Change::default();
        for row in rows {
            let entity = row.entity();
            if entity.is_none() && row.body.is_some() {
                change.unreadable += 1;
            }
            if let Some(entity) = entity {
                self.entities.put(entity.clone());
                change.put.push(entity);
            } else {
                self.entities.remove(&row.key);
                change.remove.push(row.key.clone());
            }
        }
        change
    }
}
