//! The file itself: whose it is, who may open it, what can't be done to it.

use std::{fs, sync::mpsc::channel, thread};

use doorstep_authority::{
    CommandId, Storage as _,
    suite::sample::{YY, answer, change, fact, order},
};
use doorstep_store_sqlite::{OpenError, SqliteStore};
use rusqlite::Connection;

mod kept;

use kept::Kept;

fn one_row(kept: &Kept) {
    kept.write(YY, |txn| {
        let seq = change(txn, YY, 1, &order(1), &["all"])?;
        txn.log(YY, &fact(seq, 0, &order(1), "a"))?;
        txn.put_answer(&answer(1))
    })
    .expect("a write");
}

#[test]
fn facts_and_answers_cannot_be_changed_or_removed() {
    let kept = Kept::new();
    one_row(&kept);
    let db = Connection::open(kept.path()).expect("the file");
    for table in ["fact", "answer"] {
        for sql in [format!("UPDATE {table} SET at = 9"), format!("DELETE FROM {table}")] {
            let error = db.execute(&sql, []).expect_err(&sql);
            assert!(
                error.to_string().contains("stays") || error.to_string().contains("is fixed"),
                "{error}"
            );
        }
        let rows: i64 = db
            .query_row(&format!("SELECT count(*) FROM {table} WHERE at <> 9"), [], |row| {
                row.get(0)
            })
            .expect("a count");
        assert_eq!(rows, 1);
    }
}

#[test]
fn the_settings_are_the_promised_ones() {
    let kept = Kept::new();
    one_row(&kept);
    let db = Connection::open(kept.path()).expect("the file");
    let mode: String = db
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .expect("the mode");
    assert_eq!(mode, "wal");
    #[cfg(unix)]
    for file in fs::read_dir(kept.path().parent().expect("a folder")).expect("the folder") {
        use std::os::unix::fs::PermissionsExt as _;
        let file = file.expect("a file");
        let mode = file.metadata().expect("its rights").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?} can be read by others", file.path());
    }
}

#[test]
fn a_file_of_another_program_is_refused_and_left_alone() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("other.sqlite");
    let db = Connection::open(&path).expect("a file");
    db.execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
        .expect("theirs");
    drop(db);
    assert!(matches!(SqliteStore::open(&path), Err(OpenError::Foreign)));
    let db = Connection::open(&path).expect("the file");
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(tables, 1);
    fs::write(
        &path,
        "no database at all, only words, and enough of them to be a header of something",
    )
    .expect("words");
    assert!(matches!(SqliteStore::open(&path), Err(OpenError::Sqlite(_))));
}

#[test]
fn a_file_of_a_newer_build_is_refused() {
    let kept = Kept::new();
    let db = Connection::open(kept.path()).expect("the file");
    db.execute(
        "INSERT INTO migration (number, name) VALUES (99, 'from the future')",
        [],
    )
    .expect("a row");
    let opened = SqliteStore::open(kept.path());
    assert!(matches!(opened, Err(OpenError::Newer { found: 99, .. })));
}

#[test]
fn jobs_that_wait_share_a_commit_and_dropping_finishes_them() {
    let kept = Kept::new();
    let (let_go, held) = channel::<()>();
    thread::scope(|scope| {
        // The first job keeps the writer busy until all others wait behind it.
        let (started, running) = channel();
        let store = kept.store();
        scope.spawn(move || {
            store.write(YY, move |txn| {
                started.send(()).expect("the test listens");
                held.recv().expect("the test lets go");
                change(txn, YY, 1, &order(1), &["all"])
            })
        });
        running.recv().expect("it started");
        let (sent, waiting) = channel();
        for bits in 2..=40 {
            let sent = sent.clone();
            scope.spawn(move || {
                sent.send(()).expect("the test listens");
                let seq = store.write(YY, move |txn| {
                    // Nothing of the neighbours is lost on the way to the common commit.
                    assert!(txn.entity(YY, &order(1))?.is_some());
                    change(txn, YY, 1, &order(bits), &["all"])
                });
                seq.expect("a write")
            });
        }
        for _ in 2..=40 {
            waiting.recv().expect("it is about to wait");
        }
        let_go.send(()).expect("the first job listens");
    });
    assert_eq!(kept.read(|txn| Ok(txn.head(YY)?.seq)).expect("reading"), 40);
    let kept = kept.reopen();
    assert_eq!(kept.read(|txn| Ok(txn.head(YY)?.seq)).expect("reading"), 40);
    assert!(
        kept.read(|txn| txn.answer(CommandId::from_bits(1)))
            .expect("reading")
            .is_none()
    );
}
