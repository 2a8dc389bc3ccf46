//! Kill -9 in the middle of writing: what was acknowledged is there, whole, and nothing else is half there.

#![cfg(unix)]

mod jobs;

use std::{
    collections::BTreeSet,
    env,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use doorstep_authority::{
    Storage as _, StoreError,
    suite::sample::{Dice, YY},
};
use doorstep_store_sqlite::SqliteStore;

/// Names the folder to the child.
const FOLDER: &str = "DOORSTEP_KILL_FOLDER";
/// Names the first number it may write.
const FIRST: &str = "DOORSTEP_KILL_FIRST";
const KILLS: u64 = 15;
const WRITERS: u64 = 4;

/// Not a test of its own: what the parent starts and kills.
#[test]
fn child() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let first = env::var(FIRST).expect("a first number").parse().expect("a number");
    let store = SqliteStore::open(Path::new(&folder).join("store.sqlite")).expect("the store");
    let next = AtomicU64::new(first);
    thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let done = store.write(YY, move |txn| {
                        jobs::write(txn, number)?;
                        if number.is_multiple_of(7) {
                            return Err(StoreError::Aborted("on purpose".to_owned()));
                        }
                        Ok(())
                    });
                    assert_eq!(done.is_err(), number.is_multiple_of(7), "{done:?}");
                    if done.is_ok() {
                        println!("ack {number}");
                    }
                }
            });
        }
    });
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("store.sqlite");
    let mut dice = Dice::new(5);
    let mut acknowledged = BTreeSet::new();
    for kill in 0..KILLS {
        let first = kill * 1_000_000 + 1;
        let mut child = Command::new(env::current_exe().expect("this program"))
            .args(["--exact", "child", "--nocapture", "--test-threads=1"])
            .env(FOLDER, folder.path())
            .env(FIRST, first.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut left = 1 + dice.below(400);
        let mut take = |line: Option<std::io::Result<String>>| -> bool {
            let Some(Ok(line)) = line else { return false };
            // The harness of the child may write on the same line.
            if let Some((_, number)) = line.rsplit_once("ack ") {
                acknowledged.extend(number.parse::<u64>());
            }
            true
        };
        while left > 0 && take(lines.next()) {
            left -= 1;
        }
        assert_eq!(left, 0, "the child stopped by itself");
        child.kill().expect("a kill");
        // What it said before it died still lies in the pipe.
        while take(lines.next()) {}
        child.wait().expect("its end");
        jobs::check(&path, &acknowledged);
    }
    assert!(u64::try_from(acknowledged.len()).unwrap() > KILLS);
}
