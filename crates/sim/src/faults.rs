//! Faults and changes from outside, done to the world.

use std::collections::BTreeSet;

use doorstep_authority::StoreError;
use doorstep_domain::{
    Area, BuildingId, Command, PersonId, Role,
    person::{Consent, DEFAULT_CAP, PersonCommand},
    place::PlaceCommand,
};
use doorstep_replica::{Event, Standing};

use crate::{
    dice::pick,
    disk::Pulled,
    keep::Keep,
    phone::{Phone, Place, Slot},
    plan::{Kind, Step},
    plant::Plant,
    server::Session,
    steps::{minutes, shift},
    town::{self, OPERATOR},
    world::World,
};

impl<K: Keep> World<K> {
    /// A step that is a fault or a change from outside.
    ///
    /// # Errors
    /// When the store fails.
    pub fn fault(&mut self, step: Step) -> Result<(), StoreError> {
        let phone = pick(step.a, self.phones.len());
        match step.kind {
            Kind::Network => self.network(phone, !self.phones[phone].online),
            Kind::Partition => {
                let back = step.b.is_multiple_of(2);
                for at in (0..self.phones.len()).filter(|at| back || (at + phone).is_multiple_of(2)) {
                    self.network(at, back);
                }
                self.tally.one("partition");
            }
            Kind::Kill | Kind::PowerLoss => self.restart_phone(phone, step.kind == Kind::PowerLoss),
            Kind::DiskFull => {
                let full = !self.phones[phone].slots[0].disk.full;
                self.tally.more("disk full", u64::from(full));
                for seat in &mut self.phones[phone].slots {
                    seat.disk.full = full;
                }
            }
            Kind::Evict => self.evict(phone),
            Kind::PhoneClock => {
                self.phones[phone].skew = shift(step.b);
                self.tally.one("phone clock set");
            }
            Kind::ServerClock => {
                let shift = shift(step.b) / 64;
                // A machine that starts believes its clock, so whoever starts it looks at the clock.
                self.server.skew = if self.server.is_down(self.now) {
                    shift.min(0)
                } else {
                    shift
                };
                self.tally.one("server clock set");
            }
            Kind::ServerKill => {
                self.server.kill(self.now)?;
                self.tally.one("server killed");
            }
            Kind::ServerDown => {
                self.server.down_until = Some(minutes(step.b, self.now));
                self.tally.one("server down");
            }
            Kind::OldServer => {
                self.server.old_until = Some(minutes(step.b, self.now));
                self.tally.one("server of an older version");
            }
            Kind::NewBuild => self.new_build(phone),
            Kind::Tab => self.tabs(phone),
            Kind::Clone => self.clone_phone(phone),
            Kind::Session => self.session(phone),
            Kind::Revoke => self.revoke(phone),
            Kind::Sweep => {
                let at = self.server.time(self.now);
                self.server.authority().sweep(at)?;
                self.tally.one("tombstones swept");
            }
            Kind::Backup => self.server.back_up()?,
            Kind::Restore | Kind::RollBack => {
                let told = step.kind == Kind::Restore;
                if self.server.restore(told, self.now, &mut self.history)? {
                    self.tally
                        .one(if told { "backup restored" } else { "machine rolled back" });
                }
            }
            Kind::EndRecovery => {
                self.server.end_recovery(self.now)?;
            }
            _ => self.change(step)?,
        }
        Ok(())
    }

    fn network(&mut self, phone: usize, online: bool) {
        if self.phones[phone].online == online {
            return;
        }
        self.phones[phone].online = online;
        self.tally.more("phone offline", u64::from(!online));
        for place in self.places_of(phone) {
            if online {
                self.look(place);
            } else {
                self.event(place, Event::Lost);
            }
        }
    }

    fn places_of(&self, phone: usize) -> Vec<Place> {
        self.places().into_iter().filter(|place| place.phone == phone).collect()
    }

    /// The app is killed for everybody on this phone, and opened again by whoever is signed in.
    pub fn restart_phone(&mut self, phone: usize, power: bool) {
        self.tally.one(if power { "power lost" } else { "app killed" });
        for slot in 0..self.phones[phone].slots.len() {
            let was_open = !self.phones[phone].slots[slot].tabs.is_empty();
            self.crash(phone, slot, power);
            if was_open {
                self.mix(phone, slot);
                self.open_tab(phone, slot);
            }
        }
    }

