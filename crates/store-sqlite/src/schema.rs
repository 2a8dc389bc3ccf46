//! The schema, as migrations that only go forward. Each runs once, in a transaction, and its number is kept in a table.

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use crate::error::OpenError;

/// Says in the file's header whose it is: "DsTp".
const APPLICATION: i32 = 0x4473_5470;

/// Name and text of each migration; its number is its place, from 1. A released one never changes.
const MIGRATIONS: [(&str, &str); 2] = [
    ("start", include_str!("sql/0001-start.sql")),
    ("blob", include_str!("sql/0002-blob.sql")),
];

/// Whether a database is one of this schema, or of an older one of ours.
pub(crate) fn check(db: &Connection) -> Result<(), OpenError> {
    let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if application != APPLICATION {
        return Err(OpenError::Foreign);
    }
    let found: u32 = db.query_row("SELECT coalesce(max(number), 0) FROM migration", [], |row| row.get(0))?;
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    Ok(())
}

/// Brings a database to the schema of this build.
pub(crate) fn migrate(db: &mut Connection) -> Result<(), OpenError> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let application: i32 = transaction.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION {
        if tables > 0 || application != 0 {
            return Err(OpenError::Foreign);
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    }
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    )?;
    let found: u32 = transaction
        .query_row("SELECT max(number) FROM migration", [], |row| {
            row.get::<_, Option<u32>>(0)
        })
        .optional()?
        .flatten()
        .unwrap_or(0);
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    for (number, (name, text)) in (1_u32..).zip(MIGRATIONS) {
        if number > found {
            transaction.execute_batch(text)?;
            transaction.execute("INSERT INTO migration (number, name) VALUES (?1, ?2)", (number, name))?;
        }
    }
    transaction.commit()?;
    Ok(())
}
