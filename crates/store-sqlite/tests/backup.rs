//! Copies beside a writer, and what is found of a damaged one.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    sync::atomic::{AtomicBool, Ordering},
};

use doorstep_authority::{
    Instant, Storage as _,
    suite::sample::{JY, YY, change, order},
};
use doorstep_store_sqlite::{OpenError, SqliteStore, backup};

#[test]
fn a_copy_beside_a_busy_writer_is_one_moment_and_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("live.sqlite");
    let store = SqliteStore::open(&path).expect("a store");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Both partitions move together or not at all.
            for n in 1..400_u128 {
                let both = store.write(YY, move |txn| {
                    change(txn, YY, 1, &order(n), &["a"])?;
                    change(txn, JY, 1, &order(n), &["a"])
                });
                both.expect("a write");
            }
            done.store(true, Ordering::Release);
        });
        let mut copies = 0;
        while !done.load(Ordering::Acquire) || copies == 0 {
            let copy = folder.path().join(format!("copy-{copies}"));
            if store.read(|txn| Ok(txn.head(YY)?.seq)).expect("a head") == 0 {
                continue;
            }
            backup::copy(&path, &copy).expect("a copy");
            copies += 1;
            let contents = backup::inspect(&copy).expect("a whole copy");
            let heads: Vec<u64> = contents.partitions.iter().map(|(_, head)| head.seq).collect();
            assert_eq!(heads.len(), 2);
            assert_eq!(heads[0], heads[1], "half of a transaction");
            assert_eq!(contents.orders, heads[0] * 2);
            assert_eq!(contents.latest(), Some(Instant(1)));
            let mode = fs::metadata(&copy).expect("the copy").permissions().mode() & 0o777;
            assert_eq!(mode, 0o600);
        }
    });
    let seen = backup::look(&path, |txn| Ok(txn.head(YY)?.seq)).expect("beside the store");
    assert_eq!(seen.expect("a head"), 399);
    // A copy is a database like any other.
    let again = SqliteStore::open(folder.path().join("copy-0")).expect("a store");
    again
        .write(YY, |txn| change(txn, YY, 1, &order(9), &["a"]))
        .expect("a write");
}

#[test]
fn what_is_no_database_or_a_damaged_one_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a");
    let store = SqliteStore::open(&path).expect("a store");
    for n in 1..200 {
        store
            .write(YY, move |txn| change(txn, YY, 1, &order(n), &["a"]))
            .expect("a write");
    }
    drop(store);
    let copy = folder.path().join("b");
    backup::copy(&path, &copy).expect("a copy");
    assert!(
        backup::copy(&path, &copy).is_err(),
        "never over a file that holds something"
    );
    let mut bytes = fs::read(&copy).expect("the copy");
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 4096] {
        *byte ^= 0x55;
    }
    fs::write(&copy, &bytes).expect("a damaged copy");
    assert!(backup::inspect(&copy).is_err());
    fs::write(&copy, &bytes[..middle / 4096 * 4096]).expect("half a copy");
    assert!(backup::inspect(&copy).is_err());
    fs::write(&copy, "no database at all, only words").expect("words");
    assert!(backup::inspect(&copy).is_err());
    let foreign = folder.path().join("c");
    rusqlite::Connection::open(&foreign)
        .and_then(|db| db.execute_batch("CREATE TABLE t (x)"))
        .expect("somebody else's");
    assert!(matches!(backup::inspect(&foreign), Err(OpenError::Foreign)));
    let missing = folder.path().join("d");
    assert!(backup::inspect(&missing).is_err());
    assert!(!missing.exists(), "looking makes nothing");
}