    /// The mistake of one store for two people.
    fn mix(&mut self, phone: usize, slot: usize) {
        if self.plant == Plant::SharedStore && slot > 0 {
            let first = self.phones[phone].slots[0].disk.pulled.entities.clone();
            self.phones[phone].slots[slot].disk.pulled.entities.extend(first);
        }
    }

    /// A new build starts over what the old one stored, as text.
    fn new_build(&mut self, phone: usize) {
        self.tally.one("new build over stored data");
        for slot in 0..self.phones[phone].slots.len() {
            let was_open = !self.phones[phone].slots[slot].tabs.is_empty();
            self.crash(phone, slot, false);
            let seat = &mut self.phones[phone].slots[slot];
            if self.plant == Plant::UpgradeDropsOutbox {
                seat.disk.entries.clear();
            }
            match seat.disk.read_text() {
                Ok(stored) => seat.disk.entries = stored.entries,
                Err(error) => self.history.broke("I6 outbox-honesty", error.to_string()),
            }
            if was_open {
                self.open_tab(phone, slot);
            }
        }
    }

    /// The browser threw everything away; the cookie is still there, so the person is still signed in.
    fn evict(&mut self, phone: usize) {
        self.tally.one("storage evicted");
        for slot in 0..self.phones[phone].slots.len() {
            let person = self.phones[phone].slots[slot].person;
            let session = self.phones[phone].slots[slot].session;
            let was_open = !self.phones[phone].slots[slot].tabs.is_empty();
            let lost = self.phones[phone].slots[slot].ledger.lost_everything();
            self.tally.more("lost by eviction", u64::try_from(lost).unwrap_or(0));
            let fresh = self.fresh(person, session);
            self.phones[phone].slots[slot] = fresh;
            if was_open {
                self.open_tab(phone, slot);
            }
        }
    }

    fn fresh(&mut self, person: PersonId, session: usize) -> Slot {
        let who = self.people.iter().position(|who| who.person == person).unwrap_or(0);
        let mut slot = self.sign_in(who);
        self.server.sessions.pop();
        slot.session = session;
        slot
    }

    /// A second tab opens; or the one that sends is closed, and the other takes over.
    fn tabs(&mut self, phone: usize) {
        for slot in 0..self.phones[phone].slots.len() {
            let open = self.phones[phone].slots[slot].tabs.len();
            if open == 1 {
                self.tally.one("second tab");
                self.open_tab(phone, slot);
            } else if open > 1 {
                self.close_first_tab(phone, slot);
            }
        }
    }

    /// The tab that sends is gone; what it was writing was written or not. The next one goes on where it stopped.
    pub fn close_first_tab(&mut self, phone: usize, slot: usize) {
        let seat = &mut self.phones[phone].slots[slot];
        seat.tabs.remove(0);
        let Some(life) = seat.tabs.first().map(|tab| tab.life) else {
            return;
        };
        while !self.phones[phone].slots[slot].writes.is_empty() {
            self.written(phone, slot);
        }
        let place = Place { phone, slot, life };
        let meta = self.phones[phone].slots[slot].disk.meta.clone();
        self.event(place, Event::MetaSeen(Box::new(meta)));
        self.reread(place);
        self.event(place, Event::Leader(true));
    }

    /// The phone's storage is copied to another phone, cookies and all, and both go on.
    fn clone_phone(&mut self, phone: usize) {
        if self.phones.len() > 60 {
            return;
        }
        self.tally.one("phone copied");
        let slots = self.phones[phone].slots.iter().map(|seat| Slot {
            person: seat.person,
            session: seat.session,
            disk: seat.disk.clone(),
            writes: std::collections::VecDeque::new(),
            tabs: Vec::new(),
            ledger: seat.ledger.clone(),
        });
        let copy = Phone {
            skew: self.phones[phone].skew,
            online: true,
            slots: slots.collect(),
        };
        let open: Vec<bool> = self.phones[phone].slots.iter().map(|s| !s.tabs.is_empty()).collect();
        self.phones.push(copy);
        let at = self.phones.len() - 1;
        for (slot, open) in open.into_iter().enumerate() {
            if open {
                self.open_tab(at, slot);
            }
        }
    }

    /// A session runs out; or its person signs in again; or a second person signs in on this phone.
    fn session(&mut self, phone: usize) {
        let slot = self.dice.place(self.phones[phone].slots.len());
        let session = self.phones[phone].slots[slot].session;
        match self.server.sessions[session].1 {
            Session::Open if self.dice.one_in(2) && self.phones[phone].slots.len() < 2 => {
                self.tally.one("second person on a phone");
                let who = self.dice.place(self.people.len());
                let seat = self.sign_in(who);
                self.phones[phone].slots.push(seat);
                self.open_tab(phone, self.phones[phone].slots.len() - 1);
            }
            Session::Open => {
                self.tally.one("session ran out");
                self.server.sessions[session].1 = Session::Expired;
            }
            Session::Expired | Session::Revoked => self.sign_in_again(phone, slot),
        }
    }

