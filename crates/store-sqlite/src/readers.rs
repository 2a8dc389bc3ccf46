//! The pool of readers: as many as there are cores, each a snapshot at a time.

use std::{
    path::Path,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use doorstep_authority::{ReadTxn, Result};
use rusqlite::Connection;

use crate::{
    connection,
    error::{OpenError, Told as _},
    view::View,
};

/// Fewest and most readers.
const COUNT: (usize, usize) = (2, 16);

/// Connections that can only read.
#[derive(Debug)]
pub(crate) struct Readers {
    idle: Mutex<Vec<Connection>>,
    returned: Condvar,
}

impl Readers {
    pub(crate) fn open(path: &Path) -> core::result::Result<Self, OpenError> {
        let cores = std::thread::available_parallelism().map_or(COUNT.0, usize::from);
        let idle = (0..cores.clamp(COUNT.0, COUNT.1)).map(|_| connection::reader(path));
        Ok(Self {
            idle: Mutex::new(idle.collect::<core::result::Result<_, _>>()?),
            returned: Condvar::new(),
        })
    }

    /// Runs `job` on one moment; waits while every reader is busy.
    pub(crate) fn read<R>(&self, job: impl FnOnce(&dyn ReadTxn) -> Result<R>) -> Result<R> {
        let lent = Lent {
            pool: self,
            db: Some(self.take()),
        };
        let Some(db) = &lent.db else {
            unreachable!("it goes back when `lent` is dropped")
        };
        db.prepare_cached("BEGIN")
            .and_then(|mut begin| begin.execute([]))
            .told()?;
        job(&View(db))
    }

    fn take(&self) -> Connection {
        let mut idle = self.lock();
        loop {
            if let Some(db) = idle.pop() {
                return db;
            }
            idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A reader on loan. It ends its snapshot and goes back, also when the job panics.
struct Lent<'a> {
    pool: &'a Readers,
    db: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(db) = self.db.take() {
            // It fails only when there is nothing to end.
            let _ = db.prepare_cached("ROLLBACK").and_then(|mut end| end.execute([]));
            self.pool.lock().push(db);
            self.pool.returned.notify_one();
        }
    }
}
