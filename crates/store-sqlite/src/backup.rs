//! Copies of a database file, and looking into one: beside the process that serves it, without its writer.

use std::{fs::File, path::Path};

use doorstep_authority::{Head, Instant, Kind, ReadTxn, Result};

use crate::{codec::kind_code, connection, error::OpenError, schema, view::View};

/// Writes everything that is committed now in the database at `from` to a new file at `to`, which only its owner reads. Whoever
/// writes meanwhile is not waited for and does not wait. The copy is one file, compact, and on the disk when this returns; what was
/// erased is not in it.
///
/// # Errors
/// When `from` is no database, or the copy can't be written; then a part of it may be left.
pub fn copy(from: &Path, to: &Path) -> core::result::Result<(), OpenError> {
    let db = connection::looker(from)?;
    schema::check(&db)?;
    connection::make_private(to)?;
    let name = to.to_string_lossy();
    db.execute("VACUUM INTO ?1", [&*name])?;
    File::open(to)?.sync_all()?;
    Ok(())
}

/// Reads the database at `path` at one moment, whoever serves it.
///
/// # Errors
/// When it is no database of this build, or the job fails.
pub fn look<R>(path: &Path, job: impl FnOnce(&dyn ReadTxn) -> Result<R>) -> core::result::Result<Result<R>, OpenError> {
    let db = connection::looker(path)?;
    schema::check(&db)?;
    let moment = db.unchecked_transaction()?;
    Ok(job(&View(&moment)))
}

/// What lies in a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Partitions with their heads.
    pub partitions: Vec<(String, Head)>,
    /// Orders.
    pub orders: u64,
    /// Entities of all kinds.
    pub entities: u64,
    /// Facts in the log.
    pub facts: u64,
    /// Answers to commands.
    pub answers: u64,
}

impl Contents {
    /// The time of the last commit.
    pub fn latest(&self) -> Option<Instant> {
        self.partitions.iter().map(|(_, head)| head.clock).max()
    }
}

/// Reads every page of the database at `path`, which nobody writes, and counts what lies there.
///
/// # Errors
/// [`OpenError::Damaged`] when SQLite finds a fault, and whatever else keeps it from being read.
pub fn inspect(path: &Path) -> core::result::Result<Contents, OpenError> {
    let db = connection::looker(path)?;
    schema::check(&db)?;
    for check in ["integrity_check(1)", "foreign_key_check"] {
        let mut fault = db.prepare(&format!("PRAGMA {check}"))?;
        let mut rows = fault.query([])?;
        if let Some(row) = rows.next()? {
            let word: String = row.get(0)?;
            if word != "ok" {
                return Err(OpenError::Damaged);
            }
        }
    }
    let view = View(&db);
    let partitions = || -> Result<_> {
        let named = view.partitions()?.into_iter();
        named.map(|name| view.head(&name).map(|head| (name, head))).collect()
    };
    let count = |sql: &str| db.query_row(sql, [], |row| row.get(0));
    Ok(Contents {
        partitions: partitions().map_err(|_| OpenError::Damaged)?,
        orders: count(&format!(
            "SELECT count(*) FROM entity WHERE kind = {}",
            kind_code(Kind::Order)
        ))?,
        entities: count("SELECT count(*) FROM entity")?,
        facts: count("SELECT count(*) FROM fact")?,
        answers: count("SELECT count(*) FROM answer")?,
    })
}
