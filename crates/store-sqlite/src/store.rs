//! The store: a database file with one writer, some readers and a housekeeper.

use std::{path::Path, sync::mpsc::Sender, thread::JoinHandle};

use doorstep_authority::{ReadTxn, Result, Storage, StoreError, Txn};

use crate::{
    error::OpenError,
    housekeeping::Housekeeping,
    job::{Job, work},
    readers::Readers,
    writer,
};

/// Everything in one SQLite file. Writes return when they survive a power cut; reads never wait for writes.
///
/// Calls block their thread: call it from a thread that may. Dropping it finishes what is queued and closes the file.
#[derive(Debug)]
pub struct SqliteStore {
    jobs: Option<Sender<Box<dyn Job>>>,
    writer: Option<JoinHandle<()>>,
    readers: Readers,
    housekeeping: Housekeeping,
}

impl SqliteStore {
    /// Opens the database at `path`, or makes one that only its owner can read. Its WAL lies beside it. One process at a time.
    ///
    /// # Errors
    /// When the file belongs to another program or to a newer build, or can't be opened.
    pub fn open(path: impl AsRef<Path>) -> core::result::Result<Self, OpenError> {
        let path = path.as_ref();
        let mut housekeeping = None;
        let (jobs, thread) = writer::start(path, || {
            let (keeping, notes) = Housekeeping::start(path)?;
            housekeeping = Some(keeping);
            Ok(notes)
        })?;
        let Some(housekeeping) = housekeeping else {
            return Err(std::io::Error::other("the writer started without a housekeeper").into());
        };
        Ok(Self {
            jobs: Some(jobs),
            writer: Some(thread),
            readers: Readers::open(path)?,
            housekeeping,
        })
    }

    /// Moves everything from the WAL into the database file and empties the WAL; for backups, and so that erased bytes are gone
    /// from the disk at once. [`StoreError::Retry`] when a reader took too long.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn checkpoint(&self) -> Result<()> {
        self.housekeeping.checkpoint()
    }
}

impl Storage for SqliteStore {
    fn write<R: Send + 'static>(
        &self,
        _partition: &str,
        job: impl FnOnce(&mut dyn Txn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let stopped = || StoreError::Other("the writer has stopped".to_owned());
        let (job, answer) = work(job);
        let jobs = self.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(job).map_err(|_| stopped())?;
        answer.recv().map_err(|_| stopped())?
    }

    fn read<R>(&self, job: impl FnOnce(&dyn ReadTxn) -> Result<R>) -> Result<R> {
        self.readers.read(job)
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(writer) = self.writer.take() {
            // Jobs can't take the writer down; should it have panicked, what it acknowledged is in the file all the same.
            let _ = writer.join();
        }
        self.housekeeping.join();
        // A WAL that can't be emptied now is read at the next start.
        let _ = self.housekeeping.checkpoint();
    }
}
