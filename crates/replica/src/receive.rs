//! What the server says: outcomes, pages, and nothing at all.

use doorstep_domain::{
    Command, Entity, Instant, Key, Reason,
    order::{Act, OrderCommand},
    time::MINUTE,
};
use doorstep_protocol::{Outcome, PullReply, PushReply, Receipt, Stamp};

use crate::{
    confirmed::Confirmed,
    effect::Effect,
    entry::{Entry, EntryState, Parked},
    event::Failure,
    link::{Standing, Trouble},
    replica::Replica,
    stored::{ConfirmedMeta, Heard},
};

/// How long a command waits that the server does not understand: an update of the app or of the server takes a while.
const UPGRADE_WAIT: i64 = 10 * MINUTE;

impl Replica {
    /// A push was answered.
    pub(crate) fn push_answered(&mut self, reply: PushReply, now: Instant, effects: &mut Vec<Effect>) {
        self.link.push_is_back();
        self.link.reached();
        self.link.has_room(true);
        self.link.stale = true;
        self.measure(&reply.stamp, now);
        let mut put = Vec::new();
        for result in reply.results {
            let Some(at) = self
                .entries
                .iter()
                .position(|e| e.command_id == result.command_id && e.is_unsent())
            else {
                continue;
            };
            if let Outcome::Deferred { retry_ms } = result.outcome {
                // The rest goes on; this one is asked for again.
                self.entries[at].held = true;
                self.link.ask_at = Some(now.plus(i64::from(retry_ms)));
            } else if matches!(result.outcome, Outcome::Fork) && self.is_anothers(at) {
                self.entries[at].becomes(EntryState::Parked(Parked { reason: None, at: now }));
                put.push(self.entries[at].clone());
                self.renew(effects);
            } else if let Some(state) = self.judged(result.outcome, now, effects) {
                self.entries[at].becomes(state);
                self.entries[at].answered_by = Some(reply.stamp.boot.clone());
                put.push(self.entries[at].clone());
            }
        }
        if !put.is_empty() {
            self.save(put, Vec::new(), effects);
        }
        self.changed(effects);
    }

    /// A fork: whether it is the id and not the number that was used for something else. A fresh client has no numbers to be wrong
    /// about, so the second fork of one entry says so; asking for ever would help nobody.
    fn is_anothers(&mut self, at: usize) -> bool {
        core::mem::replace(&mut self.entries[at].forked, true)
    }

    /// The state an outcome puts an entry in; none leaves it as it is.
    fn judged(&mut self, outcome: Outcome, now: Instant, effects: &mut Vec<Effect>) -> Option<EntryState> {
        let parked = |reason: Option<Reason>| Some(EntryState::Parked(Parked { reason, at: now }));
        match outcome {
            Outcome::Applied { receipt } => Some(self.acknowledged(receipt)),
            Outcome::Already { first } => self.judged(*first, now, effects),
            Outcome::Rejected { reason, .. } => parked(Some(reason)),
            Outcome::Faulted { .. } => parked(None),
            Outcome::Gap { expected } => {
                self.fill_gap(expected, effects);
                None
            }
            Outcome::Fork => {
                self.renew(effects);
                None
            }
            // Only around another outcome, which no server does.
            Outcome::Deferred { .. } => None,
            Outcome::Upgrade | Outcome::Unknown => {
                self.link.standing = Standing::Upgrade;
                self.link.retry_at = Some(now.plus(UPGRADE_WAIT));
                None
            }
        }
    }

    /// An acknowledged command is settled once the cursor has passed it.
    fn acknowledged(&self, receipt: Receipt) -> EntryState {
        if covers(&self.confirmed_meta, &receipt) && self.staging.is_none() {
            EntryState::Settled(receipt)
        } else {
            EntryState::Acknowledged(receipt)
        }
    }

