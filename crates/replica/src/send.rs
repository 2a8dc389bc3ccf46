//! Getting the outbox out: numbers are given at first send, are on disk before anything leaves, and stay.

use doorstep_domain::{ClientId, Instant};
use doorstep_protocol::{
    Envelope, PullRequest, PushRequest,
    version::{COMMANDS, PULL_ROWS, PUSH_BYTES_MAX, SCHEMA},
};

use crate::{
    effect::Effect,
    entry::{Entry, EntryState},
    lease,
    link::{POLL, Standing},
    replica::Replica,
};

impl Replica {
    /// Starts whatever can start now.
    pub(crate) fn go_on(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        if self.link.ask_at.is_some_and(|at| at <= now) {
            self.ask_held();
        }
        if self.link.may_call(now) && !self.renewing {
            if self.link.may_push(now) && !self.link.pushing && self.entries.iter().any(Entry::is_ready) {
                self.number_and_send(effects);
            }
            // A pull beside a push would only show the state before it.
            if self.link.stale && !self.link.pulling && !self.link.pushing {
                self.link.stale = false;
                self.link.pulling = true;
                effects.push(Effect::Pull(self.pull_request()));
            }
        }
        if self.link.leader && self.link.standing == Standing::Fine {
            let under_way = self.link.pushing || self.link.pulling;
            let due = match self.link.tries_at(now, self.entries.iter().any(Entry::is_ready)) {
                Some(at) => at,
                // Its answer, or the lack of one, goes on.
                None if under_way => now.plus(POLL),
                None => self.synced().unwrap_or(now).plus(POLL),
            };
            let due = self.link.ask_at.map_or(due, |ask| due.min(ask));
            effects.push(Effect::Wake {
                at: due.max(now.plus(250)),
            });
        }
    }

    /// What the server holds is asked for again.
    pub(crate) fn ask_held(&mut self) {
        self.link.ask_at = None;
        for entry in &mut self.entries {
            entry.held = false;
        }
    }

    /// A wished-for moment has come.
    pub(crate) fn tick(&mut self, now: Instant) {
        if self.synced().is_none_or(|at| now.since(at) >= POLL || now < at) {
            self.link.stale = true;
        }
    }

    /// Gives numbers to what is sent for the first time; sends once they are on disk.
    fn number_and_send(&mut self, effects: &mut Vec<Effect>) {
        let client = self.meta.client;
        let mut numbered = Vec::new();
        let batch = self.link.batch;
        for entry in self.entries.iter_mut().filter(|e| e.is_ready()).take(batch) {
            if entry.sent_as.is_none_or(|(by, _)| by != client) {
                entry.sent_as = Some((client, self.meta.next_number));
                self.meta.next_number += 1;
                entry.state = EntryState::Sent;
                numbered.push(entry.clone());
            }
        }
        self.link.pushing = true;
        if numbered.is_empty() {
            self.send_numbered(effects);
        } else {
            self.push_after = Some(self.save(numbered, Vec::new(), effects));
        }
        effects.push(Effect::Render);
    }

    /// Sends the unanswered commands that have their number, in order, as many as fit.
    pub(crate) fn send_numbered(&mut self, effects: &mut Vec<Effect>) {
        let client = self.meta.client;
        let mut ready: Vec<(u64, &Entry)> = self
            .entries
            .iter()
            .filter(|e| e.is_unsent() && !e.held)
            .filter_map(|e| e.sent_as.filter(|(by, _)| *by == client).map(|(_, number)| (number, e)))
            .collect();
        doorstep_domain::sort::by_key(&mut ready, |(number, _)| *number);
        let (mut entries, mut bytes) = (Vec::new(), 0);
        // One that the disk refused holds up those behind it: numbers are used in order.
        for (_, entry) in ready.into_iter().take_while(|(_, e)| e.saved).take(self.link.batch) {
            let Some(envelope) = self.envelope(entry) else { continue };
            bytes += envelope.body.get().len() + 512;
            if bytes > PUSH_BYTES_MAX && !entries.is_empty() {
                break;
            }
            entries.push(envelope);
        }
        if entries.is_empty() {
            self.link.pushing = false;
            return;
        }
        effects.push(Effect::Push(PushRequest {
            actor: self.meta.person,
            entries,
        }));
    }

    /// An entry in its envelope; none when it never got a number or can't be written.
    pub(crate) fn envelope(&self, entry: &Entry) -> Option<Envelope> {
        let (client, number) = entry.sent_as?;
        Some(Envelope {
            schema: SCHEMA,
            version: COMMANDS,
            actor: self.meta.person,
            client,
            number,
            command_id: entry.command_id,
            device_time: entry.made,
            skew: self.meta.skew,
            // The body names them; nobody reads them here.
            blobs: Vec::new(),
            supersedes: entry.supersedes,
            receipt: entry.proof.clone(),
            body: self.rules.and_then(|rules| (rules.body)(&entry.command))?,
        })
    }

    fn pull_request(&self) -> PullRequest {
        let home = self.shown.entities.values().find_map(|e| match e {
            doorstep_domain::Entity::Person(p) if p.id == self.meta.person => {
                p.home.as_ref().map(|h| h.community.to_string()).or_else(|| {
                    p.grants.iter().find_map(|g| match &g.area {
                        doorstep_domain::Area::Community(c) | doorstep_domain::Area::Zone(c, _) => Some(c.to_string()),
                        doorstep_domain::Area::City => None,
                    })
                })
            }
            _ => None,
        });
        PullRequest {
            schema: SCHEMA,
            actor: self.meta.person,
            cursor: if self.staging.is_some() {
                self.staged.clone()
            } else {
                self.confirmed_meta.cursor.clone()
            },
            limit: PULL_ROWS,
            lease: home.filter(|community| lease::is_low(&self.meta, community)),
        }
    }

    /// A fresh client: every unanswered command gets a new number under it and keeps its id.
    pub(crate) fn renewed(&mut self, client: ClientId, effects: &mut Vec<Effect>) {
        self.renewing = false;
        self.meta.client = client;
        self.meta.next_number = 1;
        for entry in self.entries.iter_mut().filter(|e| e.is_unsent()) {
            entry.state = EntryState::Queued;
            entry.sent_as = None;
        }
        let put = self.entries.iter().filter(|e| e.is_unsent()).cloned().collect();
        self.save(put, Vec::new(), effects);
    }

    /// Asks for a fresh client, once.
    pub(crate) fn renew(&mut self, effects: &mut Vec<Effect>) {
        if !self.renewing {
            self.renewing = true;
            effects.push(Effect::NewClient);
        }
    }
}
