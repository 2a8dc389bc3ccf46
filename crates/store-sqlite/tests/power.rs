//! The power fails. The disk holds what it was told to hold when a write was acknowledged; of what came after, any part: cut anywhere,
//! torn by sectors, or rubbish. Each acknowledgement and each checkpoint is such a moment here, and each is tried several times.
//!
//! What stands on it: `synchronous=FULL` (`connection.rs`), and a file system that keeps its word about fsync.

mod jobs;

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use doorstep_authority::{
    Storage as _,
    suite::sample::{Dice, YY},
};
use doorstep_store_sqlite::SqliteStore;

const JOBS: u64 = 40;
/// After each of so many jobs the WAL is moved into the database file.
const CHECKPOINTS: u64 = 9;
/// What a disk writes in one go.
const SECTOR: usize = 512;
/// What SQLite writes in one go.
const PAGE: usize = 4096;

/// What the disk holds for certain at one moment, and what was acknowledged until then.
#[derive(Clone, Debug)]
struct Moment {
    database: Vec<u8>,
    wal: Vec<u8>,
    acknowledged: u64,
}

impl Moment {
    fn of(path: &Path, acknowledged: u64) -> Self {
        Self {
            database: fs::read(path).expect("the database"),
            wal: fs::read(wal(path)).unwrap_or_default(),
            acknowledged,
        }
    }

    /// Opens it as the next start would, and says how many jobs are in it; all of them whole, and none of the acknowledged missing.
    fn starts(&self) -> u64 {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("store.sqlite");
        fs::write(&path, &self.database).expect("a database");
        fs::write(wal(&path), &self.wal).expect("a wal");
        let acknowledged: Vec<u64> = (1..=self.acknowledged).collect();
        jobs::check(&path, &acknowledged)
    }
}

fn wal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Jobs one after the other, each with the moment of its acknowledgement, and checkpoints in between.
fn history() -> Vec<Moment> {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("store.sqlite");
    let store = SqliteStore::open(&path).expect("a store");
    let mut moments = vec![Moment::of(&path, 0)];
    for number in 1..=JOBS {
        store
            .write(YY, move |txn| jobs::write(txn, number))
            .expect("an acknowledgement");
        moments.push(Moment::of(&path, number));
        if number.is_multiple_of(CHECKPOINTS) {
            store.checkpoint().expect("a checkpoint");
            moments.push(Moment::of(&path, number));
        }
    }
    moments
}

/// Where `after` differs from `before`.
fn changed(before: &[u8], after: &[u8]) -> Range<usize> {
    let first = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    first..after.len().max(before.len())
}

/// How the part that was not yet promised may look.
#[derive(Clone, Copy, Debug)]
enum Loss {
    /// The file ends somewhere in it.
    Cut,
    /// Some sectors of it are written and others are not.
    Torn,
    /// The file has grown, and holds anything.
    Rubbish,
}

/// `before` on its way to `after`.
fn between(before: &[u8], after: &[u8], loss: Loss, dice: &mut Dice) -> Vec<u8> {
    let part = changed(before, after);
    let mut place = |range: &Range<usize>| {
        let length = u64::try_from(range.len()).expect("a length");
        range.start + usize::try_from(dice.below(length + 1)).expect("a place")
    };
    match loss {
        Loss::Cut => after[..place(&part).min(after.len())].to_vec(),
        Loss::Torn => {
            let mut now = before.to_vec();
            now.resize(part.end, 0);
            for start in (part.start / SECTOR * SECTOR..after.len()).step_by(SECTOR) {
                let end = (start + SECTOR).min(after.len());
                if dice.below(2) == 0 {
                    now[start..end].copy_from_slice(&after[start..end]);
                }
            }
            now
        }
        Loss::Rubbish => {
            let mut now = after.to_vec();
            for byte in &mut now[part.start.min(after.len())..] {
                *byte = u8::try_from(dice.below(256)).expect("a byte");
            }
            now
        }
    }
}

/// The same of a database: only the pages that change are being written.
fn by_pages(before: &[u8], after: &[u8], loss: Loss, dice: &mut Dice) -> Vec<u8> {
    let mut now = before.to_vec();
    for start in (0..after.len()).step_by(PAGE) {
        let new = &after[start..start + PAGE];
        let old = before.get(start..start + PAGE).unwrap_or_default();
        if old != new && dice.below(4) > 0 {
            let mut page = between(old, new, loss, dice);
            page.resize(PAGE, 0);
            now.resize(now.len().max(start + PAGE), 0);
            now[start..start + PAGE].copy_from_slice(&page);
        }
    }
    now
}

#[test]
fn whatever_the_power_cut_leaves_holds_everything_acknowledged_and_nothing_by_half() {
    let moments = history();
    let mut dice = Dice::new(11);
    let (mut without, mut with) = (0, 0);
    for pair in moments.windows(2) {
        let [now, next] = pair else {
            unreachable!("two at a time")
        };
        assert_eq!(now.starts(), now.acknowledged);
        for loss in [Loss::Cut, Loss::Torn, Loss::Rubbish] {
            // A commit writes the WAL alone.
            if now.database == next.database {
                let left = Moment {
                    wal: between(&now.wal, &next.wal, loss, &mut dice),
                    ..now.clone()
                };
                let there = left.starts();
                assert!(there == now.acknowledged || there == next.acknowledged, "{there}");
                with += u64::from(there == next.acknowledged);
                without += u64::from(there == now.acknowledged);
                continue;
            }
            // A checkpoint writes pages while the WAL still holds each of them; the WAL goes when the database is safe.
            let halfway = Moment {
                database: by_pages(&now.database, &next.database, loss, &mut dice),
                ..now.clone()
            };
            assert_eq!(halfway.starts(), now.acknowledged);
            let done = Moment {
                wal: between(&now.wal, &next.wal, loss, &mut dice),
                ..next.clone()
            };
            assert_eq!(done.starts(), now.acknowledged);
        }
    }
    assert!(
        without > 10,
        "{without} cuts took the last job with them, {with} left it"
    );
}

#[test]
fn a_disk_that_lied_about_its_fsync_loses_the_end_and_never_the_middle() {
    let moments = history();
    let last = moments.last().expect("a moment");
    let mut dice = Dice::new(12);
    for _ in 0..60 {
        let keep = dice.below(u64::try_from(last.wal.len()).expect("a length"));
        let left = Moment {
            wal: last.wal[..usize::try_from(keep).expect("a place")].to_vec(),
            acknowledged: 0,
            ..last.clone()
        };
        let there = left.starts();
        let first: Vec<u64> = (1..=there).collect();
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("store.sqlite");
        fs::write(&path, &left.database).expect("a database");
        fs::write(wal(&path), &left.wal).expect("a wal");
        assert_eq!(jobs::check(&path, &first), there, "the first {there}, without a hole");
    }
}
