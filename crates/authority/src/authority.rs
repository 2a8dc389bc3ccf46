//! The authority: one store, one life of its data, one key for receipts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use doorstep_domain::{Entity, Instant, Key, PersonId, entity::Partition, time::DAY};
use doorstep_protocol::{Envelope, PullReply, PullRequest, PushResult};

use crate::{
    boots,
    execute::{self, Judge, Opened},
    life::{Life, Present},
    persist, pull,
    receipt::MacKey,
    recovery::{self, Opening, Origin, Report, Seen},
    storage::{Due, Result, Storage, StoreError},
    timers,
};

/// Most timers fired between two looks at the agenda.
const TIMERS_AT_ONCE: usize = 64;
/// How long tombstones are kept: a phone that slept longer starts over.
const TOMBSTONES: i64 = 30 * DAY;

/// The scopes that something was written under: whoever reads one of them has news.
pub type Touched = BTreeSet<String>;

/// Judges commands and answers pulls over a store. Cheap to clone; clones share everything.
#[derive(Debug)]
pub struct Authority<S> {
    store: Arc<S>,
    key: MacKey,
    shared: Arc<Shared>,
}

/// What clones share besides the store.
#[derive(Debug, Default)]
struct Shared {
    /// A copy of what the store says, for messages that are about nothing in it.
    life: RwLock<Life>,
    timers_held: AtomicBool,
    /// Nobody minds that it goes back.
    on_purpose: AtomicBool,
    /// Proof that the data went back, until another life begins.
    evidence: Mutex<Option<Seen>>,
}

impl<S> Clone for Authority<S> {
    fn clone(&self) -> Self {
        Self {
            store: Arc::clone(&self.store),
            key: self.key.clone(),
            shared: Arc::clone(&self.shared),
        }
    }
}

impl<S: Storage> Authority<S> {
    /// Starts over `store`, and notes the start: a boot named `life.boot`. Data that has a life already keeps its epoch, other data
    /// gets `life.epoch`; both words must be random.
    ///
    /// # Errors
    /// When the store fails.
    pub fn start(store: Arc<S>, key: MacKey, life: Life, now: Instant) -> Result<Self> {
        let Life { epoch, boot } = life;
        let started = Self {
            store,
            key,
            shared: Arc::default(),
        };
        started.store.write(&Partition::City.name(), move |txn| {
            let mut present = Present::read(txn)?;
            if present.life.epoch.is_empty() {
                present.life.epoch = epoch;
            }
            present.write(txn)
        })?;
        started.begin_boot(&boot, now)?;
        Ok(started)
    }

    /// This process with its memory, over a copy of its store as it was: a whole machine that is put back to a snapshot. For
    /// simulations.
    #[must_use]
    pub fn put_back(&self, store: Arc<S>) -> Self {
        let life = self.life();
        let shared = Shared {
            life: RwLock::new(life),
            ..Shared::default()
        };
        Self {
            store,
            key: self.key.clone(),
            shared: Arc::new(shared),
        }
    }

    /// Begins another boot in the same process: after its clock jumped, since the whole machine may have been put back.
    ///
    /// # Errors
    /// When the store fails.
    pub fn begin_boot(&self, token: &str, now: Instant) -> Result<()> {
        let token = token.to_owned();
        let life = self.store.write(&Partition::City.name(), move |txn| {
            let mut present = Present::read(txn)?;
            present.life.boot = boots::begin(txn, &token, now)?;
            present.write(txn)?;
            Ok(present.life)
        })?;
        self.lives(life);
        Ok(())
    }

    /// Data that is put back on purpose, a demo: nobody's proof begins anything, and phones start over. Holds for every clone.
    pub fn is_put_back_on_purpose(&self) {
        self.shared.on_purpose.store(true, Ordering::Relaxed);
    }

    /// Whether a phone has proved that the data went back since it was here, to a snapshot or an older file. Until
    /// [`Authority::begin_life`], what such phones pull is of the old life, and what they push is deferred.
    pub fn went_back(&self) -> bool {
        self.evidence().is_some()
    }

    /// Begins another life of data that went back, with a recovery window, in which phones bring again what they had been told is
    /// done. Does nothing while nobody has proved that it did. `boot` names the boot that begins with it.
    ///
    /// # Errors
    /// When the store fails; then the proof stays.
    pub fn begin_life(&self, opening: Opening, boot: &str, now: Instant) -> Result<()> {
        let Some(seen) = self.evidence().clone() else {
            return Ok(());
        };
        let (proof, token) = (seen.clone(), boot.to_owned());
        let life = self.store.write(&Partition::City.name(), move |txn| {
            let present = Present::read(txn)?;
            // It may have been heard before another thread began a life because of the same.
            if !recovery::is_known(txn, &present, &seen.epoch)? {
                let boot = boots::begin(txn, &token, now)?;
                recovery::begin(txn, opening, Some(seen.shared.clone()), boot, now, &mut Touched::new())?;
            }
            recovery::note_seen(txn, &seen)?;
            Ok(Present::read(txn)?.life)
        })?;
        self.lives(life);
        let mut evidence = self.evidence();
        if *evidence == Some(proof) {
            *evidence = None;
        }
        Ok(())
    }

