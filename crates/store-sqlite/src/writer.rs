//! The writer: one thread, one connection, one order of commits. It takes what is waiting, runs each job in a savepoint of its
//! own, and commits them together: many callers, one fsync. It never waits for more to come.

use std::{
    cell::RefCell,
    path::Path,
    sync::mpsc::{Receiver, Sender, SyncSender, channel},
    thread::{self, JoinHandle},
};

use doorstep_authority::{Result, StoreError};
use rusqlite::Connection;

use crate::{
    cache::Cache,
    connection,
    draft::{Draft, run},
    error::OpenError,
    housekeeping::{Note, WAL_PAGES},
    job::Job,
    schema,
};

/// Most jobs of one commit: beyond that a longer wait buys nothing.
const TOGETHER: usize = 64;

/// Where jobs go in, and the thread that does them.
pub(crate) type Started = (Sender<Box<dyn Job>>, JoinHandle<()>);

/// The writer's side of the queue.
#[derive(Debug)]
struct Writer {
    db: Connection,
    cache: RefCell<Cache>,
    notes: SyncSender<Note>,
}

/// Opens the database for writing, brings its schema up to date, and starts the thread. Dropping the sender ends it.
pub(crate) fn start(
    path: &Path,
    notes: impl FnOnce() -> core::result::Result<SyncSender<Note>, OpenError>,
) -> core::result::Result<Started, OpenError> {
    let mut db = connection::writer(path)?;
    schema::migrate(&mut db)?;
    let notes = notes()?;
    let grown = notes.clone();
    let mut told = 0;
    db.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages| {
        let steps = pages / WAL_PAGES;
        if steps > told {
            // A housekeeper with a full inbox is at work already.
            let _ = grown.try_send(Note::Grown(pages));
        }
        told = steps;
        Ok(())
    }))?;
    let (jobs, queue) = channel();
    let writer = Writer {
        db,
        cache: RefCell::default(),
        notes,
    };
    let thread = thread::Builder::new()
        .name("sqlite-writer".to_owned())
        .spawn(move || writer.serve(&queue))?;
    Ok((jobs, thread))
}

impl Writer {
    fn serve(mut self, queue: &Receiver<Box<dyn Job>>) {
        while let Ok(first) = queue.recv() {
            self.together(first, queue);
        }
        // The hook holds a sender; without it the housekeeper learns that nobody is left.
        let _ = self
            .db
            .wal_hook(None::<fn(&mut rusqlite::hooks::Wal, i32) -> rusqlite::Result<()>>);
    }

    /// Runs `first` and whatever waits behind it in one commit, and answers each.
    fn together(&self, first: Box<dyn Job>, queue: &Receiver<Box<dyn Job>>) {
        if let Err(error) = run(&self.db, "BEGIN IMMEDIATE") {
            return first.answer(Some(error));
        }
        let (mut done, mut erased) = (Vec::new(), false);
        let mut next = Some(first);
        let mut fate = Ok(());
        while let Some(mut job) = next {
            fate = self.one(job.as_mut(), &mut erased);
            done.push(job);
            if fate.is_err() {
                break;
            }
            next = if done.len() < TOGETHER {
                queue.try_recv().ok()
            } else {
                None
            };
        }
        let fate = fate.and_then(|()| run(&self.db, "COMMIT")).err();
        if fate.is_some() {
            self.cache.borrow_mut().clear();
            // It fails when SQLite has rolled back by itself, which is as good.
            let _ = run(&self.db, "ROLLBACK");
        } else if erased {
            let _ = self.notes.try_send(Note::Erased);
        }
        for job in done {
            job.answer(fate.as_ref().map(same));
        }
    }

    /// Runs one job; an error means that the whole transaction is lost.
    fn one(&self, job: &mut dyn Job, erased: &mut bool) -> Result<()> {
        run(&self.db, "SAVEPOINT job")?;
        let mut draft = Draft::new(&self.db, &self.cache);
        if job.run(&mut draft) {
            *erased |= draft.erased.get();
            return draft.run("RELEASE job");
        }
        self.cache.borrow_mut().clear();
        draft.run("ROLLBACK TO job")?;
        draft.run("RELEASE job")
    }
}

/// The same error once more, for the next one who waits for the same commit.
fn same(error: &StoreError) -> StoreError {
    match error {
        StoreError::Full => StoreError::Full,
        StoreError::Retry => StoreError::Retry,
        StoreError::Corrupt(what) => StoreError::Corrupt(what.clone()),
        other => StoreError::Other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use doorstep_authority::{Instant, Key, Kind, ReadTxn as _, StoredEntity, Txn};

    use super::*;
    use crate::{SqliteStore, job::work};

    fn put(txn: &mut dyn Txn, id: &str, bytes: usize) -> Result<()> {
        let key = Key {
            kind: Kind::Item,
            id: id.to_owned(),
        };
        let seq = txn.advance("city", Instant(1))?;
        let row = StoredEntity {
            version: 1,
            body: "x".repeat(bytes),
            ..StoredEntity::default()
        };
        txn.put_entity("city", seq, Instant(1), &key, &row)
    }

    #[test]
    fn a_full_disk_fails_the_whole_commit_and_heals_by_itself() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("store.sqlite");
        drop(SqliteStore::open(&path).unwrap());
        let db = connection::writer(&path).unwrap();
        let pages: i64 = db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        let limit = |db: &Connection, pages: i64| {
            let set: i64 = db
                .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get(0))
                .unwrap();
            assert_eq!(set, pages);
        };
        limit(&db, pages + 20);
        let writer = Writer {
            db,
            cache: RefCell::default(),
            notes: sync_channel(1).0,
        };
        let (first, first_answer) = work(|txn| put(txn, "small", 10));
        // It does not notice that the disk is full; nothing of it may stand alone afterwards.
        let (second, second_answer) = work(|txn| {
            let tried = txn.nested(&mut |inner| put(inner, "large", 1_000_000));
            assert!(matches!(tried, Err(StoreError::Full)), "{tried:?}");
            put(txn, "after", 10)
        });
        let (third, third_answer) = work(|txn| put(txn, "third", 10));
        let (jobs, queue) = channel();
        jobs.send(second).unwrap();
        jobs.send(third).unwrap();
        writer.together(first, &queue);
        while let Ok(next) = queue.try_recv() {
            writer.together(next, &queue);
        }
        let answers = [first_answer, second_answer, third_answer].map(|answer| answer.recv().unwrap());
        // SQLite may give up the statement or the whole transaction; either way, answer and file agree.
        let there = |id: &str| {
            let draft = crate::view::View(&writer.db);
            let key = Key {
                kind: Kind::Item,
                id: id.to_owned(),
            };
            draft.entity("city", &key).unwrap().is_some()
        };
        for (answer, id) in answers.iter().zip(["small", "after", "third"]) {
            assert_eq!(answer.is_ok(), there(id), "{id}: {answer:?}");
        }
        assert!(!there("large"));
        assert!(answers[2].is_ok(), "the next one that fits goes through");
        limit(&writer.db, pages + 10_000);
        let (job, answer) = work(|txn| put(txn, "large", 1_000_000));
        writer.together(job, &queue);
        assert!(answer.recv().unwrap().is_ok());
        assert!(there("large"));
    }
}
