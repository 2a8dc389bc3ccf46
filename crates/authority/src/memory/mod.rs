//! The memory store: the model that other stores are held against, and the store of tests and simulations. Sequences are
//! separate per partition, so that a mistake in a cursor shows. A write is done in place and undone from a list when its job
//! fails, so its cost does not grow with what is stored.

mod read;
mod shelf;
mod write;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

use self::{shelf::Data, write::Draft};
use crate::storage::{ReadTxn, Result, Storage, StoreError, Txn};

/// A store in memory. Durable as long as the process.
#[derive(Debug, Default)]
pub struct MemoryStore {
    data: RwLock<Data>,
}

impl MemoryStore {
    /// A copy of the whole store as it is now, for simulating a backup or a rolled-back machine.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            data: RwLock::new(self.look().clone()),
        }
    }

    fn look(&self) -> RwLockReadGuard<'_, Data> {
        // No panic of a job gets past the lock, so a poisoned one holds whole transactions all the same.
        self.data.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for MemoryStore {
    fn write<R: Send + 'static>(
        &self,
        _partition: &str,
        job: impl FnOnce(&mut dyn Txn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let mut data = self.data.write().unwrap_or_else(PoisonError::into_inner);
        let mut draft = Draft::new(&mut data);
        let done = catch_unwind(AssertUnwindSafe(|| job(&mut draft)))
            .unwrap_or_else(|_| Err(StoreError::Aborted("the job panicked".to_owned())));
        if done.is_err() {
            draft.undo_to(0);
        }
        done
    }

    fn read<R>(&self, job: impl FnOnce(&dyn ReadTxn) -> Result<R>) -> Result<R> {
        job(&*self.look())
    }
}
