//! The writer's transaction: reads through what the writer remembers, and savepoints that undo.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use doorstep_authority::{
    Answer, Blob, Changed, ClientId, ClientRow, CommandId, Due, Head, Instant, Key, Kind, LoggedFact, ReadTxn, Record,
    Result, StoreError, StoredEntity, Txn,
};
use rusqlite::Connection;

use crate::{blob, cache::Cache, changed, error::Told as _, look, put};

/// A transaction under way.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    db: &'a Connection,
    pub(crate) cache: &'a RefCell<Cache>,
    /// Whether personal rows or bytes were deleted.
    pub(crate) erased: Cell<bool>,
}

impl<'a> Draft<'a> {
    pub(crate) const fn new(db: &'a Connection, cache: &'a RefCell<Cache>) -> Self {
        let erased = Cell::new(false);
        Self { db, cache, erased }
    }

    /// The connection. A full disk makes SQLite give up the whole transaction; what a job would write after that would stand
    /// alone, so it can't.
    pub(crate) fn db(&self) -> Result<&'a Connection> {
        if self.db.is_autocommit() {
            return Err(StoreError::Retry);
        }
        Ok(self.db)
    }

    /// Runs one of the few statements without parameters.
    pub(crate) fn run(&self, sql: &str) -> Result<()> {
        run(self.db()?, sql)
    }

    pub(crate) fn place(&self, partition: &str) -> Result<Option<(i64, Head)>> {
        if let Some(known) = self.cache.borrow().partition(partition) {
            return Ok(Some(known));
        }
        let found = look::partition(self.db()?, partition)?;
        if let Some((id, head)) = found {
            self.cache.borrow_mut().put_partition(partition, id, head);
        }
        Ok(found)
    }

    pub(crate) fn scope(&self, partition: i64, name: &str) -> Result<Option<i64>> {
        if let Some(known) = self.cache.borrow().scope(partition, name) {
            return Ok(Some(known));
        }
        let found = look::scope(self.db()?, partition, name)?;
        if let Some(id) = found {
            self.cache.borrow_mut().put_scope(partition, name, id);
        }
        Ok(found)
    }

    /// The number of an entity, if it has one.
    pub(crate) fn entity_id(&self, partition: i64, key: &Key) -> Result<Option<i64>> {
        if let Some(found) = self.cache.borrow().entity(partition, key) {
            return Ok(Some(found.id));
        }
        look::entity_id(self.db()?, partition, key)
    }
}

/// Runs a statement without parameters.
pub(crate) fn run(db: &Connection, sql: &str) -> Result<()> {
    db.prepare_cached(sql)
        .and_then(|mut statement| statement.execute([]))
        .told()?;
    Ok(())
}

