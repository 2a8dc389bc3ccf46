//! Backups by themselves: once a day at the hour that was chosen, and at once when the last one is older than that. Each is verified
//! after it was written; only then do the oldest go. A failure is tried again within the hour, and shown until one succeeds.

use core::time::Duration;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use doorstep_domain::{
    Day, Instant,
    time::{HOUR, MINUTE},
};
use tokio::time::{MissedTickBehavior, interval};

use super::{Result, at, check::verify, make::backup, seal::SealKey};
use crate::{app::App, data_dir::private_folder};

/// How often the clock is looked at.
const EVERY: Duration = Duration::from_secs(20);
/// After a failure.
const AGAIN: i64 = 15 * MINUTE;
const BEGIN: &str = "doorstep-";
const END: &str = ".backup";

/// What the command line decided.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where backups go.
    pub folder: PathBuf,
    /// The operator's key, read for each backup: it may be changed while the server runs.
    pub key: Option<PathBuf>,
    /// How many stay.
    pub keep: usize,
    /// The minute of the day, in China.
    pub at: u16,
}

/// How it goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The last good one.
    pub last: Option<Instant>,
    /// The last try failed.
    pub failed: bool,
    not_before: Option<Instant>,
}

/// The plan and how it goes.
#[derive(Debug)]
pub struct Nightly {
    plan: Plan,
    state: Mutex<State>,
}

impl Nightly {
    /// By this plan; the folder is made if it is missing.
    ///
    /// # Errors
    /// When the folder can't be used, or the key file not be read: that should be told at the start, not in the night.
    pub fn new(plan: Plan) -> Result<Self> {
        private_folder(&plan.folder).map_err(at(&plan.folder))?;
        if let Some(key) = &plan.key {
            SealKey::read(key)?;
        }
        let last = files(&plan.folder)?.last().map(|(made, _)| *made);
        let state = State {
            last,
            ..State::default()
        };
        Ok(Self {
            plan,
            state: Mutex::new(state),
        })
    }

    /// How it goes.
    pub fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a backup of the folder `data` if one is due; says whether it did.
    ///
    /// # Errors
    /// When it failed; the state says so too.
    pub fn tick(&self, data: &Path, now: Instant) -> Result<bool> {
        let state = self.state();
        let due = state.last.is_none_or(|last| last < scheduled(now, self.plan.at));
        if !due || state.not_before.is_some_and(|at| now < at) {
            return Ok(false);
        }
        let made = self.make(data, now);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = match made {
            Ok(()) => State {
                last: Some(now),
                ..State::default()
            },
            Err(_) => State {
                failed: true,
                not_before: Some(now.plus(AGAIN)),
                ..*state
            },
        };
        made.map(|()| true)
    }

    fn make(&self, data: &Path, now: Instant) -> Result<()> {
        let key = self.plan.key.as_deref().map(SealKey::read).transpose()?;
        let path = self.plan.folder.join(name(now));
        backup(data, &path, key.as_ref())?;
        verify(&path, key.as_ref(), data, now)?;
        let mut all = files(&self.plan.folder)?;
        all.truncate(all.len().saturating_sub(self.plan.keep.max(1)));
        for (_, old) in all {
            fs::remove_file(&old).map_err(at(&old))?;
        }
        Ok(())
    }
}

/// The last moment at or before `now` at which a backup was to be made.
fn scheduled(now: Instant, at: u16) -> Instant {
    let today = now.day().at(at);
    if today <= now { today } else { now.day().plus(-1).at(at) }
}

/// The name of a backup: its moment in China, so that names sort by time.
fn name(made: Instant) -> String {
    let ((year, month, day), minute) = (made.day().civil(), made.minute());
    format!(
        "{BEGIN}{year:04}{month:02}{day:02}-{:02}{:02}{END}",
        minute / 60,
        minute % 60
    )
}

/// The moment in a name.
fn made(name: &str) -> Option<Instant> {
    let (day, minute) = name.strip_prefix(BEGIN)?.strip_suffix(END)?.split_once('-')?;
    if day.len() != 8 || minute.len() != 4 {
        return None;
    }
    let number = |text: &str| text.parse::<u32>().ok();
    let year = i32::try_from(number(day.get(..4)?)?).ok()?;
    let date = Day::from_civil(year, number(day.get(4..6)?)?, number(day.get(6..)?)?);
    let minute = number(minute.get(..2)?)? * 60 + number(minute.get(2..)?)?;
    Some(date.at(u16::try_from(minute).ok()?))
}

/// The backups in a folder, the oldest first. Files of other names are not ours.
fn files(folder: &Path) -> Result<Vec<(Instant, PathBuf)>> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).map_err(at(folder))? {
        let path = file.map_err(at(folder))?.path();
        if let Some(made) = path.file_name().and_then(|name| made(name.to_str()?)) {
            found.push((made, path));
        }
    }
    found.sort();
    Ok(found)
}

/// Seconds since the last good backup; a day more than a year when there is none, so that an alarm rings.
pub fn age(state: &State, now: Instant) -> u64 {
    let none = 366 * 24 * HOUR;
    let age = state.last.map_or(none, |last| now.since(last).max(0));
    u64::try_from(age / 1000).unwrap_or(0)
}

/// Runs until the process ends.
pub async fn run(app: App) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut ending = app.ending.subscribe();
    while !*ending.borrow() {
        tokio::select! {
            _ = ending.changed() => return,
            _ = ticks.tick() => {}
        }
        let Some(data) = app.home.path().map(Path::to_owned) else {
            return;
        };
        let (shared, now) = (app.clone(), app.now());
        let done =
            tokio::task::spawn_blocking(move || shared.config.nightly.as_ref().map(|nightly| nightly.tick(&data, now)));
        match done.await {
            Ok(Some(Ok(true))) => tracing::info!("backup made and verified"),
            Ok(Some(Err(error))) => {
                app.metrics.count("doorstep_backups_failed_total", String::new());
                tracing::error!(%error, "backup failed; it is tried again");
            }
            Ok(Some(Ok(false)) | None) => {}
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_when_and_sort_by_time() {
        let at = Day::from_civil(2026, 11, 23).at(3 * 60 + 5);
        assert_eq!(name(at), "doorstep-20261123-0305.backup");
        assert_eq!(made(&name(at.plus(59_000))), Some(at));
        for odd in [
            "doorstep-2026112-0305.backup",
            "doorstep.backup",
            "x",
            "doorstep-20261123-0305.backup.tmp",
            "doorstep-2026年1-03年.backup",
        ] {
            assert_eq!(made(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_schedule_is_the_last_hour_that_passed() {
        let day = Day::from_civil(2026, 11, 23);
        assert_eq!(scheduled(day.at(179), 180), day.plus(-1).at(180));
        assert_eq!(scheduled(day.at(180), 180), day.at(180));
        assert_eq!(scheduled(day.at(1439), 180), day.at(180));
    }
}
