//! What a replica wants done, done by a phone that may fail at it: the shell of the simulator.

use doorstep_domain::ClientId;
use doorstep_replica::{Effect, EntryState, Event, Failure};

use crate::{
    disk::Write,
    keep::Keep,
    phone::Place,
    plant::Plant,
    world::{Call, Happening, World},
};

impl<K: Keep> World<K> {
    /// Something happens to a tab; what it wants done is done or put on its way.
    pub fn event(&mut self, place: Place, event: Event) {
        match &event {
            Event::Discard { command_id, .. } | Event::Again { parked: command_id, .. } => {
                let command_id = *command_id;
                let seat = &mut self.phones[place.phone].slots[place.slot];
                seat.ledger.hand(command_id);
                let tab = seat.tabs.iter().find(|tab| tab.life == place.life);
                let mut entries = tab.into_iter().flat_map(|tab| tab.replica.entries());
                let entry = entries.find(|entry| entry.command_id == command_id);
                let bytes = entry.map(|entry| entry.command.blobs()).unwrap_or_default();
                if matches!(event, Event::Discard { .. }) {
                    seat.ledger.give_up(bytes);
                }
            }
            Event::Pushed(Err(Failure::Reauth)) | Event::Pulled(Err(Failure::Reauth))
                if self.plant == Plant::ReauthWipesOutbox =>
            {
                let seat = &mut self.phones[place.phone].slots[place.slot];
                seat.disk.entries.clear();
            }
            _ => {}
        }
        let time = self.phones[place.phone].time(self.now);
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let Some(tab) = self.tab(place) else { return };
            for effect in tab.replica.update(event, time) {
                self.effect(place, effect, &mut events);
            }
        }
        self.lane_looks(place, false);
    }

    fn effect(&mut self, place: Place, effect: Effect, events: &mut Vec<Event>) {
        match effect {
            Effect::SaveOutbox {
                ticket,
                put,
                remove,
                meta,
            } => self.save(place, ticket, put, remove, meta, events),
            Effect::SaveConfirmed {
                clear,
                put,
                remove,
                meta,
            } => {
                let clear = clear && self.plant != Plant::ResetKeepsRows;
                let flush = self.dice.one_in(3);
                let refused = self.dice.percent(self.weather.disk_refuses);
                let seat = &mut self.phones[place.phone].slots[place.slot];
                if seat.disk.full || refused {
                    events.insert(0, Event::ConfirmedFailed);
                    return;
                }
                let known = &seat.disk.pulled.meta;
                if !known.epoch.is_empty() && known.epoch != meta.epoch && !clear {
                    self.history
                        .broke("I10 epoch", "rows of two lives of the data in one store");
                }
                seat.disk.confirm(clear, put, &remove, meta);
                if flush {
                    seat.disk.flushed = seat.disk.pulled.clone();
                }
                self.tell_others(place, false);
            }
            Effect::Push(request) => self.call(place, Call::Push(request)),
            Effect::Pull(request) => self.call(place, Call::Pull(request)),
            Effect::Wake { .. } if self.asleep => {}
            Effect::Wake { at } => {
                let at = at.plus(-self.phones[place.phone].skew).max(self.now.plus(1));
                if let Some(tab) = self.tab(place) {
                    tab.wake = Some(at);
                }
                self.later(at.since(self.now), Happening::Wake(place));
            }
            Effect::NewClient => {
                let client = ClientId::from_bits(u128::from(self.id()) << 64);
                self.tally.one("new client");
                events.insert(0, Event::Client(client));
            }
            Effect::Refused { .. } => self.tally.one("refused on the phone"),
            Effect::Wipe { sealed } => {
                let ids = sealed.iter().map(|e| e.command_id).collect();
                self.wipe(place, ids);
            }
            Effect::Render => {}
        }
    }

    fn save(
        &mut self,
        place: Place,
        ticket: u64,
        put: Vec<doorstep_replica::Entry>,
        remove: Vec<doorstep_domain::CommandId>,
        meta: doorstep_replica::OutboxMeta,
        events: &mut Vec<Event>,
    ) {
        let leads = self.tab(place).is_some_and(|tab| tab.replica.link().leader);
        let refused = self.dice.percent(self.weather.disk_refuses);
        let seat = &mut self.phones[place.phone].slots[place.slot];
        if seat.disk.full || refused {
            self.tally.one("write refused by the disk");
            events.insert(0, Event::OutboxFailed { ticket });
            return;
        }
        let write = Write {
            put,
            remove,
            meta: leads.then_some(meta),
        };
        seat.writes.push_back((place.life, ticket, write.clone()));
        if self.plant == Plant::SavedBeforeDurable {
            self.promised(place.phone, place.slot, &write);
            events.insert(0, Event::OutboxSaved { ticket });
        }
        // A cheap phone that is busy takes its time.
        let longest = if self.dice.one_in(6) { 4_000 } else { 40 };
        let after = self.dice.between(1, longest);
        self.later(after, Happening::Written(place.phone, place.slot));
    }

    /// The disk says that it has what a write asked for: from here on it is promised.
    fn promised(&mut self, phone: usize, slot: usize, write: &Write) {
        let time = self.phones[phone].time(self.now);
        // What is removed now may have been decided before the server's clock was set back.
        let server = self.history.latest.max(self.server.time(self.now));
        let seat = &mut self.phones[phone].slots[slot];
        for entry in &write.put {
            seat.ledger.written(entry, &mut self.history);
        }
        for id in &write.remove {
            seat.ledger.removed(*id, time, server, &mut self.history);
        }
    }

    /// The oldest write of a disk is done.
    pub fn written(&mut self, phone: usize, slot: usize) {
        let Some(seat) = self.phones.get_mut(phone).and_then(|p| p.slots.get_mut(slot)) else {
            return;
        };
        let Some((life, ticket, write)) = seat.writes.pop_front() else {
            return;
        };
        seat.disk.write(write.clone());
        if self.plant != Plant::SavedBeforeDurable {
            self.promised(phone, slot, &write);
        }
        let place = Place { phone, slot, life };
        self.event(place, Event::OutboxSaved { ticket });
        self.tell_others(place, true);
    }

    /// The other tabs of this person read what one of them wrote.
    fn tell_others(&mut self, place: Place, outbox: bool) {
        let seat = &self.phones[place.phone].slots[place.slot];
        if seat.tabs.len() < 2 {
            return;
        }
        let others: Vec<u64> = seat.tabs.iter().map(|t| t.life).filter(|l| *l != place.life).collect();
        for life in others {
            let other = Place { life, ..place };
            if outbox {
                self.reread(other);
            } else {
                let disk = &self.phones[place.phone].slots[place.slot].disk;
                let stored = disk.read();
                let seen = Event::ConfirmedSeen(stored.entities, Box::new(stored.confirmed_meta));
                self.event(other, seen);
            }
        }
    }

    /// A tab reads the outbox from disk.
    pub fn reread(&mut self, place: Place) {
        let Some(tab) = self.tab(place) else { return };
        let saved = tab.replica.entries().iter().filter(|e| e.saved);
        let known: Vec<_> = saved.map(|e| e.command_id).collect();
        let entries = self.phones[place.phone].slots[place.slot].disk.entries.clone();
        for id in known
            .into_iter()
            .filter(|id| entries.iter().all(|e| e.command_id != *id))
        {
            self.event(place, Event::OutboxGone(id));
        }
        self.event(place, Event::OutboxSeen(entries));
    }

    /// The device was signed out on purpose: what was never received goes to quarantine, once, and everything readable goes.
    fn wipe(&mut self, place: Place, sealed: Vec<doorstep_domain::CommandId>) {
        let posted = self.phones[place.phone].online && !self.dice.percent(self.weather.lost);
        let seat = &mut self.phones[place.phone].slots[place.slot];
        for id in seat.ledger.unsent() {
            // The disk may have refused to note that it was received, or that its person threw it away.
            let gone = self.history.told.contains_key(&id) || seat.ledger.is_in_hand(id);
            if !sealed.contains(&id) && !gone {
                let what = format!("{id} was not sealed when the device was signed out");
                self.history.broke("I6 outbox-honesty", what);
            }
        }
        if posted {
            self.server.quarantine.entry(seat.session).or_insert(sealed);
        }
        seat.tabs.clear();
        seat.writes.clear();
        seat.ledger = crate::ledger::Ledger::default();
        seat.disk.entries.clear();
        seat.disk.bytes.clear();
        seat.disk.pulled = crate::disk::Pulled::default();
        seat.disk.flushed = crate::disk::Pulled::default();
        self.tally.one("device signed out");
    }

    /// What a start of the app finds when it was killed: writes under way were done or not.
    pub fn crash(&mut self, phone: usize, slot: usize, power: bool) {
        let done = {
            let seat = &self.phones[phone].slots[slot];
            self.dice.place(seat.writes.len() + 1)
        };
        let seat = &mut self.phones[phone].slots[slot];
        let writes: Vec<Write> = seat.writes.drain(..).map(|(_, _, write)| write).collect();
        for (at, write) in writes.into_iter().enumerate() {
            if at < done && self.plant != Plant::SavedBeforeDurable {
                let seat = &mut self.phones[phone].slots[slot];
                seat.disk.write(write.clone());
                self.promised(phone, slot, &write);
            }
        }
        let seat = &mut self.phones[phone].slots[slot];
        seat.tabs.clear();
        if power {
            seat.disk.pulled = seat.disk.flushed.clone();
        }
        if self.plant == Plant::ReceivedForgotten {
            seat.disk.entries.retain(|e| e.receipt().is_none());
        }
        if self.plant == Plant::RefusedForgotten {
            seat.disk.entries.retain(|e| !matches!(e.state, EntryState::Parked(_)));
        }
    }
}
