//! Checkpoints, off the writer's path: moving the WAL into the database when it has grown, and cutting it after an erasure, so
//! that erased bytes leave the disk soon.

use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use doorstep_authority::{Result, StoreError};
use rusqlite::Connection;

use crate::{
    connection,
    error::{OpenError, Told as _},
};

/// Pages of WAL from which it is moved into the database (4 MiB): what a restart reads again stays small.
pub(crate) const WAL_PAGES: i32 = 1024;
/// Pages of WAL from which readers are waited for, so that it can start over (64 MiB).
const WAL_PAGES_MOST: i32 = 16 * WAL_PAGES;
/// Erasures of this long are cut out of the WAL together.
const ERASE_WITHIN: Duration = Duration::from_secs(30);

/// News for the housekeeper.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Note {
    /// The WAL has so many pages.
    Grown(i32),
    /// Personal rows were deleted.
    Erased,
}

/// The housekeeping thread and its connection.
#[derive(Debug)]
pub(crate) struct Housekeeping {
    db: Arc<Mutex<Connection>>,
    thread: Option<JoinHandle<()>>,
}

impl Housekeeping {
    /// Starts it; notes go to the sender. Notes that find it busy may be dropped: the next one says the same.
    pub(crate) fn start(path: &Path) -> core::result::Result<(Self, SyncSender<Note>), OpenError> {
        let db = Arc::new(Mutex::new(connection::housekeeper(path)?));
        let (notes, inbox) = sync_channel(16);
        let shared = Arc::clone(&db);
        let thread = thread::Builder::new()
            .name("sqlite-housekeeping".to_owned())
            .spawn(move || keep(&shared, &inbox))?;
        let keeping = Self {
            db,
            thread: Some(thread),
        };
        Ok((keeping, notes))
    }

    /// Moves the whole WAL into the database and empties it.
    pub(crate) fn checkpoint(&self) -> Result<()> {
        if checkpoint(&self.db, "TRUNCATE")? {
            Ok(())
        } else {
            Err(StoreError::Retry)
        }
    }

    /// Waits for the thread; every sender must be gone.
    pub(crate) fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic in there has been told on stderr and leaves nothing undone that matters.
            let _ = thread.join();
        }
    }
}

/// Runs one checkpoint; says whether it did all it could.
fn checkpoint(db: &Mutex<Connection>, how: &str) -> Result<bool> {
    let db = db.lock().unwrap_or_else(PoisonError::into_inner);
    let sql = format!("PRAGMA wal_checkpoint({how})");
    let busy: i64 = db.query_row(&sql, [], |row| row.get(0)).told()?;
    Ok(busy == 0)
}

fn keep(db: &Mutex<Connection>, inbox: &Receiver<Note>) {
    let mut cut_at: Option<Instant> = None;
    loop {
        let note = match cut_at {
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => inbox.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        // A checkpoint that fails (a full disk, a long reader) loses nothing: the WAL stays, and the next note tries again.
        match note {
            Ok(Note::Grown(pages)) => {
                let how = if pages >= WAL_PAGES_MOST { "RESTART" } else { "PASSIVE" };
                let _ = checkpoint(db, how);
            }
            Ok(Note::Erased) => {
                cut_at.get_or_insert_with(|| Instant::now() + ERASE_WITHIN);
            }
            Err(RecvTimeoutError::Timeout) => {
                let cut = checkpoint(db, "TRUNCATE").unwrap_or(false);
                cut_at = (!cut).then(|| Instant::now() + ERASE_WITHIN);
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
