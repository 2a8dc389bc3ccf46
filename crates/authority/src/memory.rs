//! The memory store: the model that other stores are held against, and the store of tests. Sequences are separate per partition,
//! so that a mistake in a cursor shows.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use doorstep_domain::{ClientId, CommandId, Instant, Key, Kind};

use crate::storage::{
    Answer, Changed, ClientRow, Due, Head, LoggedFact, ReadTxn, Record, Result, Storage, StoredEntity, Txn,
};

/// One line of the audience index.
#[derive(Clone, Copy, Debug)]
struct Line {
    seq: u64,
    at: Instant,
    present: bool,
}

/// Everything stored. Cloning it is how a transaction can be undone.
#[derive(Clone, Debug, Default)]
struct State {
    heads: BTreeMap<String, Head>,
    entities: BTreeMap<(String, Key), StoredEntity>,
    audience: BTreeMap<(String, String), BTreeMap<Key, Line>>,
    facts: BTreeMap<String, Vec<LoggedFact>>,
    answers: BTreeMap<CommandId, Answer>,
    clients: BTreeMap<ClientId, ClientRow>,
    due: BTreeMap<(String, Key), Instant>,
    records: BTreeMap<(String, String), Record>,
}

/// A store in memory. Durable as long as the process.
#[derive(Debug, Default)]
pub struct MemoryStore {
    state: Mutex<State>,
}

impl MemoryStore {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A panicking job leaves the state as it was: it works on a copy.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A copy of the whole store as it is now, for simulating a backup or a rolled-back machine.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            state: Mutex::new(self.lock().clone()),
        }
    }
}

impl Storage for MemoryStore {
    fn write<R: Send + 'static>(
        &self,
        _partition: &str,
        job: impl FnOnce(&mut dyn Txn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let mut state = self.lock();
        let mut draft = state.clone();
        let result = job(&mut draft)?;
        *state = draft;
        Ok(result)
    }

    fn read<R>(&self, job: impl FnOnce(&dyn ReadTxn) -> Result<R>) -> Result<R> {
        job(&*self.lock())
    }
}

impl ReadTxn for State {
    fn head(&self, partition: &str) -> Result<Head> {
        Ok(self.heads.get(partition).copied().unwrap_or_default())
    }

    fn partitions(&self) -> Result<Vec<String>> {
        Ok(self.heads.keys().cloned().collect())
    }

    fn entity(&self, partition: &str, key: &Key) -> Result<Option<StoredEntity>> {
        Ok(self.entities.get(&(partition.to_owned(), key.clone())).cloned())
    }

    fn under(&self, partition: &str, scope: &str, kind: Kind) -> Result<Vec<Key>> {
        let lines = self.audience.get(&(partition.to_owned(), scope.to_owned()));
        Ok(lines
            .into_iter()
            .flatten()
            .filter(|(key, line)| line.present && key.kind == kind)
            .map(|(key, _)| key.clone())
            .collect())
    }

    fn changed(
        &self,
        partition: &str,
        scopes: &BTreeSet<String>,
        after: u64,
        live_until: u64,
        limit: usize,
    ) -> Result<Vec<Changed>> {
        let mut last: BTreeMap<&Key, u64> = BTreeMap::new();
        for scope in scopes {
            for (key, line) in self
                .audience
                .get(&(partition.to_owned(), scope.clone()))
                .into_iter()
                .flatten()
            {
                if line.seq > after && (line.present || line.seq > live_until) {
                    let seq = last.entry(key).or_default();
                    *seq = line.seq.max(*seq);
                }
            }
        }
        let mut changed: Vec<_> = last
            .into_iter()
            .map(|(key, seq)| Changed { key: key.clone(), seq })
            .collect();
        changed.sort_by(|a, b| (a.seq, &a.key).cmp(&(b.seq, &b.key)));
        if let Some(cut) = changed.get(limit.saturating_sub(1)).map(|c| c.seq) {
            changed.retain(|c| c.seq <= cut);
        }
        Ok(changed)
    }

    fn answer(&self, command_id: CommandId) -> Result<Option<Answer>> {
        Ok(self.answers.get(&command_id).cloned())
    }