impl ReadTxn for Draft<'_> {
    fn head(&self, partition: &str) -> Result<Head> {
        Ok(self.place(partition)?.map(|(_, head)| head).unwrap_or_default())
    }

    fn partitions(&self) -> Result<Vec<String>> {
        look::partitions(self.db()?)
    }

    fn reached(&self, scope: &str) -> Result<Vec<String>> {
        look::reached(self.db()?, scope)
    }

    fn entity(&self, partition: &str, key: &Key) -> Result<Option<StoredEntity>> {
        let Some((place, _)) = self.place(partition)? else {
            return Ok(None);
        };
        if let Some(found) = self.cache.borrow().entity(place, key) {
            return Ok(found.stored.clone());
        }
        let Some(found) = look::entity(self.db()?, place, key)? else {
            return Ok(None);
        };
        let stored = found.stored.clone();
        self.cache.borrow_mut().put_entity(place, key.clone(), found);
        Ok(stored)
    }

    fn under(&self, partition: &str, scope: &str, kind: Kind) -> Result<Vec<Key>> {
        let Some((place, _)) = self.place(partition)? else {
            return Ok(Vec::new());
        };
        match self.scope(place, scope)? {
            Some(scope) => look::under(self.db()?, scope, kind),
            None => Ok(Vec::new()),
        }
    }

    fn changed(
        &self,
        partition: &str,
        scopes: &BTreeSet<String>,
        after: u64,
        live_until: u64,
        limit: usize,
    ) -> Result<Vec<Changed>> {
        let Some((place, _)) = self.place(partition)? else {
            return Ok(Vec::new());
        };
        let mut numbers = Vec::with_capacity(scopes.len());
        for scope in scopes {
            numbers.extend(self.scope(place, scope)?);
        }
        changed::changed(self.db()?, &numbers, after, live_until, limit)
    }

    fn answer(&self, command_id: CommandId) -> Result<Option<Answer>> {
        look::answer(self.db()?, command_id)
    }

    fn client(&self, client: ClientId) -> Result<Option<ClientRow>> {
        look::client(self.db()?, client)
    }

    fn facts(&self, partition: &str, key: &Key) -> Result<Vec<LoggedFact>> {
        let Some((place, _)) = self.place(partition)? else {
            return Ok(Vec::new());
        };
        match self.entity_id(place, key)? {
            Some(entity) => look::facts(self.db()?, entity, key),
            None => Ok(Vec::new()),
        }
    }

    fn due(&self, now: Instant, limit: usize) -> Result<Vec<Due>> {
        look::due(self.db()?, now, limit)
    }

    fn record(&self, space: &str, id: &str) -> Result<Option<Record>> {
        look::record(self.db()?, space, id)
    }

    fn records_of(&self, space: &str, owner: &str) -> Result<Vec<Record>> {
        look::records_of(self.db()?, space, owner)
    }

    fn blob(&self, partition: &str, key: &Key, hash: &str) -> Result<Option<Blob>> {
        let Some((place, _)) = self.place(partition)? else {
            return Ok(None);
        };
        match self.entity_id(place, key)? {
            Some(entity) => blob::look(self.db()?, entity, hash),
            None => Ok(None),
        }
    }
}

impl Txn for Draft<'_> {
    fn advance(&mut self, partition: &str, at: Instant) -> Result<u64> {
        put::advance(self, partition, at)
    }

    fn put_entity(&mut self, partition: &str, seq: u64, at: Instant, key: &Key, entity: &StoredEntity) -> Result<()> {
        put::entity(self, partition, seq, at, key, entity)
    }

    fn log(&mut self, partition: &str, fact: &LoggedFact) -> Result<()> {
        put::fact(self, partition, fact)
    }

    fn put_answer(&mut self, answer: &Answer) -> Result<()> {
        put::answer(self, answer)
    }

    fn put_client(&mut self, client: ClientId, row: &ClientRow) -> Result<()> {
        put::client(self, client, row)
    }

    fn set_due(&mut self, partition: &str, key: &Key, at: Option<Instant>) -> Result<()> {
        put::due(self, partition, key, at)
    }

    fn put_record(&mut self, space: &str, record: &Record) -> Result<()> {
        put::record(self, space, record)
    }

    fn delete_record(&mut self, space: &str, id: &str) -> Result<()> {
        put::no_record(self, space, id)
    }

    fn put_blob(&mut self, partition: &str, key: &Key, hash: &str, bytes: &Blob) -> Result<bool> {
        blob::put(self, partition, key, hash, bytes)
    }

    fn delete_blob(&mut self, partition: &str, key: &Key, hash: &str) -> Result<()> {
        blob::delete(self, partition, key, hash)
    }

    fn drop_expired(&mut self, now: Instant) -> Result<()> {
        put::drop_expired(self, now)
    }

    fn sweep(&mut self, partition: &str, before: Instant) -> Result<()> {
        put::sweep(self, partition, before)
    }

    fn nested(&mut self, job: &mut dyn FnMut(&mut dyn Txn) -> Result<()>) -> Result<()> {
        self.run("SAVEPOINT nest")?;
        let done = catch_unwind(AssertUnwindSafe(|| job(self)));
        if let Ok(Ok(())) = done {
            return self.run("RELEASE nest");
        }
        self.cache.borrow_mut().clear();
        // When SQLite has given up the transaction there is nothing left to undo, and `db` refuses whatever comes next.
        let undone = self.run("ROLLBACK TO nest").and_then(|()| self.run("RELEASE nest"));
        match done {
            Err(panic) => resume_unwind(panic),
            Ok(Err(error)) => Err(error),
            Ok(Ok(())) => undone,
        }
    }
}
