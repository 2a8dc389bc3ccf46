//! The world of a run: the server, the phones, the messages between them, and time. Everything happens in one thread in an order that
//! the seed decides.

use std::collections::{BTreeMap, VecDeque};

use doorstep_authority::StoreError;
use doorstep_domain::{ClientId, CommandId, Day, Instant};
use doorstep_protocol::{PullReply, PullRequest, PushReply, PushRequest};
use doorstep_replica::{BlobQueue, BlobRefusal, BlobRow, Event, Failure, Replica};

use crate::{
    dice::Dice,
    disk::Disk,
    history::History,
    keep::Keep,
    ledger::Ledger,
    phone::{Phone, Place, Slot, Tab},
    plan::{Plan, Weather},
    plant::Plant,
    server::{Server, Session},
    tally::Tally,
    town,
};

/// How long a phone waits for an answer.
pub(crate) const PATIENCE: i64 = 30_000;

/// What a phone asks.
#[derive(Clone, Debug)]
pub enum Call {
    /// Commands up.
    Push(PushRequest),
    /// State down.
    Pull(PullRequest),
    /// The bytes of an attachment up.
    Bytes(BlobRow),
}

/// A call that waits for its answer.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// A push.
    Push,
    /// A pull.
    Pull,
    /// The bytes of this.
    Bytes(BlobRow),
}

/// What it hears.
#[derive(Clone, Debug)]
pub enum Heard {
    /// About its commands.
    Pushed(Result<PushReply, Failure>),
    /// About its question.
    Pulled(Result<PullReply, Failure>),
    /// About bytes.
    Bytes(BlobRow, Result<(), BlobRefusal>),
}

impl Heard {
    /// Why the call did not do what it was for, if the line or the session was to blame.
    pub(crate) const fn failure(&self) -> Option<Failure> {
        match self {
            Self::Pushed(Err(failure))
            | Self::Pulled(Err(failure))
            | Self::Bytes(_, Err(BlobRefusal::Failed(failure))) => Some(*failure),
            _ => None,
        }
    }
}

/// Something that happens by itself.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A request reaches the server.
    Arrive(u64, Place, Call),
    /// An answer reaches the phone.
    Answer(u64, Place, Heard),
    /// Nobody answered in time.
    Timeout(u64, Place),
    /// The oldest write of a person's disk is done.
    Written(usize, usize),
    /// A tab wanted to be woken.
    Wake(Place),
    /// Its lane of attachments did.
    Lane(Place),
    /// The feed says there is news.
    News(Place),
}

/// Everything.
pub struct World<K: Keep> {
    /// True time.
    pub now: Instant,
    /// Chance.
    pub dice: Dice,
    /// Chance of attachments: with dice of their own they move nothing else of a run.
    pub photos: Dice,
    /// The server.
    pub server: Server<K>,
    /// The phones.
    pub phones: Vec<Phone>,
    /// What happened.
    pub history: History,
    /// What was done to them.
    pub tally: Tally,
    /// The planted mistake.
    pub plant: Plant,
    /// Network and disks.
    pub weather: Weather,
    /// The moment at which the installation began.
    pub founded: Instant,
    /// How far each community had come before.
    pub past: [u64; 2],
    /// The people, one for each of the first phones.
    pub people: Vec<town::Who>,
    queue: BTreeMap<(Instant, u64), Happening>,
    /// Calls without an answer yet.
    pub(crate) calls: BTreeMap<u64, (Place, Asked)>,
    ids: u64,
    /// Something changed at the server since this was last cleared.
    pub changed: bool,
    /// Every app sleeps: whoever wants to be woken is not.
    pub asleep: bool,
    /// The store failed: nothing that a run may do brings that about.
    trouble: Option<StoreError>,
}

impl<K: Keep> World<K> {
    /// The world at the beginning of a plan: everybody signed in, nobody asked the server yet.
    ///
    /// # Errors
    /// When the store fails.
    pub fn new(plan: &Plan, plant: Plant) -> Result<Self, StoreError> {
        let now = Day::from_civil(2026, 11, 23).at(9 * 60);
        let people = town::people(plan.phones);
        let mut history = History::default();
        let server = Server::found(plant, &people, plan.past, now, &mut history)?;
        let mut world = Self {
            now,
            dice: Dice::new(plan.seed),
            photos: Dice::new(plan.seed ^ 0xb10b_0000),
            server,
            phones: Vec::new(),
            history,
            tally: Tally::default(),
            plant,
            weather: plan.weather,
            founded: now,
            past: plan.past,
            people,
            queue: BTreeMap::new(),
            calls: BTreeMap::new(),
            ids: 0,
            changed: false,
            asleep: false,
            trouble: None,
        };
        for at in 0..world.people.len() {
            let slot = world.sign_in(at);
            world.phones.push(Phone {
                skew: 0,
                online: true,
                slots: vec![slot],
            });
            world.open_tab(at, 0);
        }
        Ok(world)
    }

    /// A number that was not given before.
    pub const fn id(&mut self) -> u64 {
        self.ids += 1;
        self.ids
    }

