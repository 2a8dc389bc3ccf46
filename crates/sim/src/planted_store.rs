//! A store with a mistake in it, if one was asked for; otherwise it hands everything through.

use std::{cell::Cell, collections::BTreeSet};

use doorstep_authority::{
    Answer, Blob, Changed, ClientId, ClientRow, CommandId, Due, Head, Instant, Key, Kind, LoggedFact, ReadTxn, Record,
    Result, Storage, StoredEntity, Txn,
};

use crate::plant::Plant;

/// A store with a mistake.
#[derive(Debug)]
pub struct PlantedStore<S> {
    /// The store below.
    pub inner: S,
    plant: Plant,
}

impl<S: Storage> PlantedStore<S> {
    /// `inner` with this mistake.
    pub const fn new(inner: S, plant: Plant) -> Self {
        Self { inner, plant }
    }
}

impl<S: Storage> Storage for PlantedStore<S> {
    fn write<R: Send + 'static>(
        &self,
        partition: &str,
        job: impl FnOnce(&mut dyn Txn) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let plant = self.plant;
        if plant == Plant::None {
            return self.inner.write(partition, job);
        }
        self.inner.write(partition, move |txn| job(&mut Bent { txn, plant }))
    }

    fn read<R>(&self, job: impl FnOnce(&dyn ReadTxn) -> Result<R>) -> Result<R> {
        if self.plant == Plant::None {
            return self.inner.read(job);
        }
        self.inner.read(|txn| {
            job(&BentRead {
                txn,
                plant: self.plant,
                furthest: Cell::new(0),
            })
        })
    }
}

/// A reading transaction with a mistake.
struct BentRead<'a> {
    txn: &'a dyn ReadTxn,
    plant: Plant,
    /// The largest sequence that was compared with so far.
    furthest: Cell<u64>,
}

/// A writing transaction with a mistake.
struct Bent<'a> {
    txn: &'a mut dyn Txn,
    plant: Plant,
}

/// The changed keys without those that have left every one of `scopes`.
fn present(txn: &dyn ReadTxn, partition: &str, scopes: &BTreeSet<String>, changed: &mut Vec<Changed>) -> Result<()> {
    let mut kept = Vec::new();
    for change in changed.drain(..) {
        let entity = txn.entity(partition, &change.key)?;
        if entity.is_some_and(|entity| !entity.scopes.is_disjoint(scopes)) {
            kept.push(change);
        }
    }
    *changed = kept;
    Ok(())
}

macro_rules! reads {
    ($($name:ident($($arg:ident: $kind:ty),*) -> $out:ty;)*) => {$(
        fn $name(&self, $($arg: $kind),*) -> Result<$out> {
            self.txn.$name($($arg),*)
        }
    )*};
}

impl ReadTxn for BentRead<'_> {
    reads! {
        head(partition: &str) -> Head;
        partitions() -> Vec<String>;
        reached(scope: &str) -> Vec<String>;
        entity(partition: &str, key: &Key) -> Option<StoredEntity>;
        under(partition: &str, scope: &str, kind: Kind) -> Vec<Key>;
        answer(command_id: CommandId) -> Option<Answer>;
        client(client: ClientId) -> Option<ClientRow>;
        facts(partition: &str, key: &Key) -> Vec<LoggedFact>;
        due(now: Instant, limit: usize) -> Vec<Due>;
        record(space: &str, id: &str) -> Option<Record>;
        records_of(space: &str, owner: &str) -> Vec<Record>;
        blob(partition: &str, key: &Key, hash: &str) -> Option<Blob>;
    }

    fn changed(
        &self,
        partition: &str,
        scopes: &BTreeSet<String>,
        after: u64,
        live_until: u64,
        limit: usize,
    ) -> Result<Vec<Changed>> {
        let furthest = self.furthest.get().max(after);
        self.furthest.set(furthest);
        let after = if self.plant == Plant::OneSequence {
            furthest
        } else {
            after
        };
        let mut changed = self.txn.changed(partition, scopes, after, live_until, limit)?;
        match self.plant {
            Plant::ForgetTombstone => present(self.txn, partition, scopes, &mut changed)?,
            Plant::PageLosesRow if changed.len() > 2 => {
                changed.remove(1);
            }
            _ => {}
        }
        Ok(changed)
    }
}