    /// The server misses earlier numbers of this client. What the phone still has goes again in order; if something of it is no
    /// longer here, the numbering starts over.
    fn fill_gap(&mut self, expected: u64, effects: &mut Vec<Effect>) {
        let client = self.meta.client;
        let upto = self.meta.next_number;
        let has = |number: u64| {
            self.entries
                .iter()
                .any(|e| e.sent_as == Some((client, number)) && (e.is_unsent() || e.receipt().is_some()))
        };
        if !(expected..upto).all(has) {
            self.renew(effects);
            return;
        }
        for entry in &mut self.entries {
            if entry
                .sent_as
                .is_some_and(|(by, number)| by == client && number >= expected)
            {
                entry.go_again();
            }
        }
    }

    /// A page came.
    pub(crate) fn pull_answered(&mut self, reply: PullReply, now: Instant, effects: &mut Vec<Effect>) {
        self.link.pull_is_back();
        self.link.reached();
        self.link.has_room(!reply.full);
        self.measure(&reply.stamp, now);
        if let Some(lease) = reply.lease.clone() {
            self.meta.leases.insert(lease.community.clone(), lease);
            self.save(Vec::new(), Vec::new(), effects);
        }
        let lost = self.went_back(&reply);
        if reply.reset {
            self.staging = Some(Confirmed::default());
        }
        let mut meta = self.confirmed_meta.clone();
        meta.cursor = Some(reply.cursor);
        meta.epoch.clone_from(&reply.stamp.epoch);
        let saved = if let Some(staging) = &mut self.staging {
            let change = staging.apply(&reply.rows);
            meta.unreadable = change.unreadable + if reply.reset { 0 } else { meta.unreadable };
            if reply.more {
                // Pages of a reset stay in memory: until the last one, the old state is what is shown and stored.
                self.confirmed_meta.unreadable = meta.unreadable;
                self.staged = meta.cursor.take();
                None
            } else {
                self.confirmed = self.staging.take().unwrap_or_default();
                self.staged = None;
                Some((true, self.confirmed.iter().cloned().collect(), Vec::new()))
            }
        } else {
            let change = self.confirmed.apply(&reply.rows);
            meta.unreadable += change.unreadable;
            Some((false, change.put, change.remove))
        };
        if let Some((clear, put, remove)) = saved {
            meta.upto = reply.upto;
            if !reply.more {
                meta.synced = Some(now);
                if let Some(heard) = &mut meta.heard {
                    heard.said = reply.stamp.now;
                }
                // By another estimate of its clock the phone let go of what the server still shows.
                if meta
                    .hid
                    .take()
                    .is_some_and(|until| reply.stamp.now.plus(MINUTE) < until)
                {
                    meta.cursor = None;
                    self.link.stale = true;
                }
            }
            self.heard_saved = meta.heard.map(|h| h.server);
            self.confirmed_meta = meta.clone();
            // What the disk refused before is missing there for good if only the news is written.
            self.confirmed_torn &= !clear;
            if !self.confirmed_torn {
                effects.push(Effect::SaveConfirmed {
                    clear,
                    put,
                    remove,
                    meta,
                });
            }
            self.save_again(effects);
            self.doubt(&reply.stamp.boot, effects);
            self.settle(now, effects);
        }
        if lost || self.staging.is_none() {
            self.go_again(lost, effects);
        }
        self.link.stale |= reply.more;
        self.changed(effects);
    }

    /// Whether the server's data went back within one life: behind a sequence that was seen.
    fn went_back(&self, reply: &PullReply) -> bool {
        let known = &self.confirmed_meta;
        let behind = |(partition, seq)| known.upto.get(partition).is_some_and(|seen| seen > seq);
        reply.reset && !reply.more && known.epoch == reply.stamp.epoch && reply.upto.iter().any(behind)
    }

