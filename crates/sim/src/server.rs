//! The server of a run: the real authority over a store, with sessions, a clock that can be set, and everything that can happen to a
//! machine.

use std::{collections::BTreeMap, sync::Arc};

use doorstep_authority::{Authority, Clock, Life, MacKey, Storage as _, StoreError, Touched};
use doorstep_domain::{ClientId, Command, CommandId, Entity, Instant, Key, PersonId};
use doorstep_protocol::{
    Envelope, PullReply, PullRequest, PushReply, PushRequest, PushResult,
    version::{COMMANDS, SCHEMA},
};
use doorstep_replica::Failure;
use serde_json::value::RawValue;

use crate::{
    history::{History, Input},
    keep::Keep,
    plant::Plant,
    planted_store::PlantedStore,
    town::{self, OPERATOR},
};

/// How a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// Good.
    Open,
    /// Ran out: everything is kept until its person signs in again.
    Expired,
    /// Ended on purpose.
    Revoked,
}

/// The server.
pub struct Server<K: Keep> {
    pub(crate) keep: K,
    /// The authority; none only while it is being started.
    pub(crate) authority: Option<Authority<PlantedStore<K::Store>>>,
    pub(crate) plant: Plant,
    clock: Clock,
    /// The server's clock minus true time.
    pub skew: i64,
    /// The same of the time it judges by, at the last look.
    pub(crate) judged: i64,
    /// When it is back, in true time; it answers nothing before.
    pub down_until: Option<Instant>,
    /// Until when it is too old to understand the phones, in true time.
    pub old_until: Option<Instant>,
    /// Sessions by number.
    pub sessions: Vec<(PersonId, Session)>,
    /// What devices left behind that were signed out on purpose.
    pub quarantine: BTreeMap<usize, Vec<CommandId>>,
    pub(crate) operator: (ClientId, u64),
    /// With the mistake of answering too early: what a kill leaves.
    on_disk: Option<K::Copy>,
    pub(crate) backup: Option<K::Copy>,
    words: u64,
    pub(crate) ids: u128,
}

type Answered<T> = Result<T, Failure>;

impl<K: Keep> Server<K> {
    /// A server with its city, its people and their consents.
    ///
    /// # Errors
    /// When the store fails.
    pub fn found(
        plant: Plant,
        people: &[town::Who],
        past: [u64; 2],
        now: Instant,
        history: &mut History,
    ) -> Result<Self, StoreError> {
        let (keep, store) = K::new()?;
        let mut server = Self {
            keep,
            authority: None,
            plant,
            clock: Clock::default(),
            skew: 0,
            judged: 0,
            down_until: None,
            old_until: None,
            sessions: Vec::new(),
            quarantine: BTreeMap::new(),
            operator: (ClientId::from_bits(1), 0),
            on_disk: None,
            backup: None,
            words: 0,
            ids: 1 << 100,
        };
        server.start(store, now)?;
        server.authority().install(operator(), now)?;
        town::age(&**server.authority().store(), past, now)?;
        for command in town::founding(people) {
            server.does(OPERATOR, &command, now, history)?;
        }
        for who in people {
            for command in town::consents(who.person) {
                server.does(who.person, &command, now, history)?;
            }
        }
        Ok(server)
    }

    pub(crate) fn start(&mut self, store: K::Store, now: Instant) -> Result<(), StoreError> {
        let life = Life {
            epoch: self.word("e"),
            boot: self.word("b"),
        };
        let store = Arc::new(PlantedStore::new(store, self.plant));
        let now = now.plus(self.judged);
        self.authority = Some(Authority::start(store, MacKey::new(vec![9; 32]), life, now)?);
        self.clock = Clock::default();
        Ok(())
    }

    /// A word that was not used before.
    pub(crate) fn word(&mut self, letter: &str) -> String {
        self.words += 1;
        format!("{letter}{}", self.words)
    }

    /// The authority.
    ///
    /// # Panics
    /// Never: it is missing only inside of `stop`.
    pub fn authority(&self) -> &Authority<PlantedStore<K::Store>> {
        self.authority
            .as_ref()
            .unwrap_or_else(|| unreachable!("the server is started"))
    }

