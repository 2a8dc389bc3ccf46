//! Backups: one file of everything, made beside a running server, sealed if the operator has a key, checked, restored, and made each
//! night by itself. The receipt key and the journal are not in it; that is what makes them worth something after a restore.

pub mod check;
pub mod make;
pub mod nightly;
pub mod restore;
pub mod seal;

use std::{
    io,
    path::{Path, PathBuf},
};

use doorstep_authority::StoreError;
use doorstep_store_sqlite::OpenError;

use crate::{data_dir::HomeError, random};

/// What can go wrong with a backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file can't be used.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// There is no database to back up.
    #[error("{0} holds no database")]
    Nothing(PathBuf),
    /// The file is sealed.
    #[error("the backup is sealed: say --key-file FILE")]
    NeedsKey,
    /// It is not sealed with this key, or is damaged.
    #[error("the backup does not open with this key: another key, or a damaged file")]
    Sealed,
    /// The key file holds too little.
    #[error("{0} holds less than {least} characters; make a key with: openssl rand -base64 32", least = seal::LEAST)]
    Weak(PathBuf),
    /// The database in it can't be used.
    #[error("the backup holds no sound database: {0}")]
    Database(#[from] OpenError),
    /// What is in it can't be used.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The folder can't be used.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// A restore replaces what is there, so somebody has to say so.
    #[error("{0} holds a database; say --yes to move it aside and restore")]
    NotConfirmed(PathBuf),
}

/// Result of something about a backup.
pub type Result<T> = core::result::Result<T, BackupError>;

/// Names the file in an error about it.
fn at(path: &Path) -> impl Fn(io::Error) -> BackupError + '_ {
    |error| BackupError::File(path.to_owned(), error)
}

/// A file that goes when this does, unless it was moved away.
#[derive(Debug)]
struct Scratch(PathBuf);

/// What names of scratch files begin with.
pub const SCRATCH: &str = ".backup-";

impl Scratch {
    fn in_folder(folder: &Path) -> Self {
        Self(folder.join(format!("{SCRATCH}{}", random::token::<8>())))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.0.clone().into_os_string();
            name.push(ending);
            // Mostly there is none of that name.
            let _ = std::fs::remove_file(name);
        }
    }
}
