//! The replica: one person's data on one phone.

use std::collections::BTreeMap;

use doorstep_domain::{Actor, ClientId, CommandId, Entity, Instant, Key, PersonId, order::Order};

use crate::{
    Entities, Rules,
    confirmed::Confirmed,
    effect::Effect,
    entry::{Entry, EntryState, GivenUp},
    event::Event,
    link::Link,
    mark::Mark,
    optimistic::{Fate, Optimistic},
    stored::{ConfirmedMeta, Heard, OutboxMeta, Stored},
    world,
};

/// How long acknowledged commands are kept, in case a restore loses them (design.md).
const KEEP_SETTLED: i64 = 14 * doorstep_domain::time::DAY;

/// A write to the outbox under way.
#[derive(Debug)]
pub(crate) struct Saving {
    pub(crate) ticket: u64,
    pub(crate) put: Vec<CommandId>,
    pub(crate) remove: Vec<CommandId>,
}

/// One person's data on one phone.
#[derive(Debug)]
pub struct Replica {
    pub(crate) meta: OutboxMeta,
    pub(crate) entries: Vec<Entry>,
    pub(crate) confirmed: Confirmed,
    pub(crate) confirmed_meta: ConfirmedMeta,
    /// A reset under way: swapped in with its last page.
    pub(crate) staging: Option<Confirmed>,
    /// Where the next page of that reset begins.
    pub(crate) staged: Option<String>,
    pub(crate) shown: Optimistic,
    pub(crate) link: Link,
    pub(crate) next_ticket: u64,
    /// Writes to the outbox under way.
    pub(crate) saving: Vec<Saving>,
    /// Entries that are gone here and that the disk refused to remove.
    pub(crate) unremoved: Vec<CommandId>,
    /// The disk refused a part of the confirmed state: what is stored there is older than its cursor will be, so all of it goes again.
    pub(crate) confirmed_torn: bool,
    /// A push that waits for the write that stores its numbers.
    pub(crate) push_after: Option<u64>,
    /// A new client id was asked for; nothing is sent until it comes.
    pub(crate) renewing: bool,
    /// The disk refused the last write.
    pub(crate) disk_failed: bool,
    /// Orders that were parted with here and not on disk yet: only the tab that sends writes.
    pub(crate) parted: Vec<Key>,
    /// The server's clock as it was last written.
    pub(crate) heard_saved: Option<Instant>,
    /// What a command does, once its code is here.
    pub(crate) rules: Option<Rules>,
}

impl Replica {
    /// A replica as it was stored, or fresh.
    pub fn open(stored: Stored) -> Self {
        Self::open_with(stored, Some(Rules::standard()))
    }

    /// The same, with rules that are here or none: it then shows and pulls, and sends nothing before it is told them
    /// ([`Self::learn`]). Where entries are stored their rules are here, since nothing else reads them.
    pub fn open_with(stored: Stored, rules: Option<Rules>) -> Self {
        let mut entries = stored.entries;
        for entry in &mut entries {
            entry.saved = true;
        }
        let mut confirmed_meta = stored.confirmed_meta;
        if confirmed_meta.heard.is_none() {
            // Written before a build knew of it: the last pull tells as much.
            let skew = stored.outbox_meta.skew.unwrap_or(0);
            confirmed_meta.heard = confirmed_meta.synced.map(|device| Heard {
                server: device.plus(skew),
                device,
                said: device.plus(skew),
            });
        }
        let mut replica = Self {
            meta: stored.outbox_meta,
            entries,
            confirmed: Confirmed::new(stored.entities),
            confirmed_meta,
            staging: None,
            staged: None,
            shown: Optimistic::default(),
            link: Link {
                batch: doorstep_protocol::version::PUSH_ENTRIES_MAX,
                stale: true,
                ..Link::default()
            },
            next_ticket: 1,
            saving: Vec::new(),
            unremoved: Vec::new(),
            confirmed_torn: false,
            push_after: None,
            renewing: false,
            disk_failed: false,
            parted: Vec::new(),
            heard_saved: None,
            rules,
        };
        replica.replay();
        replica
    }

    /// The rules have come.
    pub fn learn(&mut self, rules: Rules) {
        if self.rules.replace(rules).is_none() {
            self.replay();
        }
    }

