//! The stores a run can stand on: each can be started anew, copied as a backup copies it, and put back from such a copy.

use doorstep_authority::{MemoryStore, Storage, StoreError};
use doorstep_store_sqlite::SqliteStore;
use tempfile::TempDir;

/// A store that can be killed, copied and put back.
pub trait Keep: Sized {
    /// The store itself.
    type Store: Storage;
    /// A copy of everything in it.
    type Copy;

    /// An empty one.
    ///
    /// # Errors
    /// When the store fails.
    fn new() -> Result<(Self, Self::Store), StoreError>;

    /// The store after its process was killed and started again.
    ///
    /// # Errors
    /// When it does not open.
    fn restart(&self, store: Self::Store) -> Result<Self::Store, StoreError>;

    /// A copy of what is in `store`.
    ///
    /// # Errors
    /// When it can't be copied.
    fn copy(&self, store: &Self::Store) -> Result<Self::Copy, StoreError>;

    /// The store put back from a copy, in place of `store`.
    ///
    /// # Errors
    /// When it does not open.
    fn put_back(&self, store: Self::Store, copy: &Self::Copy) -> Result<Self::Store, StoreError>;
}

/// In memory.
#[derive(Clone, Copy, Debug)]
pub struct Memory;

impl Keep for Memory {
    type Store = MemoryStore;
    type Copy = MemoryStore;

    fn new() -> Result<(Self, Self::Store), StoreError> {
        Ok((Self, MemoryStore::default()))
    }

    fn restart(&self, store: Self::Store) -> Result<Self::Store, StoreError> {
        Ok(store)
    }

    fn copy(&self, store: &Self::Store) -> Result<Self::Copy, StoreError> {
        Ok(store.fork())
    }

    fn put_back(&self, _store: Self::Store, copy: &Self::Copy) -> Result<Self::Store, StoreError> {
        Ok(copy.fork())
    }
}

/// One SQLite file in a folder that goes with the run.
#[derive(Debug)]
pub struct Sqlite {
    folder: TempDir,
}

impl Sqlite {
    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("sim.sqlite")
    }

    fn open(&self) -> Result<SqliteStore, StoreError> {
        SqliteStore::open(self.path()).map_err(|error| StoreError::Other(error.to_string()))
    }
}

fn failed(error: std::io::Error) -> StoreError {
    StoreError::Other(error.to_string())
}

impl Keep for Sqlite {
    type Store = SqliteStore;
    /// The bytes of the database file, its WAL emptied into it before.
    type Copy = Vec<u8>;

    fn new() -> Result<(Self, Self::Store), StoreError> {
        let keep = Self {
            folder: TempDir::new().map_err(failed)?,
        };
        let store = keep.open()?;
        Ok((keep, store))
    }

    fn restart(&self, store: Self::Store) -> Result<Self::Store, StoreError> {
        drop(store);
        self.open()
    }

    fn copy(&self, store: &Self::Store) -> Result<Self::Copy, StoreError> {
        store.checkpoint()?;
        std::fs::read(self.path()).map_err(failed)
    }

    fn put_back(&self, store: Self::Store, copy: &Self::Copy) -> Result<Self::Store, StoreError> {
        drop(store);
        for entry in std::fs::read_dir(self.folder.path()).map_err(failed)? {
            std::fs::remove_file(entry.map_err(failed)?.path()).map_err(failed)?;
        }
        std::fs::write(self.path(), copy).map_err(failed)?;
        self.open()
    }
}
