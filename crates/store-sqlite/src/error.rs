//! What SQLite reports, in the words of a store. Messages of SQLite name tables and columns, never values.

use doorstep_authority::StoreError;
use rusqlite::{Error, ErrorCode, ffi};

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
            // The index of the WAL lies on the same disk, and has a word of its own for it.
            _ if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => StoreError::Full,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_called_full_wherever_it_is_noticed() {
        for code in [ffi::SQLITE_FULL, ffi::SQLITE_IOERR_SHMSIZE] {
            let error = Error::SqliteFailure(ffi::Error::new(code), None);
            assert!(matches!(word(&error), StoreError::Full), "{code}");
        }
        let other = Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR_WRITE), None);
        assert!(matches!(word(&other), StoreError::Other(_)));
    }
}
