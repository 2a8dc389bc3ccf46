//! The stores this build has: in memory for tests, SQLite for everything else.

use std::path::Path;

use doorstep_authority::{MemoryStore, ReadTxn, Result, Storage, StoreError, Txn};
use doorstep_store_sqlite::SqliteStore;

/// One of the stores.
#[derive(Debug)]
pub enum Store {
    /// Lives as long as the process.
    Memory(MemoryStore),
    /// A file.
    Sqlite(SqliteStore),
}

impl Store {
    /// Opens or makes the database at `path`.
    ///
    /// # Errors
    /// When it can't be opened, or a newer version wrote it.
    pub fn open(path: &Path) -> Result<Self> {
        SqliteStore::open(path)
            .map(Self::Sqlite)
            .map_err(|error| StoreError::Other(error.to_string()))
    }
}

impl Storage for Store {
    fn write<R: Send + 'static>(
        &self,
        partition: &str,
        job: impl FnOnce(&mut dyn Txn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        match self {
            Self::Memory(store) => store.write(partition, job),
            Self::Sqlite(store) => store.write(partition, job),
        }
    }

    fn read<R>(&self, job: impl FnOnce(&dyn ReadTxn) -> Result<R>) -> Result<R> {
        match self {
            Self::Memory(store) => store.read(job),
            Self::Sqlite(store) => store.read(job),
        }
    }
}
