//! Restoring a backup: another life of the data, with a recovery window in which phones bring back what came after it. What was there
//! is moved aside, never deleted.

use std::{
    fmt::{self, Display},
    fs::{self, File},
    path::{Path, PathBuf},
};

use doorstep_authority::recovery::{self, Opening};
use doorstep_domain::{Instant, time::MINUTE};

use super::{
    BackupError, Result, Scratch, at,
    check::{Checked, moment, unpack},
    seal::SealKey,
};
use crate::{
    data_dir::{DATABASE, Home, KEY},
    journal, random,
    session::open_codes,
    store::Store,
};

/// How to restore.
#[derive(Debug)]
pub struct Wish<'a> {
    /// The data folder.
    pub data: &'a Path,
    /// The backup.
    pub from: &'a Path,
    /// The operator's key.
    pub key: Option<&'a SealKey>,
    /// How long the window stays open, in minutes.
    pub window: u32,
    /// What is there may be moved aside.
    pub yes: bool,
}

/// What was done.
#[derive(Debug)]
pub struct Restored {
    /// What the backup held.
    pub backup: Checked,
    /// Where what was there lies now.
    pub aside: Option<PathBuf>,
    /// Lines of the journal that were done again.
    pub journal: usize,
    /// Cards and codes that became void.
    pub void: usize,
    /// When the window closes by itself.
    pub until: Instant,
    /// The receipt key was there: phones can prove what they were told.
    pub key_kept: bool,
}

/// Restores a backup. The folder must not be in use.
///
/// # Errors
/// When the folder is in use, or the backup is not sound; then nothing was changed.
pub fn restore(wish: &Wish<'_>, now: Instant) -> Result<Restored> {
    let key_kept = wish.data.join(KEY).is_file();
    let home = Home::open(wish.data)?;
    let database = wish.data.join(DATABASE);
    if database.exists() && !wish.yes {
        return Err(BackupError::NotConfirmed(wish.data.to_owned()));
    }
    let backup = super::check::verify(wish.from, wish.key, wish.data, now)?;
    let fresh = Scratch::in_folder(wish.data);
    unpack(wish.from, fresh.path(), wish.key)?;
    let lines = home.journal();
    let (journal, window) = (lines.len(), i64::from(wish.window) * MINUTE);
    let store = Store::open(fresh.path())?;
    let mut opening = Opening::new(random::token::<8>());
    opening.window = window;
    opening.withdrawn = journal::withdrawn(&lines);
    recovery::open(&store, opening, now)?;
    journal::replay(&store, lines, now)?;
    let void = open_codes::void(&store, now)?;
    // Closing it moves its WAL into the file and empties it.
    drop(store);
    let aside = aside(wish.data, now)?;
    fs::rename(fresh.path(), &database).map_err(at(&database))?;
    let folder = File::open(wish.data).and_then(|folder| folder.sync_all());
    folder.map_err(at(wish.data))?;
    Ok(Restored {
        backup,
        aside,
        journal,
        void,
        until: now.plus(window),
        key_kept,
    })
}

/// Moves the database that is there into a folder of its own.
fn aside(data: &Path, now: Instant) -> Result<Option<PathBuf>> {
    let there: Vec<_> = ["", "-wal", "-shm"]
        .map(|ending| format!("{DATABASE}{ending}"))
        .into_iter()
        .filter(|name| data.join(name).exists())
        .collect();
    if there.is_empty() {
        return Ok(None);
    }
    let stamp = moment(now).replace(['-', ':'], "").replace(' ', "-");
    let folder = data.join(format!("replaced-{stamp}-{}", random::token::<2>()));
    fs::create_dir(&folder).map_err(at(&folder))?;
    for name in there {
        fs::rename(data.join(&name), folder.join(&name)).map_err(at(&folder))?;
    }
    Ok(Some(folder))
}

impl Display for Restored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let latest = self.backup.latest.map_or_else(|| "—".to_owned(), moment);
        writeln!(f, "已恢复到 {latest} 的备份。\nRestored: the data is as of {latest}.\n")?;
        if let Some(aside) = &self.aside {
            let aside = aside.display();
            writeln!(
                f,
                "原来的数据库移到 {aside}，确认无误后再删。\nWhat was there lies in {aside}; delete it when all is well.\n"
            )?;
        }
        let Self { journal, void, .. } = self;
        writeln!(
            f,
            "重新执行了日志 {journal} 条（停用的设备、收回的同意）。作废了还没用的居民码和邀请码 {void} 个，请重新打印。\n\
             {journal} lines of the journal were done again (devices signed out, consents withdrawn). {void} cards and codes that\n\
             were open are void: print new ones.\n"
        )?;
        let until = moment(self.until);
        writeln!(
            f,
            "接下来启动服务。{until} 前是恢复时间：手机会把备份以后办过的事自动交回来，期间不能接单。\n\
             Start the server now. Until {until} phones bring back by themselves what was done after the backup; meanwhile nobody\n\
             takes an order, and no deadline passes. `doorstep recovery --data DIR` says what came back and what no phone still had;\n\
             with --end the time ends at once."
        )?;
        if !self.key_kept {
            writeln!(
                f,
                "\n注意：这里没有原来的 {KEY}，手机无法证明社区收到过什么。有的话请放回来，再恢复一次。\n\
                 Note: there was no {KEY} here, so phones can't prove what they were told. If you have it, put it here and restore again."
            )?;
        }
        Ok(())
    }
}
