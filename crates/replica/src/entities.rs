//! Entities by key. The confirmed state and what the screen shows share those that no pending command touches.

use std::{collections::BTreeMap, rc::Rc};

use doorstep_domain::{Entity, Key};

/// Entities by key; a copy costs a count per entity, not its contents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities(BTreeMap<Key, Rc<Entity>>);

impl Entities {
    /// The entity of `key`.
    pub fn get(&self, key: &Key) -> Option<&Entity> {
        self.0.get(key).map(|entity| &**entity)
    }

    /// All of them, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &Entity> {
        self.0.values().map(|entity| &**entity)
    }

    /// The entity of `key`, to change: whoever shares it keeps it as it was.
    pub(crate) fn get_mut(&mut self, key: &Key) -> Option<&mut Entity> {
        self.0.get_mut(key).map(Rc::make_mut)
    }

    /// Puts an entity in the place of the one before.
    pub(crate) fn put(&mut self, entity: Entity) {
        self.0.insert(entity.key(), Rc::new(entity));
    }

    /// Takes one away.
    pub(crate) fn remove(&mut self, key: &Key) {
        self.0.remove(key);
    }
}
