//! The authority: one store, one life of its data, one key for receipts.

use std::{collections::BTreeSet, sync::Arc};

use doorstep_domain::{Instant, PersonId, entity::Partition};
use doorstep_protocol::{Envelope, PullReply, PullRequest, PushResult, Stamp};

use crate::{
    chore, execute, pull,
    receipt::MacKey,
    storage::{Result, Storage},
    timers,
};

/// Most timers fired in one transaction.
const TIMERS_AT_ONCE: usize = 64;

/// Which life of the data this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// Changes when the data was restored from a backup.
    pub epoch: String,
    /// Changes at each start.
    pub boot: String,
}

impl Life {
    /// The stamp on a message written at `now`.
    pub fn stamp(&self, now: Instant) -> Stamp {
        Stamp {
            epoch: self.epoch.clone(),
            boot: self.boot.clone(),
            now,
        }
    }
}

/// The scopes that something was written under: whoever reads one of them has news.
pub type Touched = BTreeSet<String>;

/// Judges commands and answers pulls over a store. Cheap to clone.
#[derive(Debug)]
pub struct Authority<S> {
    store: Arc<S>,
    key: MacKey,
    life: Life,
}

impl<S> Clone for Authority<S> {
    fn clone(&self) -> Self {
        Self {
            store: Arc::clone(&self.store),
            key: self.key.clone(),
            life: self.life.clone(),
        }
    }
}

impl<S: Storage> Authority<S> {
    /// An authority over `store`.
    pub const fn new(store: Arc<S>, key: MacKey, life: Life) -> Self {
        Self { store, key, life }
    }

    /// The life of its data.
    pub const fn life(&self) -> &Life {
        &self.life
    }

    /// Its store.
    pub const fn store(&self) -> &Arc<S> {
        &self.store
    }

    /// Its key for receipts.
    pub const fn key(&self) -> &MacKey {
        &self.key
    }

    /// Judges `entries` of the person `actor`, in order, and stops after one that asks for something first (a gap, a fork, a
    /// retry). Commands of one partition share a transaction; a command that fails unexpectedly undoes only itself.
    ///
    /// # Errors
    /// When the store fails: nothing after the last returned answer is known to be durable.
    pub fn push(&self, actor: PersonId, entries: Vec<Envelope>, now: Instant) -> Result<(Vec<PushResult>, Touched)> {
        let (mut results, mut touched) = (Vec::new(), Touched::new());
        let mut rest = entries.into_iter().peekable();
        while let Some(first) = rest.next() {
            let partition = execute::partition_of(&first);
            let mut run = vec![first];
            while let Some(next) = rest.next_if(|e| execute::partition_of(e) == partition) {
                run.push(next);
            }
            let (key, life) = (self.key.clone(), self.life.clone());
            let wanted = run.len();
            let (answers, scopes) = self.store.write(&partition.name(), move |txn| {
                execute::run(
                    txn,
                    &execute::Judge {
                        key: &key,
                        life: &life,
                        actor,
                        now,
                    },
                    &run,
                )
            })?;
            let stopped = answers.len() < wanted || answers.last().is_some_and(|a| execute::stops(&a.outcome));
            results.extend(answers);
            touched.extend(scopes);
            if stopped {
                break;
            }
        }
        Ok((results, touched))
    }

    /// What `actor` may see and what changed since their cursor.
    ///
    /// # Errors
    /// When the store fails.
    pub fn pull(&self, actor: PersonId, request: &PullRequest, now: Instant) -> Result<PullReply> {
        let mut reply = self
            .store
            .read(|txn| pull::pull(txn, &self.life, actor, request, now))?;
        if let Some(community) = request.lease.clone() {
            let partition = Partition::Community(community.as_str().into()).name();
            reply.lease = self
                .store
                .write(&partition, move |txn| crate::number::lease(txn, actor, &community, now))?;
        }
        Ok(reply)
    }

    /// The scopes `actor` reads now, for routing news.
    ///
    /// # Errors
    /// When the store fails.
    pub fn scopes(&self, actor: PersonId, now: Instant) -> Result<Touched> {
        self.store.read(|txn| Ok(crate::actor::seat(txn, actor, now)?.scopes))
    }

    /// Lets the deadlines pass that are due at `now`; returns what was touched, and whether more are due.
    ///
    /// # Errors
    /// When the store fails.
    pub fn run_due(&self, now: Instant) -> Result<(Touched, bool)> {
        let due = self.store.read(|txn| txn.due(now, TIMERS_AT_ONCE))?;
        let more = due.len() == TIMERS_AT_ONCE;
        let mut touched = Touched::new();
        for item in due {
            let partition = item.partition.clone();
            touched.extend(self.store.write(&partition, move |txn| {
                let mut scopes = Touched::new();
                if !chore::run(txn, &item, now, &mut scopes)? {
                    timers::run(txn, &item.partition, &item.key, now, &mut scopes)?;
                }
                Ok(scopes)
            })?);
        }
        Ok((touched, more))
    }

    /// Drops tombstones older than thirty days; a phone that slept longer starts over.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sweep(&self, now: Instant) -> Result<()> {
        let before = now.plus(-30 * doorstep_domain::time::DAY);
        for partition in self.store.read(|txn| txn.partitions())? {
            let name = partition.clone();
            self.store.write(&partition, move |txn| txn.sweep(&name, before))?;
        }
        Ok(())
    }
}

impl<S: Storage> Authority<S> {
    /// Stores an entity without a command: the first operator of an installation, whom nobody could have registered.
    ///
    /// # Errors
    /// When the store fails, or the entity exists already.
    pub fn install(&self, entity: doorstep_domain::Entity, now: Instant) -> Result<()> {
        let partition = Partition::City.name();
        let name = partition.clone();
        self.store.write(&partition, move |txn| {
            let key = entity.key();
            if txn.entity(&name, &key)?.is_some() {
                return Err(crate::storage::StoreError::Aborted("it exists already".to_owned()));
            }
            let seq = txn.advance(&name, now)?;
            txn.put_entity(&name, seq, now, &key, &crate::persist::freeze(&entity, 1)?)
        })
    }
}
