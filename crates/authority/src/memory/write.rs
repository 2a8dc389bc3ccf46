//! Writing the memory store: in place, with the way back noted before each step.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use super::shelf::{Data, Line, restore};
use crate::storage::{
    Answer, Blob, Changed, ClientId, ClientRow, CommandId, Due, Head, Instant, Key, Kind, LoggedFact, ReadTxn, Record,
    Result, StoreError, StoredEntity, Txn,
};

/// One step back.
type Step = Box<dyn FnOnce(&mut Data)>;

/// A transaction under way.
pub(super) struct Draft<'a> {
    data: &'a mut Data,
    undo: Vec<Step>,
}

impl<'a> Draft<'a> {
    pub(super) const fn new(data: &'a mut Data) -> Self {
        Self { data, undo: Vec::new() }
    }

    /// Takes back everything after the first `mark` steps.
    pub(super) fn undo_to(&mut self, mark: usize) {
        while self.undo.len() > mark {
            if let Some(step) = self.undo.pop() {
                step(self.data);
            }
        }
    }

    fn note(&mut self, step: impl FnOnce(&mut Data) + 'static) {
        self.undo.push(Box::new(step));
    }

    fn put_line(&mut self, partition: &str, scope: &str, key: &Key, line: Option<Line>) {
        let lines = self.data.shelf(partition).audience.entry(scope.to_owned());
        let is_new = matches!(lines, std::collections::btree_map::Entry::Vacant(_));
        let lines = lines.or_default();
        let old = match line {
            Some(line) => lines.insert(key.clone(), line),
            None => lines.remove(key),
        };
        let (partition, scope, key) = (partition.to_owned(), scope.to_owned(), key.clone());
        self.note(move |data| {
            let audience = &mut data.shelf(&partition).audience;
            if is_new {
                audience.remove(&scope);
            } else {
                restore(audience.entry(scope).or_default(), key, old);
            }
        });
    }

    fn put_head(&mut self, partition: &str, head: Head) {
        let old = core::mem::replace(&mut self.data.shelf(partition).head, head);
        let partition = partition.to_owned();
        self.note(move |data| data.shelf(&partition).head = old);
    }
}

impl ReadTxn for Draft<'_> {
    fn head(&self, partition: &str) -> Result<Head> {
        self.data.head(partition)
    }

    fn partitions(&self) -> Result<Vec<String>> {
        self.data.partitions()
    }

    fn reached(&self, scope: &str) -> Result<Vec<String>> {
        self.data.reached(scope)
    }

    fn entity(&self, partition: &str, key: &Key) -> Result<Option<StoredEntity>> {
        self.data.entity(partition, key)
    }

    fn under(&self, partition: &str, scope: &str, kind: Kind) -> Result<Vec<Key>> {
        self.data.under(partition, scope, kind)
    }

    fn changed(
        &self,
        partition: &str,
        scopes: &BTreeSet<String>,
        after: u64,
        live_until: u64,
        limit: usize,
    ) -> Result<Vec<Changed>> {
        self.data.changed(partition, scopes, after, live_until, limit)
    }

    fn answer(&self, command_id: CommandId) -> Result<Option<Answer>> {
        self.data.answer(command_id)
    }

    fn client(&self, client: ClientId) -> Result<Option<ClientRow>> {
        self.data.client(client)
    }

    fn facts(&self, partition: &str, key: &Key) -> Result<Vec<LoggedFact>> {
        self.data.facts(partition, key)
    }

    fn due(&self, now: Instant, limit: usize) -> Result<Vec<Due>> {
        self.data.due(now, limit)
    }

    fn record(&self, space: &str, id: &str) -> Result<Option<Record>> {
        self.data.record(space, id)
    }

    fn records_of(&self, space: &str, owner: &str) -> Result<Vec<Record>> {
        self.data.records_of(space, owner)
    }

    fn blob(&self, partition: &str, key: &Key, hash: &str) -> Result<Option<Blob>> {
        self.data.blob(partition, key, hash)
    }
}