    /// What a fresh phone stores for `person`.
    pub fn fresh(person: PersonId, client: ClientId) -> Stored {
        Stored {
            outbox_meta: OutboxMeta {
                person,
                client,
                next_number: 1,
                leases: BTreeMap::new(),
                skew: None,
            },
            entries: Vec::new(),
            confirmed_meta: ConfirmedMeta::default(),
            entities: Vec::new(),
        }
    }

    /// Takes what happened at `now` (device clock) and says what to do.
    pub fn update(&mut self, event: Event, now: Instant) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(heard) = &mut self.confirmed_meta.heard {
            heard.go_on(now);
        }
        let looks = matches!(
            event,
            Event::Tick | Event::Leader(_) | Event::Pulled(_) | Event::ConfirmedSeen(..)
        );
        match event {
            Event::Ask { command, command_id } => self.ask(*command, command_id, None, now, &mut effects),
            Event::Again {
                parked,
                command_id,
                edited,
            } => self.again(parked, command_id, edited, now, &mut effects),
            Event::Discard { command_id, why } => self.discard(command_id, why, now, &mut effects),
            Event::OutboxSaved { ticket } => self.saved(ticket, &mut effects),
            Event::OutboxFailed { ticket } => self.save_failed(ticket, &mut effects),
            Event::ConfirmedFailed => self.confirmed_torn = true,
            Event::DiskLost => self.disk_lost(&mut effects),
            Event::Pushed(Ok(reply)) => self.push_answered(reply, now, &mut effects),
            Event::Pulled(Ok(reply)) => self.pull_answered(reply, now, &mut effects),
            Event::Pushed(Err(failure)) => self.push_failed(failure, now, &mut effects),
            Event::Pulled(Err(failure)) => self.pull_failed(failure, now, &mut effects),
            Event::News => self.link.stale = true,
            Event::Nudge => {
                self.link.stale = true;
                self.link.retry_at = None;
                self.link.failures = 0;
                self.save_again(&mut effects);
                self.ask_held();
            }
            Event::Lost => {
                self.link.online = false;
                self.link.unsure = self.link.pushing || self.link.pulling;
                effects.push(Effect::Render);
            }
            Event::Tick => {
                self.tick(now);
                self.save_again(&mut effects);
            }
            Event::Client(client) => self.renewed(client, &mut effects),
            Event::Leader(leader) => {
                self.link.leader = leader;
                if leader {
                    self.go_again(false, &mut effects);
                }
            }
            Event::MetaSeen(meta) => self.meta = *meta,
            Event::OutboxSeen(entries) => self.seen(entries, &mut effects),
            Event::OutboxGone(id) => {
                self.entries.retain(|e| e.command_id != id);
                self.changed(&mut effects);
            }
            Event::ConfirmedSeen(entities, meta) => {
                self.confirmed = Confirmed::new(entities);
                self.confirmed_meta = *meta;
                self.changed(&mut effects);
            }
            Event::LineSeen(line) => {
                self.link.told(line);
                effects.push(Effect::Render);
            }
            Event::SignedIn => {
                self.link.signed_in();
                effects.push(Effect::Render);
            }
        }
        if looks {
            self.part_with(&mut effects);
        }
        self.go_on(now, &mut effects);
        effects
    }

    /// Whose data it is.
    pub const fn person(&self) -> PersonId {
        self.meta.person
    }

    /// The actor this person is now, as far as the phone knows.
    pub fn actor(&self, now: Instant) -> Actor {
        world::actor(&self.shown.entities, self.meta.person, self.server_time(now))
    }

    /// What the screen shows: confirmed state with pending commands replayed.
    pub const fn shown(&self) -> &Entities {
        &self.shown.entities
    }

    /// Only what the server has confirmed.
    pub const fn confirmed(&self) -> &Confirmed {
        &self.confirmed
    }

    /// The orders shown, in no particular order.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.shown.entities.values().filter_map(|e| {
            if let Entity::Order(order) = e {
                Some(&**order)
            } else {
                None
            }
        })
    }

    /// Unsent, unanswered and parked commands, oldest first: the outbox page.
    pub fn outbox(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| e.is_unsent() || e.parked().is_some())
    }

    /// What the person gave up in the last fourteen days, oldest first.
    pub fn given_up(&self) -> impl Iterator<Item = (&Entry, &GivenUp)> {
        self.entries.iter().filter_map(|e| Some((e, e.given_up()?)))
    }

    /// Every entry on this phone, settled ones included.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What the phone expects of a pending command.
    pub fn fate(&self, command_id: CommandId) -> Option<&Fate> {
        self.shown
            .fates
            .iter()
            .find(|(id, _)| *id == command_id)
            .map(|(_, fate)| fate)
    }

    /// The line to the server.
    pub const fn link(&self) -> &Link {
        &self.link
    }

    /// The last complete pull, by the phone's clock.
    pub const fn synced(&self) -> Option<Instant> {
        self.confirmed_meta.synced
    }

    /// The life of the server's data that the confirmed state belongs to; empty before the first pull.
    pub fn epoch(&self) -> &str {
        &self.confirmed_meta.epoch
    }

    /// Server clock minus phone clock, if it was ever measured.
    pub const fn skew(&self) -> Option<i64> {
        self.meta.skew
    }

    /// Rows the server sent that this build could not read.
    pub const fn unreadable(&self) -> u32 {
        self.confirmed_meta.unreadable
    }

    /// The disk refused the last write: what was just entered is only in memory.
    pub const fn disk_failed(&self) -> bool {
        self.disk_failed
    }

    /// The best estimate of the server's clock.
    pub fn server_time(&self, now: Instant) -> Instant {
        now.plus(self.meta.skew.unwrap_or(0))
    }

    /// The sync mark of an entity: that of the newest command about it that has no receipt in favour. A refusal stands until the
    /// person has dealt with it, whatever went through since.
    pub fn mark(&self, key: &Key) -> Mark {
        let unsent = |e: &Entry| e.is_unsent() && e.proof.is_none();
        let waiting = |e: &&Entry| e.command.key() == *key && (unsent(e) || e.parked().is_some());
        let Some(entry) = self.entries.iter().rev().find(waiting) else {
            return Mark::Received;
        };
        match &entry.state {
            EntryState::Parked(parked) => Mark::Refused {
                command_id: entry.command_id,
                reason: parked.reason.clone(),
            },
            _ if !entry.saved => Mark::Local,
            _ if self.fate(entry.command_id) == Some(&Fate::Provisional) => Mark::Provisional,
            _ => Mark::Queued,
        }
    }

    /// Computes what the screen shows anew.
    pub(crate) fn replay(&mut self) {
        self.shown = Optimistic::replay(
            &self.confirmed,
            &self.entries,
            self.meta.person,
            self.meta.skew.unwrap_or(0),
            self.rules,
        );
    }

    /// Entries or confirmed state changed.
    pub(crate) fn changed(&mut self, effects: &mut Vec<Effect>) {
        self.replay();
        effects.push(Effect::Render);
    }

    /// Forgets acknowledged commands that no restore can lose any more, and what was given up as long ago.
    pub(crate) fn forget_settled(&mut self, now: Instant) -> Vec<CommandId> {
        // A phone whose clock is set ahead forgets nothing early: what the server received counts by the server's clock.
        let server = self.server_time(now);
        let over = |e: &Entry| match &e.state {
            EntryState::Settled(receipt) => Some(server.since(receipt.at)),
            EntryState::GivenUp(given_up) => Some(now.since(given_up.at)),
            _ => None,
        };
        let old = |e: &Entry| over(e).is_some_and(|age| age > KEEP_SETTLED);
        let gone: Vec<_> = self.entries.iter().filter(|e| old(e)).map(|e| e.command_id).collect();
        self.entries.retain(|e| !old(e));
        gone
    }

    /// Entries another tab wrote.
    fn seen(&mut self, entries: Vec<Entry>, effects: &mut Vec<Effect>) {
        for mut entry in entries {
            entry.saved = true;
            match self.entries.iter_mut().find(|e| e.command_id == entry.command_id) {
                Some(known) => *known = entry,
                None => self.entries.push(entry),
            }
        }
        self.changed(effects);
    }
}
