//! How a connection is opened. The settings are the store's promises: what is acknowledged survives a power cut, what is deleted
//! is overwritten.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use crate::error::OpenError;

/// How long a connection waits for another one's lock. Only a checkpoint or another process can hold one.
const PATIENCE: Duration = Duration::from_secs(5);
/// The WAL is cut to this size when it starts over: big enough to keep its room between checkpoints, small on disk.
const WAL_KEPT: i64 = 32 * 1024 * 1024;
/// Pages of the writer in memory, in KiB.
const WRITER_CACHE: i64 = 32 * 1024;
/// Pages of each reader in memory, in KiB.
const READER_CACHE: i64 = 4 * 1024;
/// Prepared statements kept per connection: more than there are.
const STATEMENTS: usize = 64;

fn open(path: &Path, cache: i64) -> Result<Connection, OpenError> {
    opened(path, cache, OpenFlags::SQLITE_OPEN_CREATE)
}

fn opened(path: &Path, cache: i64, more: OpenFlags) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    // Before the first page is written, so that the very first deletion is overwritten too.
    db.pragma_update(None, "secure_delete", "ON")?;
    db.pragma_update(None, "foreign_keys", "ON")?;
    db.pragma_update(None, "trusted_schema", "OFF")?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "cache_size", -cache)?;
    Ok(db)
}

/// The writer's connection. It never checkpoints by itself: that would make somebody wait.
pub(crate) fn writer(path: &Path) -> Result<Connection, OpenError> {
    make_private(path)?;
    let db = open(path, WRITER_CACHE)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "journal_size_limit", WAL_KEPT)?;
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(db)
}

/// A connection for checkpoints.
pub(crate) fn housekeeper(path: &Path) -> Result<Connection, OpenError> {
    let db = open(path, READER_CACHE)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "journal_size_limit", WAL_KEPT)?;
    Ok(db)
}

/// A reader's connection: whatever it is asked, it can't write.
pub(crate) fn reader(path: &Path) -> Result<Connection, OpenError> {
    let db = open(path, READER_CACHE)?;
    db.pragma_update(None, "query_only", "ON")?;
    Ok(db)
}

/// A connection of somebody who looks in from outside, beside the process that serves the file. It makes no database, and writes
/// none but a new one.
pub(crate) fn looker(path: &Path) -> Result<Connection, OpenError> {
    let db = opened(path, READER_CACHE, OpenFlags::empty())?;
    // A database that was served lies in WAL mode; the first look may have to make the index of it.
    db.busy_timeout(PATIENCE)?;
    Ok(db)
}

/// The file holds names and doors: nobody but its owner opens it. Its WAL gets the same rights from SQLite.
pub(crate) fn make_private(path: &Path) -> Result<(), OpenError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_writes_waits_until_the_disk_has_it() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("store.sqlite");
        let setting = |db: &Connection, name: &str| -> i64 {
            db.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).unwrap()
        };
        let writer = writer(&path).unwrap();
        assert_eq!(setting(&writer, "synchronous"), 2, "FULL");
        assert_eq!(setting(&writer, "wal_autocheckpoint"), 0);
        assert_eq!(setting(&writer, "secure_delete"), 1);
        assert_eq!(setting(&housekeeper(&path).unwrap(), "synchronous"), 2, "FULL");
        assert_eq!(setting(&reader(&path).unwrap(), "query_only"), 1);
    }
}