impl Txn for Draft<'_> {
    fn advance(&mut self, partition: &str, at: Instant) -> Result<u64> {
        let mut head = self.data.head(partition)?;
        head.seq += 1;
        head.clock = head.clock.max(at);
        self.put_head(partition, head);
        Ok(head.seq)
    }

    fn put_entity(&mut self, partition: &str, seq: u64, at: Instant, key: &Key, entity: &StoredEntity) -> Result<()> {
        let old = self.data.shelf(partition).entities.insert(key.clone(), entity.clone());
        let left = old.as_ref().map(|e| e.scopes.clone()).unwrap_or_default();
        for scope in left.union(&entity.scopes) {
            let present = entity.scopes.contains(scope);
            self.put_line(partition, scope, key, Some(Line { seq, at, present }));
        }
        let (partition, key) = (partition.to_owned(), key.clone());
        self.note(move |data| restore(&mut data.shelf(&partition).entities, key, old));
        Ok(())
    }

    fn log(&mut self, partition: &str, fact: &LoggedFact) -> Result<()> {
        let key = fact.key.clone();
        let facts = &mut self.data.shelf(partition).facts;
        facts.entry(key.clone()).or_default().push(fact.clone());
        let partition = partition.to_owned();
        self.note(move |data| {
            if let Some(facts) = data.shelf(&partition).facts.get_mut(&key) {
                facts.pop();
            }
        });
        Ok(())
    }

    fn put_answer(&mut self, answer: &Answer) -> Result<()> {
        let id = answer.command_id;
        if self.data.answers.contains_key(&id) {
            return Err(StoreError::Aborted("a command is answered once".to_owned()));
        }
        self.data.answers.insert(id, answer.clone());
        self.note(move |data| restore(&mut data.answers, id, None));
        Ok(())
    }

    fn put_client(&mut self, client: ClientId, row: &ClientRow) -> Result<()> {
        let old = self.data.clients.insert(client, *row);
        self.note(move |data| restore(&mut data.clients, client, old));
        Ok(())
    }

    fn set_due(&mut self, partition: &str, key: &Key, at: Option<Instant>) -> Result<()> {
        fn swap(data: &mut Data, partition: &str, key: &Key, at: Option<Instant>) -> Option<Instant> {
            let due = &mut data.shelf(partition).due;
            let old = match at {
                Some(at) => due.insert(key.clone(), at),
                None => due.remove(key),
            };
            if let Some(old) = old {
                data.agenda.remove(&(old, partition.to_owned(), key.clone()));
            }
            if let Some(at) = at {
                data.agenda.insert((at, partition.to_owned(), key.clone()));
            }
            old
        }
        let old = swap(self.data, partition, key, at);
        if old != at {
            let (partition, key) = (partition.to_owned(), key.clone());
            self.note(move |data| {
                swap(data, &partition, &key, old);
            });
        }
        Ok(())
    }

    fn put_record(&mut self, space: &str, record: &Record) -> Result<()> {
        let records = self.data.records.entry(space.to_owned()).or_default();
        let old = records.insert(record.id.clone(), record.clone());
        let (space, id) = (space.to_owned(), record.id.clone());
        self.note(move |data| restore(data.records.entry(space).or_default(), id, old));
        Ok(())
    }

    fn delete_record(&mut self, space: &str, id: &str) -> Result<()> {
        if let Some(old) = self.data.records.get_mut(space).and_then(|records| records.remove(id)) {
            let space = space.to_owned();
            self.note(move |data| {
                data.records.entry(space).or_default().insert(old.id.clone(), old);
            });
        }
        Ok(())
    }

    fn put_blob(&mut self, partition: &str, key: &Key, hash: &str, blob: &Blob) -> Result<bool> {
        let name = (key.clone(), hash.to_owned());
        let blobs = &mut self.data.shelf(partition).blobs;
        if blobs.contains_key(&name) {
            return Ok(false);
        }
        blobs.insert(name.clone(), blob.clone());
        let partition = partition.to_owned();
        self.note(move |data| restore(&mut data.shelf(&partition).blobs, name, None));
        Ok(true)
    }

    fn delete_blob(&mut self, partition: &str, key: &Key, hash: &str) -> Result<()> {
        let name = (key.clone(), hash.to_owned());
        if let Some(old) = self.data.shelf(partition).blobs.remove(&name) {
            let partition = partition.to_owned();
            self.note(move |data| restore(&mut data.shelf(&partition).blobs, name, Some(old)));
        }
        Ok(())
    }

    fn drop_expired(&mut self, now: Instant) -> Result<()> {
        let mut old = Vec::new();
        for (space, records) in &self.data.records {
            let expired = records.values().filter(|r| r.expires.is_some_and(|at| at <= now));
            old.extend(expired.map(|r| (space.clone(), r.id.clone())));
        }
        for (space, id) in old {
            self.delete_record(&space, &id)?;
        }
        Ok(())
    }

    fn sweep(&mut self, partition: &str, before: Instant) -> Result<()> {
        let mut head = self.data.head(partition)?;
        let mut old = Vec::new();
        for (scope, lines) in &self.data.shelf(partition).audience {
            for (key, line) in lines.iter().filter(|(_, line)| !line.present && line.at < before) {
                head.floor = head.floor.max(line.seq);
                old.push((scope.clone(), key.clone()));
            }
        }
        for (scope, key) in old {
            self.put_line(partition, &scope, &key, None);
        }
        self.put_head(partition, head);
        Ok(())
    }

    fn nested(&mut self, job: &mut dyn FnMut(&mut dyn Txn) -> Result<()>) -> Result<()> {
        let mark = self.undo.len();
        match catch_unwind(AssertUnwindSafe(|| job(self))) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => {
                self.undo_to(mark);
                Err(error)
            }
            Err(panic) => {
                self.undo_to(mark);
                resume_unwind(panic)
            }
        }
    }
}