    /// The server may have lost what it acknowledged in another life, or all of it: it goes again, in the order in which it was
    /// done, under a fresh client and with the same ids, so that what the server still has is recognised. Entries are as they
    /// were on disk until the fresh client is, so a phone that dies here begins again.
    pub(crate) fn go_again(&mut self, all: bool, effects: &mut Vec<Effect>) {
        let epoch = &self.confirmed_meta.epoch;
        let lost = |e: &Entry| e.receipt().is_some_and(|r| all || r.epoch != *epoch);
        if epoch.is_empty() || !self.entries.iter().any(lost) {
            return;
        }
        let (mut again, rest): (Vec<Entry>, Vec<Entry>) =
            core::mem::take(&mut self.entries).into_iter().partition(lost);
        doorstep_domain::sort::by_key(&mut again, |e| e.receipt().map(|r| (r.at, r.seq)));
        for entry in &mut again {
            entry.go_again();
            entry.sent_as = None;
        }
        again.extend(rest);
        self.entries = again;
        self.renew(effects);
        self.changed(effects);
    }

    /// Another start of the server than the one that gave a receipt may stand on data from before it, and may have given its
    /// sequence to something else: what no cursor has reached yet is asked for once more. Nearly always the answer is that it is there.
    fn doubt(&mut self, boot: &str, effects: &mut Vec<Effect>) {
        let mut put = Vec::new();
        for entry in &mut self.entries {
            if matches!(entry.state, EntryState::Acknowledged(_)) && entry.answered_by.as_deref() != Some(boot) {
                entry.go_again();
                put.push(entry.clone());
            }
        }
        if !put.is_empty() {
            self.save(put, Vec::new(), effects);
        }
    }

    /// Acknowledged commands that the cursor has reached are settled; very old ones are forgotten.
    fn settle(&mut self, now: Instant, effects: &mut Vec<Effect>) {
        let mut put = Vec::new();
        for entry in &mut self.entries {
            if let EntryState::Acknowledged(receipt) = &entry.state
                && covers(&self.confirmed_meta, receipt)
            {
                let receipt = receipt.clone();
                entry.becomes(EntryState::Settled(receipt));
                learn_number(&mut entry.command, &self.confirmed);
                put.push(entry.clone());
            }
        }
        put.extend(self.forget_health());
        let gone = self.forget_settled(now);
        if !put.is_empty() || !gone.is_empty() {
            self.save(put, gone, effects);
        }
    }

    /// What was ordered is kept in case the server loses it, its health note only while the person's consent to it is seen here. After
    /// a restore such an order comes without its note.
    fn forget_health(&mut self) -> Vec<Entry> {
        let mut put = Vec::new();
        for entry in self
            .entries
            .iter_mut()
            .filter(|e| !e.is_unsent() && e.parked().is_none())
        {
            if let Command::Order(OrderCommand {
                act: Act::Place(placing),
                ..
            }) = &mut entry.command
                && !placing.health.is_empty()
            {
                let resident = self.confirmed.get(&Key::person(placing.resident));
                let consents = matches!(resident, Some(Entity::Person(p)) if p.consents.health.is_some());
                if !consents {
                    placing.health.clear();
                    put.push(entry.clone());
                }
            }
        }
        put
    }

    /// A push gave no answer: whether the server has it is unknown, so the same goes again under the same numbers.
    pub(crate) fn push_failed(&mut self, failure: Failure, now: Instant, effects: &mut Vec<Effect>) {
        let of_before = self.link.push_is_back();
        if failure == Failure::TooLarge {
            if self.link.batch > 1 {
                self.link.batch = (self.link.batch / 2).max(1);
            } else if let Some(entry) = self.entries.iter_mut().find(|e| e.is_unsent()) {
                let reason = Some(doorstep_domain::Code::TooLarge.into());
                entry.state = EntryState::Parked(Parked { reason, at: now });
                let put = vec![entry.clone()];
                self.save(put, Vec::new(), effects);
                self.renew(effects);
            }
        }
        self.failed(failure, of_before, now, effects);
    }

