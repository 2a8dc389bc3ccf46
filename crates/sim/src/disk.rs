//! The disk of one person on one phone: the outbox, whose writes are finished when they are answered, and the confirmed state, of which
//! a power cut may take the last writes.

use std::{collections::BTreeMap, rc::Rc};

use doorstep_domain::{CommandId, Entity, Key};
use doorstep_replica::{BlobRow, ConfirmedMeta, Entry, OutboxMeta, Stored};

/// What was pulled.
#[derive(Clone, Debug, Default)]
pub struct Pulled {
    /// The rows.
    pub entities: BTreeMap<Key, Rc<Entity>>,
    /// Beside them.
    pub meta: ConfirmedMeta,
}

/// A write to the outbox that is on its way to the disk.
#[derive(Clone, Debug)]
pub struct Write {
    /// Entries to write.
    pub put: Vec<Entry>,
    /// Entries to remove.
    pub remove: Vec<CommandId>,
    /// What stands beside them; only the tab that sends writes it.
    pub meta: Option<OutboxMeta>,
}

/// A disk.
#[derive(Clone, Debug)]
pub struct Disk {
    /// The outbox, in the order of making.
    pub entries: Vec<Entry>,
    /// Beside the outbox.
    pub meta: OutboxMeta,
    /// What a reader finds.
    pub pulled: Pulled,
    /// What a power cut leaves.
    pub flushed: Pulled,
    /// Attachments that the community does not have yet.
    pub bytes: Vec<BlobRow>,
    /// It takes nothing.
    pub full: bool,
}

impl Disk {
    /// The disk of somebody who just signed in.
    pub fn new(stored: Stored) -> Self {
        Self {
            entries: stored.entries,
            meta: stored.outbox_meta,
            pulled: Pulled::default(),
            flushed: Pulled::default(),
            bytes: Vec::new(),
            full: false,
        }
    }

    /// An entry of the outbox.
    pub fn entry(&self, id: CommandId) -> Option<&Entry> {
        self.entries.iter().find(|e| e.command_id == id)
    }

    /// Finishes a write to the outbox.
    pub fn write(&mut self, write: Write) {
        for entry in write.put {
            match self.entries.iter_mut().find(|e| e.command_id == entry.command_id) {
                Some(known) => *known = entry,
                None => self.entries.push(entry),
            }
        }
        self.entries.retain(|e| !write.remove.contains(&e.command_id));
        self.entries.sort_by_key(|e| (e.made, e.command_id));
        if let Some(meta) = write.meta {
            self.meta = meta;
        }
    }

    /// Writes what was pulled.
    pub fn confirm(&mut self, clear: bool, put: Vec<Entity>, remove: &[Key], meta: ConfirmedMeta) {
        if clear {
            self.pulled.entities.clear();
        }
        for key in remove {
            self.pulled.entities.remove(key);
        }
        self.pulled
            .entities
            .extend(put.into_iter().map(|e| (e.key(), Rc::new(e))));
        self.pulled.meta = meta;
    }

    /// Everything, as a cold start reads it.
    pub fn read(&self) -> Stored {
        Stored {
            outbox_meta: self.meta.clone(),
            entries: self.entries.clone(),
            confirmed_meta: self.pulled.meta.clone(),
            entities: self.pulled.entities.values().map(|e| (**e).clone()).collect(),
        }
    }

    /// Everything, through the text it has on a real disk.
    ///
    /// # Errors
    /// When what was written can't be read.
    pub fn read_text(&self) -> serde_json::Result<Stored> {
        let entities: Vec<&Entity> = self.pulled.entities.values().map(|e| &**e).collect();
        let text = serde_json::to_string(&(&self.meta, &self.entries, &self.pulled.meta, entities))?;
        let (outbox_meta, entries, confirmed_meta, entities) = serde_json::from_str(&text)?;
        Ok(Stored {
            outbox_meta,
            entries,
            confirmed_meta,
            entities,
        })
    }
}
