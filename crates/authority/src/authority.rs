//! The authority: one store, one life of its data, one key for receipts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use doorstep_domain::{Entity, Instant, Key, PersonId, entity::Partition, time::DAY};
use doorstep_protocol::{Envelope, PullReply, PullRequest, PushResult, Stamp};

use crate::{
    execute::{self, Judge, Opened},
    persist, pull,
    receipt::MacKey,
    storage::{Due, Result, Storage, StoreError},
    timers,
};

/// Most timers fired between two looks at the agenda.
const TIMERS_AT_ONCE: usize = 64;
/// How long tombstones are kept: a phone that slept longer starts over.
const TOMBSTONES: i64 = 30 * DAY;

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
    timers_held: Arc<AtomicBool>,
}

impl<S> Clone for Authority<S> {
    fn clone(&self) -> Self {
        Self {
            store: Arc::clone(&self.store),
            key: self.key.clone(),
            life: self.life.clone(),
            timers_held: Arc::clone(&self.timers_held),
        }
    }
}

impl<S: Storage> Authority<S> {
    /// An authority over `store`.
    pub fn new(store: Arc<S>, key: MacKey, life: Life) -> Self {
        Self {
            store,
            key,
            life,
            timers_held: Arc::default(),
        }
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

    /// Holds all timers, also those that a command would let pass first, or lets them go on: for a clock that jumped (see
    /// [`crate::Clock`]). Holds for every clone.
    pub fn hold_timers(&self, held: bool) {
        self.timers_held.store(held, Ordering::Relaxed);
    }

    /// Judges `entries` of the person `actor`, in order, and stops after one that asks for something first (a gap, a fork, a
    /// retry). Commands of one partition share a transaction; a command that fails unexpectedly undoes only itself. Fewer
    /// results than entries mean that the rest was not looked at.
    ///
    /// # Errors
    /// When the store fails before anything was judged. When it fails later, what was judged until then is returned: it is
    /// durable.
    pub fn push(&self, actor: PersonId, entries: Vec<Envelope>, now: Instant) -> Result<(Vec<PushResult>, Touched)> {
        let (mut results, mut touched) = (Vec::with_capacity(entries.len()), Touched::new());
        let mut rest = entries.into_iter().map(Opened::new).peekable();
        while let Some(first) = rest.next() {
            let partition = first.partition();
            let mut run = vec![first];
            while let Some(next) = rest.next_if(|e| e.partition() == partition) {
                run.push(next);
            }
            let judge = Judge {
                key: self.key.clone(),
                life: self.life.clone(),
                actor,
                now,
                timers_held: self.timers_held.load(Ordering::Relaxed),
            };
            let judged = (self.store).write(&partition.name(), move |txn| execute::run(txn, &judge, run));
            let (answers, scopes) = match judged {
                Ok(judged) => judged,
                Err(error) if results.is_empty() => return Err(error),
                Err(_) => break,
            };
            let stopped = answers.last().is_none_or(|a| execute::stops(&a.outcome));
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

    /// An entity as it is, with everything in it: for the server's own questions, never for an answer to anybody.
    ///
    /// # Errors
    /// When the store fails.
    pub fn entity(&self, partition: &str, key: &Key) -> Result<Option<Entity>> {
        self.store.read(|txn| persist::load(txn, partition, key))
    }

    /// Lets the deadlines pass that are due at `now`; returns what was touched, and whether more are due. Does nothing while
    /// timers are held.
    ///
    /// # Errors
    /// When the store fails before anything was done; otherwise what was touched until then is returned.
    pub fn run_due(&self, now: Instant) -> Result<(Touched, bool)> {
        let mut touched = Touched::new();
        if self.timers_held.load(Ordering::Relaxed) {
            return Ok((touched, false));
        }
        let due = self.store.read(|txn| txn.due(now, TIMERS_AT_ONCE))?;
        let more = due.len() == TIMERS_AT_ONCE;
        let mut by_partition: BTreeMap<String, Vec<Due>> = BTreeMap::new();
        for item in due {
            by_partition.entry(item.partition.clone()).or_default().push(item);
        }
        for (partition, items) in by_partition {
            let done = self.store.write(&partition, move |txn| {
                let mut scopes = Touched::new();
                timers::run_all(txn, &items, now, &mut scopes)?;
                Ok(scopes)
            });
            match done {
                Ok(scopes) => touched.extend(scopes),
                Err(error) if touched.is_empty() => return Err(error),
                Err(_) => return Ok((touched, false)),
            }
        }
        Ok((touched, more))
    }

    /// Drops tombstones older than thirty days, and records that have expired.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sweep(&self, now: Instant) -> Result<()> {
        let before = now.plus(-TOMBSTONES);
        for partition in self.store.read(|txn| txn.partitions())? {
            let name = partition.clone();
            self.store.write(&partition, move |txn| txn.sweep(&name, before))?;
        }
        self.store
            .write(&Partition::City.name(), move |txn| txn.drop_expired(now))
    }

    /// Stores an entity of the city without a command: the first operator of an installation, whom nobody could have
    /// registered.
    ///
    /// # Errors
    /// When the store fails, or the entity exists already.
    pub fn install(&self, entity: Entity, now: Instant) -> Result<()> {
        let name = Partition::City.name();
        self.store.write(&Partition::City.name(), move |txn| {
            if txn.entity(&name, &entity.key())?.is_some() {
                return Err(StoreError::Aborted("it exists already".to_owned()));
            }
            let at = now.max(txn.head(&name)?.clock);
            let seq = txn.advance(&name, at)?;
            persist::create(txn, &name, seq, at, entity)
        })
    }
}