    /// A pull gave no answer.
    pub(crate) fn pull_failed(&mut self, failure: Failure, now: Instant, effects: &mut Vec<Effect>) {
        let of_before = self.link.pull_is_back();
        self.link.stale = true;
        if let Failure::Full { until } = failure {
            self.link.wait = Some(until);
        }
        self.failed(failure, of_before, now, effects);
    }

    fn failed(&mut self, failure: Failure, of_before: bool, now: Instant, effects: &mut Vec<Effect>) {
        match failure {
            // About the session before this one, and nothing is lost for a session that holds.
            Failure::Reauth | Failure::Revoked if of_before => {}
            Failure::Unreachable => self.link.failed(now, self.meta.client),
            Failure::Busy { until } => self.link.wait = Some(until),
            Failure::Full { until } => self.link.turned_away(Trouble::Full, until, now, self.meta.client),
            Failure::Starting { until } => self.link.turned_away(Trouble::Starting, until, now, self.meta.client),
            Failure::Reauth => self.link.standing = Standing::Reauth,
            Failure::Upgrade => self.link.standing = Standing::Upgrade,
            Failure::TooLarge => {}
            Failure::Revoked => {
                self.link.standing = Standing::Revoked;
                effects.push(Effect::Wipe { sealed: self.sealed() });
            }
        }
        self.changed(effects);
    }

    /// Measures the difference of the clocks.
    fn measure(&mut self, stamp: &Stamp, now: Instant) {
        self.meta.skew = Some(stamp.now.since(now));
        let said = self.confirmed_meta.heard.map_or(Instant(i64::MIN), |h| h.said);
        self.confirmed_meta.heard = Some(Heard {
            server: stamp.now,
            device: now,
            said,
        });
    }
}

/// Whether a cursor at `upto` shows the effect of what `receipt` stands for.
fn covers(meta: &ConfirmedMeta, receipt: &Receipt) -> bool {
    // A partition the person does not read will never bring the effect; waiting for it would wait for ever.
    let reached = (meta.upto.get(&receipt.partition)).map_or(!meta.upto.is_empty(), |seq| *seq >= receipt.seq);
    reached && meta.epoch == receipt.epoch
}

/// The number that an order got: should a restore lose it, it is placed again under the same.
fn learn_number(command: &mut Command, confirmed: &Confirmed) {
    if let Command::Order(OrderCommand {
        order,
        act: Act::Place(placing),
        ..
    }) = command
        && let Some(Entity::Order(known)) = confirmed.get(&Key::order(*order))
    {
        placing.number.clone_from(&known.number);
    }
}

#[cfg(test)]
mod tests {
    use doorstep_domain::{ClientId, PersonId};

    use crate::{Effect, Event, Failure, Replica, Standing};

    const NOW: doorstep_domain::Instant = doorstep_domain::Instant(1_000);

    fn pulls(effects: &[Effect]) -> bool {
        effects.iter().any(|effect| matches!(effect, Effect::Pull(_)))
    }

    #[test]
    fn an_answer_about_the_session_before_does_not_end_the_new_one() {
        for about_before in [Failure::Reauth, Failure::Revoked] {
            let mut phone = Replica::open(Replica::fresh(PersonId::from_bits(1), ClientId::from_bits(2)));
            assert!(pulls(&phone.update(Event::Leader(true), NOW)));
            phone.update(Event::SignedIn, NOW);
            let effects = phone.update(Event::Pulled(Err(about_before)), NOW);
            assert_eq!(phone.link().standing, Standing::Fine, "{about_before:?}");
            assert!(pulls(&effects), "asked again, as who signed in");
            assert!(!effects.iter().any(|effect| matches!(effect, Effect::Wipe { .. })));
            phone.update(Event::Pulled(Err(Failure::Reauth)), NOW);
            assert_eq!(
                phone.link().standing,
                Standing::Reauth,
                "this one is about the new session"
            );
        }
    }
}