    pub(crate) fn stop(&mut self) -> Option<K::Store> {
        let authority = self.authority.take()?;
        let store = Arc::clone(authority.store());
        drop(authority);
        Arc::into_inner(store).map(|planted| planted.inner)
    }

    /// Kills the process and starts it again.
    ///
    /// # Errors
    /// When the store does not open.
    pub fn kill(&mut self, now: Instant) -> Result<(), StoreError> {
        // A machine that starts believes its clock, so whoever starts it looks at the clock.
        self.skew = self.skew.min(0);
        self.judged = self.skew;
        if let Some(store) = self.stop() {
            let store = match self.on_disk.take() {
                Some(copy) => self.keep.put_back(store, &copy)?,
                None => self.keep.restart(store)?,
            };
            self.start(store, now)?;
        }
        Ok(())
    }

    /// The time it judges by at the true time `now`.
    pub const fn time(&self, now: Instant) -> Instant {
        now.plus(self.judged)
    }

    /// Lets deadlines pass.
    ///
    /// # Errors
    /// When the store fails.
    pub fn tick(&mut self, now: Instant, history: &mut History) -> Result<Touched, StoreError> {
        let mut touched = Touched::new();
        if self.is_down(now) {
            return Ok(touched);
        }
        let reading = self.clock.read(now.plus(self.skew), now.0);
        self.judged = reading.now.since(now);
        self.notice(now, history)?;
        self.authority().hold_timers(!reading.timers);
        loop {
            history.deadlines(reading.now, !reading.timers);
            let (scopes, more) = self.authority().run_due(reading.now)?;
            touched.extend(scopes);
            if !more {
                return Ok(touched);
            }
        }
    }

    /// An operator has looked at the clock, and it is right.
    pub fn trust_clock(&mut self) {
        self.skew = 0;
        self.judged = 0;
        self.clock = Clock::default();
        self.authority().hold_timers(false);
    }

    /// Whether it answers nothing.
    pub fn is_down(&self, now: Instant) -> bool {
        self.down_until.is_some_and(|until| now < until)
    }

    pub(crate) fn admit(&self, session: usize, actor: PersonId, now: Instant) -> Answered<()> {
        if self.is_down(now) {
            return Err(Failure::Unreachable);
        }
        match self.sessions.get(session) {
            Some((person, Session::Open)) if *person == actor => {}
            Some((_, Session::Revoked)) => return Err(Failure::Revoked),
            _ => return Err(Failure::Reauth),
        }
        if self.old_until.is_some_and(|until| now < until) {
            return Err(Failure::Upgrade);
        }
        Ok(())
    }

    /// `POST /api/push`.
    ///
    /// # Errors
    /// What the phone hears instead of an answer.
    pub fn push(
        &mut self,
        session: usize,
        request: PushRequest,
        now: Instant,
        history: &mut History,
    ) -> Answered<(PushReply, Touched)> {
        self.admit(session, request.actor, now)?;
        if self.plant == Plant::ReceiptBeforeCommit && self.on_disk.is_none() {
            self.on_disk = self.keep.copy(&self.authority().store().inner).ok();
        }
        let at = judging_time(self.plant, &request.entries, self.time(now));
        let (mut results, touched) = self.judge(request.actor, request.entries, at, now, history)?;
        if self.plant == Plant::ShiftedAnswers && results.len() > 1 {
            let last = results[0].outcome.clone();
            for place in 1..results.len() {
                results[place - 1].outcome = results[place].outcome.clone();
            }
            if let Some(end) = results.last_mut() {
                end.outcome = last;
            }
        }
        let stamp = self.authority().life().stamp(self.time(now));
        Ok((PushReply { stamp, results }, touched))
    }

    fn judge(
        &self,
        actor: PersonId,
        mut entries: Vec<Envelope>,
        at: Instant,
        now: Instant,
        history: &mut History,
    ) -> Answered<(Vec<PushResult>, Touched)> {
        let given = entries.clone();
        if self.plant == Plant::SkipGaps {
            self.close_gaps(&mut entries);
        }
        let judged = self.authority().push(actor, entries, at);
        let (results, touched) = judged.map_err(|_| Failure::Unreachable)?;
        history.judged(actor, given, &results, self.time(now));
        Ok((results, touched))
    }