    fn client(&self, client: ClientId) -> Result<Option<ClientRow>> {
        Ok(self.clients.get(&client).copied())
    }

    fn facts(&self, partition: &str, key: &Key) -> Result<Vec<LoggedFact>> {
        Ok(self
            .facts
            .get(partition)
            .into_iter()
            .flatten()
            .filter(|f| f.key == *key)
            .cloned()
            .collect())
    }

    fn due(&self, now: Instant, limit: usize) -> Result<Vec<Due>> {
        let mut due: Vec<_> = self
            .due
            .iter()
            .filter(|(_, at)| **at <= now)
            .map(|((partition, key), at)| Due {
                partition: partition.clone(),
                key: key.clone(),
                at: *at,
            })
            .collect();
        due.sort_by(|a, b| (a.at, &a.partition, &a.key).cmp(&(b.at, &b.partition, &b.key)));
        due.truncate(limit);
        Ok(due)
    }

    fn record(&self, space: &str, id: &str) -> Result<Option<Record>> {
        Ok(self.records.get(&(space.to_owned(), id.to_owned())).cloned())
    }

    fn records_of(&self, space: &str, owner: &str) -> Result<Vec<Record>> {
        Ok(self
            .records
            .iter()
            .filter(|((s, _), r)| s == space && r.owner == owner)
            .map(|(_, r)| r.clone())
            .collect())
    }
}

impl Txn for State {
    fn advance(&mut self, partition: &str, at: Instant) -> Result<u64> {
        let head = self.heads.entry(partition.to_owned()).or_default();
        head.seq += 1;
        head.clock = head.clock.max(at);
        Ok(head.seq)
    }

    fn put_entity(&mut self, partition: &str, seq: u64, at: Instant, key: &Key, entity: &StoredEntity) -> Result<()> {
        let place = (partition.to_owned(), key.clone());
        let before = self.entities.get(&place).map(|e| e.scopes.clone()).unwrap_or_default();
        for scope in before.union(&entity.scopes) {
            let line = Line {
                seq,
                at,
                present: entity.scopes.contains(scope),
            };
            self.audience
                .entry((partition.to_owned(), scope.clone()))
                .or_default()
                .insert(key.clone(), line);
        }
        self.entities.insert(place, entity.clone());
        Ok(())
    }

    fn log(&mut self, partition: &str, fact: &LoggedFact) -> Result<()> {
        self.facts.entry(partition.to_owned()).or_default().push(fact.clone());
        Ok(())
    }

    fn put_answer(&mut self, answer: &Answer) -> Result<()> {
        self.answers.insert(answer.command_id, answer.clone());
        Ok(())
    }

    fn put_client(&mut self, client: ClientId, row: &ClientRow) -> Result<()> {
        self.clients.insert(client, *row);
        Ok(())
    }

    fn set_due(&mut self, partition: &str, key: &Key, at: Option<Instant>) -> Result<()> {
        let place = (partition.to_owned(), key.clone());
        match at {
            Some(at) => self.due.insert(place, at),
            None => self.due.remove(&place),
        };
        Ok(())
    }

    fn put_record(&mut self, space: &str, record: &Record) -> Result<()> {
        self.records
            .insert((space.to_owned(), record.id.clone()), record.clone());
        Ok(())
    }

    fn delete_record(&mut self, space: &str, id: &str) -> Result<()> {
        self.records.remove(&(space.to_owned(), id.to_owned()));
        Ok(())
    }

    fn sweep(&mut self, partition: &str, before: Instant) -> Result<()> {
        let mut floor = self.head(partition)?.floor;
        for ((place, _), lines) in &mut self.audience {
            if place == partition {
                lines.retain(|_, line| {
                    let drop = !line.present && line.at < before;
                    if drop {
                        floor = floor.max(line.seq);
                    }
                    !drop
                });
            }
        }
        if let Some(head) = self.heads.get_mut(partition) {
            head.floor = floor;
        }
        Ok(())
    }

    fn nested(&mut self, job: &mut dyn FnMut(&mut dyn Txn) -> Result<()>) -> Result<()> {
        let mut draft = self.clone();
        job(&mut draft)?;
        *self = draft;
        Ok(())
    }
}