    /// A fresh store for one of the people.
    pub fn sign_in(&mut self, who: usize) -> Slot {
        let person = self.people[who % self.people.len()].person;
        self.server.sessions.push((person, Session::Open));
        let client = ClientId::from_bits(u128::from(self.id()) << 64);
        Slot {
            person,
            session: self.server.sessions.len() - 1,
            disk: Disk::new(Replica::fresh(person, client)),
            writes: VecDeque::new(),
            tabs: Vec::new(),
            ledger: Ledger::default(),
        }
    }

    /// Starts the app over what is on disk. The first tab of a person sends.
    pub fn open_tab(&mut self, phone: usize, slot: usize) {
        let life = self.id();
        let now = self.now;
        let text = self.weather.wire && self.dice.one_in(3);
        let seat = &mut self.phones[phone].slots[slot];
        seat.ledger.audit(&seat.disk, &mut self.history);
        let stored = if text {
            seat.disk.read_text()
        } else {
            Ok(seat.disk.read())
        };
        let stored = match stored {
            Ok(stored) => stored,
            Err(error) => {
                self.history
                    .broke("I6 outbox-honesty", format!("the disk can't be read: {error}"));
                return;
            }
        };
        let leads = seat.tabs.is_empty();
        seat.tabs.push(Tab {
            life,
            replica: Replica::open(stored),
            lane: BlobQueue::default(),
            wake: None,
            in_vain: (0, now),
            idle: (0, now),
            bytes_in_vain: (0, now),
        });
        if leads {
            self.event(Place { phone, slot, life }, Event::Leader(true));
        }
    }

    /// Puts something on the list of what will happen, `after` milliseconds from now.
    pub fn later(&mut self, after: i64, happening: Happening) {
        let id = self.id();
        self.queue.insert((self.now.plus(after.max(0)), id), happening);
    }

    /// Time passes, and what is due happens.
    ///
    /// # Errors
    /// When the store fails.
    pub fn pass(&mut self, ms: i64) -> Result<(), StoreError> {
        let until = self.now.plus(ms);
        while let Some(entry) = self.queue.first_entry() {
            let at = entry.key().0;
            if at > until {
                break;
            }
            let happening = entry.remove();
            self.now = self.now.max(at);
            self.happen(happening);
        }
        self.now = until;
        self.tick();
        self.trouble.take().map_or(Ok(()), Err)
    }

    /// The server's ticker, which looks every second.
    pub(crate) fn tick(&mut self) {
        match self.server.tick(self.now, &mut self.history) {
            Ok(touched) if !touched.is_empty() => self.poke(),
            Ok(_) => {}
            Err(error) => self.trouble = Some(error),
        }
    }

    /// Time passes while every app sleeps: nobody is woken, and whoever looks afterwards asks at once.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sleep(&mut self, ms: i64) -> Result<(), StoreError> {
        self.pass(ms.min(PATIENCE + 5_000))?;
        self.queue
            .retain(|_, happening| !matches!(happening, Happening::Wake(_) | Happening::Lane(_)));
        let rest = ms - PATIENCE - 5_000;
        if rest > 0 {
            self.asleep = true;
            self.pass(rest)?;
            self.asleep = false;
        }
        for place in self.places() {
            if self.dice.one_in(2) {
                self.event(place, Event::Tick);
            } else {
                self.look(place);
            }
        }
        Ok(())
    }

    /// Whether anything but waking up is still to happen.
    pub fn is_quiet(&self) -> bool {
        self.queue
            .values()
            .all(|h| matches!(h, Happening::Wake(_) | Happening::Lane(_) | Happening::Timeout(..)))
    }

    /// Every open tab.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for (phone, device) in self.phones.iter().enumerate() {
            for (slot, seat) in device.slots.iter().enumerate() {
                places.extend(seat.tabs.iter().map(|tab| Place {
                    phone,
                    slot,
                    life: tab.life,
                }));
            }
        }
        places
    }

    /// A tab, if that start of the app still runs.
    pub fn tab(&mut self, place: Place) -> Option<&mut Tab> {
        let seat = self.phones.get_mut(place.phone)?.slots.get_mut(place.slot)?;
        seat.tabs.iter_mut().find(|tab| tab.life == place.life)
    }

    /// The person looks at the app.
    pub fn look(&mut self, place: Place) {
        let now = self.now;
        if let Some(tab) = self.tab(place) {
            tab.in_vain = (0, now);
            tab.idle = (0, now);
            tab.bytes_in_vain = (0, now);
        }
        self.event(place, Event::Nudge);
        self.lane_looks(place, true);
    }

    /// News for whoever is online, as far as the feed gets through.
    pub fn poke(&mut self) {
        self.changed = true;
        for place in self.places() {
            if self.phones[place.phone].online && self.dice.one_in(2) {
                let after = self.dice.between(1, 1_000);
                self.later(after, Happening::News(place));
            }
        }
    }
}

/// A command's id from a number of the run.
pub fn command_id(number: u64) -> CommandId {
    CommandId::from_bits(u128::from(number) << 32)
}
