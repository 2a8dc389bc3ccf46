//! A store in a folder that goes with it.

use std::path::PathBuf;

use doorstep_authority::{ReadTxn, Result, Storage, Txn};
use doorstep_store_sqlite::SqliteStore;
use tempfile::TempDir;

/// A store and its folder.
pub(crate) struct Kept {
    store: SqliteStore,
    folder: TempDir,
}

#[allow(dead_code, reason = "each test program uses what it needs")]
impl Kept {
    /// An empty store in a new folder.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let store = SqliteStore::open(folder.path().join("store.sqlite")).expect("a new store");
        Self { store, folder }
    }

    /// Closes it and opens it again.
    pub(crate) fn reopen(self) -> Self {
        let Self { store, folder } = self;
        drop(store);
        let store = SqliteStore::open(folder.path().join("store.sqlite")).expect("the same store");
        Self { store, folder }
    }

    /// Its file.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("store.sqlite")
    }

    /// The store itself.
    pub(crate) const fn store(&self) -> &SqliteStore {
        &self.store
    }
}

impl Storage for Kept {
    fn write<R: Send + 'static>(
        &self,
        partition: &str,
        job: impl FnOnce(&mut dyn Txn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.store.write(partition, job)
    }

    fn read<R>(&self, job: impl FnOnce(&dyn ReadTxn) -> Result<R>) -> Result<R> {
        self.store.read(job)
    }
}

/// How many of the files beside the store, itself included, hold `text`.
#[allow(dead_code, reason = "each test program uses what it needs")]
pub(crate) fn hits(kept: &Kept, text: &str) -> usize {
    let files = std::fs::read_dir(kept.folder.path()).expect("the folder");
    let bytes = files.map(|file| std::fs::read(file.expect("a file").path()).expect("its bytes"));
    bytes.filter(|bytes| has(bytes, text)).count()
}

/// Whether `text` lies anywhere in `bytes`.
#[allow(dead_code, reason = "each test program uses what it needs")]
pub(crate) fn has(bytes: &[u8], text: &str) -> bool {
    let text = text.as_bytes();
    let mut rest = bytes;
    // By the first byte: comparing every window takes a minute in a debug build.
    while let Some(at) = text
        .first()
        .and_then(|first| rest.iter().position(|byte| byte == first))
    {
        if rest[at..].starts_with(text) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}