impl ReadTxn for Bent<'_> {
    reads! {
        head(partition: &str) -> Head;
        partitions() -> Vec<String>;
        reached(scope: &str) -> Vec<String>;
        under(partition: &str, scope: &str, kind: Kind) -> Vec<Key>;
        facts(partition: &str, key: &Key) -> Vec<LoggedFact>;
        due(now: Instant, limit: usize) -> Vec<Due>;
        record(space: &str, id: &str) -> Option<Record>;
        records_of(space: &str, owner: &str) -> Vec<Record>;
        blob(partition: &str, key: &Key, hash: &str) -> Option<Blob>;
        changed(partition: &str, scopes: &BTreeSet<String>, after: u64, live_until: u64, limit: usize) -> Vec<Changed>;
    }

    fn entity(&self, partition: &str, key: &Key) -> Result<Option<StoredEntity>> {
        if self.plant == Plant::StaleRead
            && let Some(old) = self.txn.record(BEFORE, &id(partition, key))?
        {
            return Ok(serde_json::from_str(&old.body)?);
        }
        self.txn.entity(partition, key)
    }

    fn answer(&self, command_id: CommandId) -> Result<Option<Answer>> {
        if self.plant == Plant::SkipDedup {
            return Ok(None);
        }
        self.txn.answer(command_id)
    }

    fn client(&self, client: ClientId) -> Result<Option<ClientRow>> {
        if self.plant == Plant::ForgetNumbers {
            return Ok(None);
        }
        self.txn.client(client)
    }
}

/// Where a stale reader finds what was there before the last change.
const BEFORE: &str = "sim-before";

fn id(partition: &str, key: &Key) -> String {
    format!("{partition}/{}/{}", key.kind.word(), key.id)
}

impl Txn for Bent<'_> {
    fn advance(&mut self, partition: &str, at: Instant) -> Result<u64> {
        self.txn.advance(partition, at)
    }

    fn put_entity(&mut self, partition: &str, seq: u64, at: Instant, key: &Key, entity: &StoredEntity) -> Result<()> {
        let before = self.txn.entity(partition, key)?;
        let mut entity = entity.clone();
        match (self.plant, before) {
            (Plant::StaleRead, Some(before)) if key.kind == Kind::Order => {
                let record = Record {
                    id: id(partition, key),
                    owner: String::new(),
                    body: serde_json::to_string(&before)?,
                    expires: None,
                };
                self.txn.put_record(BEFORE, &record)?;
            }
            (Plant::KeepErased, Some(before)) => {
                for (field, text) in before.personal {
                    let now = entity.personal.entry(field).or_default();
                    if matches!(now.as_str(), "" | "\"\"") {
                        *now = text;
                    }
                }
            }
            _ => {}
        }
        self.txn.put_entity(partition, seq, at, key, &entity)
    }

    fn log(&mut self, partition: &str, fact: &LoggedFact) -> Result<()> {
        if self.plant == Plant::LostFact && fact.key.kind == Kind::Order && fact.seq.is_multiple_of(7) {
            return Ok(());
        }
        self.txn.log(partition, fact)
    }

    fn put_answer(&mut self, answer: &Answer) -> Result<()> {
        if self.plant == Plant::SkipDedup && self.txn.answer(answer.command_id)?.is_some() {
            return Ok(());
        }
        let mut answer = answer.clone();
        if self.plant == Plant::OtherAnswer && answer.number.is_multiple_of(5) {
            answer.outcome = answer.outcome.replace("\"applied\"", "\"faulted\"");
        }
        self.txn.put_answer(&answer)
    }

    fn put_client(&mut self, client: ClientId, row: &ClientRow) -> Result<()> {
        self.txn.put_client(client, row)
    }

    fn set_due(&mut self, partition: &str, key: &Key, at: Option<Instant>) -> Result<()> {
        let at = at.filter(|_| self.plant != Plant::NoDeadlines);
        self.txn.set_due(partition, key, at)
    }

    fn put_record(&mut self, space: &str, record: &Record) -> Result<()> {
        self.txn.put_record(space, record)
    }

    fn put_blob(&mut self, partition: &str, key: &Key, hash: &str, blob: &Blob) -> Result<bool> {
        if self.plant == Plant::BytesNotKept {
            return Ok(true);
        }
        self.txn.put_blob(partition, key, hash, blob)
    }

    fn delete_blob(&mut self, partition: &str, key: &Key, hash: &str) -> Result<()> {
        if self.plant == Plant::BytesOutliveOrder {
            return Ok(());
        }
        self.txn.delete_blob(partition, key, hash)
    }

    fn delete_record(&mut self, space: &str, id: &str) -> Result<()> {
        self.txn.delete_record(space, id)
    }

    fn drop_expired(&mut self, now: Instant) -> Result<()> {
        self.txn.drop_expired(now)
    }

    fn sweep(&mut self, partition: &str, before: Instant) -> Result<()> {
        self.txn.sweep(partition, before)
    }

    fn nested(&mut self, job: &mut dyn FnMut(&mut dyn Txn) -> Result<()>) -> Result<()> {
        let plant = self.plant;
        self.txn.nested(&mut |txn| job(&mut Bent { txn, plant }))
    }
}
