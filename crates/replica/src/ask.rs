//! What the person does: a command enters the outbox, is tried again, or is given up.

use doorstep_domain::{Command, CommandId, Decision, Entity, Instant};

use crate::{
    effect::Effect,
    entry::{About, Entry, EntryState, GivenUp, WhyNot},
    lease,
    replica::{Replica, Saving},
};

impl Replica {
    /// A new command. What the phone knows to be impossible is refused on the spot and never queued, except proof of a service:
    /// that is always recorded, since the phone may be behind.
    pub(crate) fn ask(
        &mut self,
        command: Command,
        command_id: CommandId,
        supersedes: Option<CommandId>,
        now: Instant,
        effects: &mut Vec<Effect>,
    ) {
        if self.entries.iter().any(|e| e.command_id == command_id) {
            return;
        }
        let about = self.about(&command);
        let mut entry = Entry {
            command_id,
            command,
            made: now,
            supersedes,
            state: EntryState::Queued,
            sent_as: None,
            about,
            proof: None,
            held: false,
            answered_by: None,
            forked: false,
            saved: false,
        };
        let now_there = self.server_time(now);
        // Without rules only the server can say.
        let decision = self.rules.map_or(Decision::Undetermined, |rules| {
            (rules.decide)(&self.shown.entities, &entry.command, self.meta.person, now_there)
        });
        if let Decision::Rejected(reason) | Decision::Instead(reason, _) = decision
            && !entry.is_proof()
        {
            effects.push(Effect::Refused { command_id, reason });
            return;
        }
        // Only the sending tab counts: two tabs must not give two orders one number.
        if self.link.leader {
            lease::number(&mut self.meta, &mut entry.command);
        }
        self.entries.push(entry.clone());
        self.save(vec![entry], Vec::new(), effects);
        self.changed(effects);
    }

    /// What the order of a command is, as far as the phone is shown it.
    fn about(&self, command: &Command) -> Option<About> {
        match self.shown.entities.get(&command.key()) {
            Some(Entity::Order(order)) => Some(About {
                number: order.number.clone(),
                item: order.item.clone(),
                slot: order.slot,
            }),
            _ => None,
        }
    }

    /// A parked command, tried again under a new id.
    pub(crate) fn again(
        &mut self,
        parked: CommandId,
        command_id: CommandId,
        edited: Option<Box<Command>>,
        now: Instant,
        effects: &mut Vec<Effect>,
    ) {
        let Some(old) = self
            .entries
            .iter()
            .find(|e| e.command_id == parked && e.parked().is_some())
        else {
            return;
        };
        let command = edited.map_or_else(|| old.command.clone(), |edited| *edited);
        self.ask(command, command_id, Some(parked), now, effects);
        if self.entries.iter().any(|e| e.command_id == command_id) {
            self.remove(parked, effects);
        }
    }

    /// The person gives up a command that has no receipt. One that may have reached the server can't be called back.
    pub(crate) fn discard(
        &mut self,
        command_id: CommandId,
        why: Option<WhyNot>,
        now: Instant,
        effects: &mut Vec<Effect>,
    ) {
        // What the community once had can't be called back either.
        let droppable = |e: &Entry| matches!(e.state, EntryState::Queued | EntryState::Parked(_)) && e.proof.is_none();
        let found = self.entries.iter_mut().find(|e| e.command_id == command_id);
        let Some(entry) = found.filter(|e| droppable(e)) else {
            return;
        };
        if let Some(why) = why {
            entry.becomes(EntryState::GivenUp(GivenUp { why, at: now }));
            let put = vec![entry.clone()];
            self.save(put, Vec::new(), effects);
            self.changed(effects);
        } else {
            self.remove(command_id, effects);
        }
    }

    fn remove(&mut self, command_id: CommandId, effects: &mut Vec<Effect>) {
        self.entries.retain(|e| e.command_id != command_id);
        self.save(Vec::new(), vec![command_id], effects);
        self.changed(effects);
    }

    /// Asks the shell to write entries, with everything beside them.
    pub(crate) fn save(&mut self, put: Vec<Entry>, remove: Vec<CommandId>, effects: &mut Vec<Effect>) -> u64 {
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        self.saving.push(Saving {
            ticket,
            put: put.iter().map(|e| e.command_id).collect(),
            remove: remove.clone(),
        });
        effects.push(Effect::SaveOutbox {
            ticket,
            put,
            remove,
            meta: self.meta.clone(),
        });
        ticket
    }

    /// A write is on disk. An entry that another write under way changes further is saved with that one.
    pub(crate) fn saved(&mut self, ticket: u64, effects: &mut Vec<Effect>) {
        self.disk_failed = false;
        if let Some(done) = self.finished(ticket) {
            for entry in self.entries.iter_mut().filter(|e| done.put.contains(&e.command_id)) {
                entry.saved = true;
            }
        }
        if self.push_after == Some(ticket) {
            self.push_after = None;
            self.send_numbered(effects);
        }
        effects.push(Effect::Render);
    }

    /// The disk refused. What it was to hold stays in memory and says so, nothing of it is sent, and [`Self::save_again`] tries
    /// once more.
    pub(crate) fn save_failed(&mut self, ticket: u64, effects: &mut Vec<Effect>) {
        self.disk_failed = true;
        if let Some(refused) = self.finished(ticket) {
            for entry in self.entries.iter_mut().filter(|e| refused.put.contains(&e.command_id)) {
                entry.saved = false;
            }
            self.unremoved.extend(refused.remove);
        }
        if self.push_after == Some(ticket) {
            self.push_after = None;
            self.link.pushing = false;
        }
        effects.push(Effect::Render);
    }

    fn finished(&mut self, ticket: u64) -> Option<Saving> {
        let at = self.saving.iter().position(|s| s.ticket == ticket)?;
        Some(self.saving.remove(at))
    }

    /// Everything is written once more, for nothing of it may be on disk. What is confirmed by the tab that sends alone: another one
    /// may be behind it.
    pub(crate) fn disk_lost(&mut self, effects: &mut Vec<Effect>) {
        for entry in &mut self.entries {
            entry.saved = false;
        }
        self.confirmed_torn |= self.link.leader;
        // What was on its way gets no answer any more.
        self.saving.clear();
        self.link.pushing &= self.push_after.take().is_none();
        // Without an entry the numbers are to be there again all the same.
        self.save(Vec::new(), Vec::new(), effects);
        self.save_again(effects);
        self.changed(effects);
    }

    /// Writes again what the disk refused: it may have room by now.
    pub(crate) fn save_again(&mut self, effects: &mut Vec<Effect>) {
        let on_its_way = |id| self.saving.iter().any(|s| s.put.contains(&id));
        let refused = self.entries.iter().filter(|e| !e.saved && !on_its_way(e.command_id));
        let put: Vec<Entry> = refused.cloned().collect();
        // What came back meanwhile, sent by another tab, stays.
        let mut remove = core::mem::take(&mut self.unremoved);
        remove.retain(|id| self.entries.iter().all(|e| e.command_id != *id));
        if !put.is_empty() || !remove.is_empty() {
            self.save(put, remove, effects);
        }
        if self.confirmed_torn {
            self.confirmed_torn = false;
            effects.push(Effect::SaveConfirmed {
                clear: true,
                put: self.confirmed.iter().cloned().collect(),
                remove: Vec::new(),
                meta: self.confirmed_meta.clone(),
            });
        }
    }
}