    /// The person signs in: over what is kept, or, where the device was signed out, from nothing.
    pub fn sign_in_again(&mut self, phone: usize, slot: usize) {
        let seat = &self.phones[phone].slots[slot];
        let person = seat.person;
        let who = self.people.iter().position(|who| who.person == person).unwrap_or(0);
        if seat.tabs.is_empty() {
            let fresh = self.sign_in(who);
            self.phones[phone].slots[slot] = fresh;
            self.open_tab(phone, slot);
            return;
        }
        self.server.sessions.push((person, Session::Open));
        let session = self.server.sessions.len() - 1;
        self.phones[phone].slots[slot].session = session;
        for place in self.places_of(phone) {
            if place.slot == slot {
                self.event(place, Event::SignedIn);
            }
        }
    }

    fn revoke(&mut self, phone: usize) {
        let slot = self.dice.place(self.phones[phone].slots.len());
        let session = self.phones[phone].slots[slot].session;
        self.server.sessions[session].1 = Session::Revoked;
        self.tally.one("session ended on purpose");
    }

    /// Starts the app anew where it understood that it is too old.
    pub fn update_the_old(&mut self) {
        for place in self.places() {
            let old = self
                .tab(place)
                .is_some_and(|tab| tab.replica.link().standing == Standing::Upgrade);
            if old {
                self.restart_phone(place.phone, false);
            }
        }
    }

    /// Roles, areas, buildings, consents and proxies.
    fn change(&mut self, step: Step) -> Result<(), StoreError> {
        let who = self.people[pick(step.a, self.people.len())].clone();
        let person = who.person;
        if person == town::LAST_MEMBER || person == town::LAST_RESIDENT {
            return Ok(());
        }
        let home = town::community(who.home);
        let (actor, command) = match step.kind {
            Kind::Empower => {
                let zone = Area::Zone(home.clone(), BTreeSet::from([BuildingId::from("b2")]));
                let all = Area::Community(home);
                let mut roles = match step.b % 5 {
                    0 => Vec::new(),
                    1 => vec![town::grant(who.role, zone)],
                    2 => vec![town::grant(Role::Member, all.clone()), town::grant(Role::Resident, all)],
                    3 => vec![town::grant(Role::Staff, all)],
                    _ => vec![town::grant(who.role, all)],
                };
                if step.c.is_multiple_of(4)
                    && let Some(grant) = roles.first_mut()
                {
                    grant.until = Some(minutes(step.c / 4, self.now).plus(3_600_000));
                }
                let (skills, cap) = (BTreeSet::new(), DEFAULT_CAP);
                let grants = roles;
                let command = PersonCommand::Empower {
                    person,
                    grants,
                    skills,
                    cap,
                };
                (OPERATOR, Command::Person(command))
            }
            Kind::Rebuild => {
                let (id, prefix) = town::COMMUNITIES[pick(step.b, 2)];
                let buildings = 1 + pick(step.c, 2);
                let place = town::place(id, prefix, buildings);
                (OPERATOR, Command::Place(PlaceCommand::Define(place)))
            }
            Kind::Consent => {
                let version = (step.b.is_multiple_of(2)).then_some(1);
                let command = PersonCommand::Consent {
                    person,
                    purpose: Consent::Health,
                    version,
                };
                (person, Command::Person(command))
            }
            _ => {
                let proxy = self.people[pick(step.b, self.people.len())].person;
                let command = if step.c.is_multiple_of(3) {
                    PersonCommand::EndProxy { person, proxy }
                } else {
                    let relation = "女儿".to_owned();
                    PersonCommand::AllowProxy {
                        person,
                        proxy,
                        relation,
                    }
                };
                (person, Command::Person(command))
            }
        };
        self.tally.one("roles, areas, consents changed");
        self.server.does(actor, &command, self.now, &mut self.history)?;
        self.poke();
        Ok(())
    }

    /// What a power cut would have left is what is there: for the end, when nothing may be half done.
    pub fn heal_disks(&mut self) {
        for phone in &mut self.phones {
            for seat in &mut phone.slots {
                seat.disk.full = false;
                let healed: Pulled = seat.disk.pulled.clone();
                seat.disk.flushed = healed;
            }
        }
    }
}
