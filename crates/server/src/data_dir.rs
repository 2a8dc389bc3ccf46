//! The folder of the data: the database, the key that signs receipts and the journal of what was taken away (neither in the database
//! nor in its backup), and a lock, so that two processes don't share it.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use doorstep_authority::{Authority, Life, MacKey, MemoryStore, StoreError};
use doorstep_domain::Instant;

use crate::{
    app::World,
    backup::SCRATCH,
    journal::{self, Gone, Journal, Line},
    random,
    store::Store,
};

/// The database in the folder.
pub const DATABASE: &str = "doorstep.sqlite";
/// The key that signs receipts and cursors.
pub const KEY: &str = "receipt.key";
/// What stays taken away, whatever becomes of the database.
const JOURNAL: &str = "journal";

/// What can go wrong before anything is served.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// The folder can't be used.
    #[error("{0}: {1}")]
    Folder(PathBuf, io::Error),
    /// Another process has it.
    #[error("another doorstep is using {0}")]
    Taken(PathBuf),
    /// The key was damaged: receipts signed with it could not be told from forged ones.
    #[error("{0} does not hold 32 bytes; restore it, or remove it to start with a new key")]
    Key(PathBuf),
    /// The store does not open.
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// Where the data lives.
#[derive(Clone, Debug)]
pub struct Home {
    folder: Option<Arc<Folder>>,
    key: MacKey,
    boot: String,
}

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    journal: Journal,
    /// Held as long as the process: the lock goes with the file.
    _lock: File,
}

impl Home {
    /// In memory; gone with the process.
    pub fn memory() -> Self {
        Self {
            folder: None,
            key: MacKey::new(random::bytes::<32>().to_vec()),
            boot: random::token::<8>(),
        }
    }

    /// In the folder at `path`, made if it is missing, readable by its owner alone.
    ///
    /// # Errors
    /// When the folder can't be used, or another process uses it.
    pub fn open(path: &Path) -> Result<Self, HomeError> {
        let failed = |error| HomeError::Folder(path.to_owned(), error);
        private_folder(path).map_err(failed)?;
        let lock = private(
            OpenOptions::new().write(true).create(true).truncate(false),
            &path.join("lock"),
        )
        .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(HomeError::Taken(path.to_owned())),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        clear(path).map_err(failed)?;
        Ok(Self {
            key: key(&path.join(KEY))?,
            folder: Some(Arc::new(Folder {
                path: path.to_owned(),
                journal: Journal::open(&path.join(JOURNAL)).map_err(failed)?,
                _lock: lock,
            })),
            boot: random::token::<8>(),
        })
    }

    /// The folder, if there is one.
    pub fn path(&self) -> Option<&Path> {
        self.folder.as_deref().map(|folder| folder.path.as_path())
    }

    fn database(&self) -> Option<PathBuf> {
        self.path().map(|path| path.join(DATABASE))
    }

    /// Notes that something was taken away, outside of the data; on the disk when it returns.
    ///
    /// # Errors
    /// When it is not.
    pub fn note(&self, gone: Gone, at: Instant) -> io::Result<()> {
        let line = Line { at, gone };
        self.folder
            .as_deref()
            .map_or(Ok(()), |folder| folder.journal.note(&line))
    }

    /// Everything that was ever noted. A journal that can't be read is empty, and an error in the log: what it says must hold, but
    /// not at the price of serving nothing.
    pub fn journal(&self) -> Vec<Line> {
        let Some(path) = self.path() else { return Vec::new() };
        journal::read(&path.join(JOURNAL)).unwrap_or_else(|error| {
            tracing::error!(%error, "the journal can't be read: devices that were signed out may be signed in");
            Vec::new()
        })
    }

    /// Opens the world: its store, and the life of its data. Data without a life is new and gets one.
    ///
    /// # Errors
    /// When the store fails.
    pub fn world(&self, now: Instant) -> Result<World, StoreError> {
        let store = Arc::new(match self.database() {
            Some(path) => Store::open(&path)?,
            None => Store::Memory(MemoryStore::default()),
        });
        let life = Life {
            epoch: random::token::<8>(),
            boot: self.boot.clone(),
        };
        Authority::start(store, self.key.clone(), life, now)
    }

    /// Removes the database. The store must be closed.
    ///
    /// # Errors
    /// When a file can't be removed.
    pub fn wipe(&self) -> io::Result<()> {
        let Some(path) = self.database() else { return Ok(()) };
        for ending in ["", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            match fs::remove_file(PathBuf::from(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Reads the key, or makes one.
fn key(path: &Path) -> Result<MacKey, HomeError> {
    let failed = |error| HomeError::Folder(path.to_owned(), error);
    match fs::read(path) {
        Ok(bytes) if bytes.len() == 32 => Ok(MacKey::new(bytes)),
        Ok(_) => Err(HomeError::Key(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let bytes = random::bytes::<32>();
            let mut file = private(OpenOptions::new().write(true).create_new(true), path).map_err(failed)?;
            file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)?;
            Ok(MacKey::new(bytes.to_vec()))
        }
        Err(error) => Err(failed(error)),
    }
}

/// Removes what a backup left here whose process died: open copies of everything.
fn clear(path: &Path) -> io::Result<()> {
    for file in fs::read_dir(path)? {
        let file = file?;
        if file.file_name().to_string_lossy().starts_with(SCRATCH) {
            fs::remove_file(file.path())?;
        }
    }
    Ok(())
}

/// Makes a folder that only its owner enters, if it is missing.
///
/// # Errors
/// When it can't be made.
pub fn private_folder(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Opens a file that only its owner reads.
pub fn private(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    options.mode(0o600).open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_key_is_private_and_stays_and_a_second_process_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let home = Home::open(&path).unwrap();
        let mode = |name: &str| fs::metadata(path.join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(KEY), mode(JOURNAL), mode("")), (0o600, 0o600, 0o700));
        assert!(matches!(Home::open(&path), Err(HomeError::Taken(_))));
        let before = fs::read(path.join("receipt.key")).unwrap();
        drop(home);
        Home::open(&path).unwrap();
        assert_eq!(fs::read(path.join("receipt.key")).unwrap(), before);
        fs::write(path.join("receipt.key"), "short").unwrap();
        assert!(matches!(Home::open(&path), Err(HomeError::Key(_))));
    }
}