    /// The mistake of a server that takes whatever number comes for the next one.
    fn close_gaps(&self, entries: &mut [Envelope]) {
        for (number, entry) in (0..).zip(entries.iter_mut()) {
            let client = entry.client;
            let known = self.authority().store().read(|txn| txn.client(client));
            let last = known.ok().flatten().map_or(0, |row| row.last_number);
            if entry.number > last + 1 + number {
                entry.number = last + 1 + number;
            }
        }
    }

    /// `POST /api/pull`.
    ///
    /// # Errors
    /// What the phone hears instead of an answer.
    pub fn pull(
        &mut self,
        session: usize,
        request: &PullRequest,
        now: Instant,
        history: &mut History,
    ) -> Answered<PullReply> {
        self.admit(session, request.actor, now)?;
        if request.lease.is_some() {
            history.inputs.push(Input::Lease {
                actor: request.actor,
                request: request.clone(),
                at: self.time(now),
            });
        }
        let reply = self.authority().pull(request.actor, request, self.time(now));
        let mut reply = reply.map_err(|_| Failure::Unreachable)?;
        if matches!(self.plant, Plant::CodeOnThePhone | Plant::AddressInThePool) {
            self.leak(&mut reply);
        }
        Ok(reply)
    }

    /// The mistakes that show a member what they must not know.
    fn leak(&self, reply: &mut PullReply) {
        for row in &mut reply.rows {
            let Some(Entity::Order(mut seen)) = row.entity() else {
                continue;
            };
            let partition = format!("c:{}", seen.community);
            let Ok(Some(Entity::Order(whole))) = self.authority().entity(&partition, &row.key) else {
                continue;
            };
            if self.plant == Plant::CodeOnThePhone && !seen.contact.is_hidden() {
                seen.code = whole.code;
            } else if self.plant == Plant::AddressInThePool {
                seen.contact = whole.contact;
            }
            row.body = serde_json::value::to_raw_value(&Entity::Order(seen)).ok();
        }
    }

    /// A command of somebody at the server itself: the operator, or what happened before the run.
    ///
    /// # Errors
    /// When the store fails.
    pub fn does(
        &mut self,
        actor: PersonId,
        command: &Command,
        now: Instant,
        history: &mut History,
    ) -> Result<Touched, StoreError> {
        self.ids += 1;
        let client = if actor == OPERATOR {
            self.operator.1 += 1;
            self.operator
        } else {
            (ClientId::from_bits(self.ids << 8), 1)
        };
        let envelope = Envelope {
            schema: SCHEMA,
            version: COMMANDS,
            actor,
            client: client.0,
            number: client.1,
            command_id: CommandId::from_bits(self.ids),
            device_time: self.time(now),
            skew: Some(0),
            blobs: Vec::new(),
            supersedes: None,
            receipt: None,
            body: RawValue::from_string(serde_json::to_string(command)?)?,
        };
        let at = self.time(now);
        let (results, touched) = self.authority().push(actor, vec![envelope.clone()], at)?;
        history.judged(actor, vec![envelope], &results, at);
        Ok(touched)
    }

    /// An entity as it is stored.
    ///
    /// # Errors
    /// When the store fails.
    pub fn entity(&self, partition: &str, key: &Key) -> Result<Option<Entity>, StoreError> {
        self.authority().entity(partition, key)
    }
}

/// The time by which commands are judged: the server's, unless that is the mistake.
pub fn judging_time(plant: Plant, entries: &[Envelope], at: Instant) -> Instant {
    match entries.first() {
        Some(first) if plant == Plant::TrustDeviceTime => first.device_time,
        _ => at,
    }
}

/// The first operator, whom no command made.
pub fn operator() -> Entity {
    let grant = town::grant(doorstep_domain::Role::Operator, doorstep_domain::Area::City);
    Entity::Person(Box::new(town::person(OPERATOR, None, vec![grant])))
}
