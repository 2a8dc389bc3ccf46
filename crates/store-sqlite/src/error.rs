//! What SQLite reports, in the words of a store. Messages of SQLite name tables and columns, never values.

use doorstep_authority::StoreError;
use rusqlite::{Error, ErrorCode};

/// Why a database can't be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file is a database of another program.
    #[error("the file is no database of Doorstep")]
    Foreign,
    /// SQLite finds a fault in it.
    #[error("the database is damaged")]
    Damaged,
    /// A newer build has migrated it; going back is not possible.
    #[error("the database is of a newer build (migration {found}, this build knows {known})")]
    Newer {
        /// The last migration it went through.
        found: u32,
        /// The last one this build knows.
        known: u32,
    },
    /// A thread could not be started, or the file not be made.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// SQLite reports something.
    #[error("{0}")]
    Sqlite(#[from] Error),
}

/// The store's word for an error of SQLite.
pub(crate) fn word(error: &Error) -> StoreError {
    match error {
        Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::DiskFull => StoreError::Full,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Retry,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Corrupt("the database file".to_owned()),
            code => StoreError::Other(format!("SQLite: {code:?} ({})", failure.extended_code)),
        },
        Error::FromSqlConversionFailure(..) | Error::IntegralValueOutOfRange(..) | Error::InvalidColumnType(..) => {
            StoreError::Corrupt("a column of a strange type".to_owned())
        }
        Error::ToSqlConversionFailure(_) => StoreError::Other("a number that SQLite can't hold".to_owned()),
        _ => StoreError::Other("SQLite was used in a way it refuses".to_owned()),
    }
}

/// Lets `?` work on results of SQLite.
pub(crate) trait Told<T> {
    /// The same result in the words of a store.
    fn told(self) -> doorstep_authority::Result<T>;
}

impl<T> Told<T> for rusqlite::Result<T> {
    fn told(self) -> doorstep_authority::Result<T> {
        self.map_err(|error| word(&error))
    }
}