    /// Until when the recovery window is open, if it is.
    ///
    /// # Errors
    /// When the store fails.
    pub fn recovering(&self) -> Result<Option<Instant>> {
        self.store.read(|txn| Ok(Present::read(txn)?.until))
    }

    /// Closes the recovery window, as [`Authority::run_due`] does when its time is over: what was held is judged. Returns what was
    /// touched. Stopped half-way, it goes on when called again.
    ///
    /// # Errors
    /// When the store fails before anything was judged; otherwise what was touched until then is returned.
    pub fn end_recovery(&self, now: Instant) -> Result<Touched> {
        let mut touched = Touched::new();
        match recovery::close(&*self.store, &self.judge(PersonId::from_bits(0), now), &mut touched) {
            Err(error) if touched.is_empty() => Err(error),
            _ => Ok(touched),
        }
    }

    /// What is known of each recovery of this data, the latest last.
    ///
    /// # Errors
    /// When the store fails.
    pub fn recoveries(&self) -> Result<Vec<Report>> {
        self.store.read(|txn| recovery::reports(txn))
    }

    /// The life of its data.
    pub fn life(&self) -> Life {
        self.shared.life.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn lives(&self, life: Life) {
        *self.shared.life.write().unwrap_or_else(PoisonError::into_inner) = life;
    }

    fn evidence(&self) -> MutexGuard<'_, Option<Seen>> {
        self.shared.evidence.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn judge(&self, actor: PersonId, now: Instant) -> Judge {
        Judge {
            key: self.key.clone(),
            actor,
            now,
            timers_held: self.shared.timers_held.load(Ordering::Relaxed),
            went_back: self.went_back(),
            on_purpose: self.shared.on_purpose.load(Ordering::Relaxed),
        }
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
        self.shared.timers_held.store(held, Ordering::Relaxed);
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
            let judge = self.judge(actor, now);
            let done = match (self.store).write(&partition.name(), move |txn| execute::run(txn, &judge, run)) {
                Ok(done) => done,
                Err(error) if results.is_empty() => return Err(error),
                Err(_) => break,
            };
            results.extend(done.results);
            touched.extend(done.touched);
            if let Some(seen) = done.evidence {
                *self.evidence() = Some(seen);
            }
            if done.stopped {
                break;
            }
        }
        Ok((results, touched))
    }

    /// What `actor` may see and what changed since their cursor. On a full disk too: what else a pull would write waits for the next.
    ///
    /// # Errors
    /// When the store fails.
    pub fn pull(&self, actor: PersonId, request: &PullRequest, now: Instant) -> Result<PullReply> {
        let (mut reply, origin) = (self.store).read(|txn| pull::pull(txn, &self.key, actor, request, now))?;
        match origin {
            Origin::Ours => {}
            Origin::News(_) if self.shared.on_purpose.load(Ordering::Relaxed) => {}
            Origin::Lost(seen) => {
                unless_full((self.store).write(&Partition::City.name(), move |txn| recovery::note_seen(txn, &seen)))?;
            }
            Origin::News(seen) => *self.evidence() = Some(seen),
        }
        if let Some(community) = request.lease.clone() {
            let partition = Partition::Community(community.as_str().into()).name();
            let leased = (self.store).write(&partition, move |txn| crate::number::lease(txn, actor, &community, now));
            reply.lease = unless_full(leased)?.flatten();
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
    /// timers are held. While a recovery window is open only erasures are done, and a window whose time is over is closed.
    ///
    /// # Errors
    /// When the store fails before anything was done; otherwise what was touched until then is returned.
    pub fn run_due(&self, now: Instant) -> Result<(Touched, bool)> {
        let mut touched = Touched::new();
        if self.shared.timers_held.load(Ordering::Relaxed) {
            return Ok((touched, false));
        }
        if let Some(until) = self.recovering()? {
            let more = until <= now;
            let done = if more {
                self.end_recovery(now)
            } else {
                recovery::erase(&*self.store, now)
            };
            return done.map(|touched| (touched, more));
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

/// What was written; nothing when the disk was full.
fn unless_full<T>(written: Result<T>) -> Result<Option<T>> {
    match written {
        Err(StoreError::Full) => Ok(None),
        other => other.map(Some),
    }
}
