//! Checking a backup: it opens, every page of it is sound, and this is what it holds.

use std::{
    fmt::{self, Display},
    path::Path,
};

use doorstep_authority::{Life, recovery};
use doorstep_domain::{Instant, time::MINUTE};
use doorstep_store_sqlite::backup::{self, Contents};

use super::{BackupError, Result, Scratch, seal, seal::SealKey};

/// What a backup holds.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Counts and heads.
    pub contents: Contents,
    /// The life of the data.
    pub life: Life,
    /// It was sealed.
    pub sealed: bool,
    /// Its last commit.
    pub latest: Option<Instant>,
    /// When it was looked at.
    pub now: Instant,
}

/// Opens the backup at `path`, in the folder `scratch` if it must be opened first, and reads all of it.
///
/// # Errors
/// When it is no backup, is damaged, or needs another key.
pub fn verify(path: &Path, key: Option<&SealKey>, scratch: &Path, now: Instant) -> Result<Checked> {
    let opened = Scratch::in_folder(scratch);
    unpack(path, opened.path(), key)?;
    let contents = backup::inspect(opened.path())?;
    Ok(Checked {
        life: backup::look(opened.path(), |txn| recovery::life(txn))??,
        sealed: seal::is_sealed(path)?,
        latest: contents.latest(),
        contents,
        now,
    })
}

/// Puts the database in the backup at `path` into a new file at `to`. The backup itself is never opened as a database, so looking
/// at it leaves nothing beside it.
pub(super) fn unpack(path: &Path, to: &Path, key: Option<&SealKey>) -> Result<()> {
    match (seal::is_sealed(path)?, key) {
        (true, None) => Err(BackupError::NeedsKey),
        (true, Some(key)) => seal::open(path, to, key),
        (false, _) => copy(path, to),
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    use super::at;
    let mut input = std::fs::File::open(from).map_err(at(from))?;
    let mut options = std::fs::OpenOptions::new();
    let mut output = crate::data_dir::private(options.write(true).create_new(true), to).map_err(at(to))?;
    std::io::copy(&mut input, &mut output).map_err(at(to))?;
    Ok(())
}

impl Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Contents {
            partitions,
            orders,
            entities,
            facts,
            answers,
            ..
        } = &self.contents;
        writeln!(
            f,
            "备份完好，可以用来恢复。\nThe backup is sound and can be restored.\n"
        )?;
        writeln!(f, "  sealed     {}", if self.sealed { "yes" } else { "no" })?;
        writeln!(f, "  epoch      {}", self.life.epoch)?;
        match self.latest {
            Some(at) => {
                let minutes = self.now.since(at) / MINUTE;
                writeln!(f, "  latest     {}, {minutes} minutes ago", moment(at))?;
            }
            None => writeln!(f, "  latest     (empty)")?,
        }
        writeln!(
            f,
            "  orders     {orders}\n  entities   {entities}\n  facts      {facts}\n  answers    {answers}"
        )?;
        for (name, head) in partitions {
            writeln!(f, "  {name:<10} up to {}, {}", head.seq, moment(head.clock))?;
        }
        Ok(())
    }
}

/// A moment as the wall shows it in China.
pub fn moment(at: Instant) -> String {
    let ((year, month, day), minute) = (at.day().civil(), at.minute());
    format!("{year}-{month:02}-{day:02} {:02}:{:02}", minute / 60, minute % 60)
}
