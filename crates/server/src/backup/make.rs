//! Making a backup: a consistent copy beside whoever writes, sealed if there is a key, under its name only once it is whole and on the
//! disk.

use std::{
    fs::{self, File},
    path::Path,
};

use doorstep_store_sqlite::backup;

use super::{BackupError, Result, Scratch, at, seal, seal::SealKey};
use crate::data_dir::DATABASE;

/// Writes a backup of the data in the folder `data` to `to`, in place of what is there.
///
/// # Errors
/// When there is no database, or a file can't be written. Then what was at `to` is as it was.
pub fn backup(data: &Path, to: &Path, key: Option<&SealKey>) -> Result<()> {
    let database = data.join(DATABASE);
    if !database.is_file() {
        return Err(BackupError::Nothing(data.to_owned()));
    }
    let folder = match to.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let whole = Scratch::in_folder(folder);
    if let Some(key) = key {
        // The open copy lies where the database lies, never where backups go.
        let open = Scratch::in_folder(data);
        backup::copy(&database, open.path())?;
        seal::seal(open.path(), whole.path(), key)?;
    } else {
        backup::copy(&database, whole.path())?;
    }
    fs::rename(whole.path(), to).map_err(at(to))?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(at(folder))
}
