//! Many replicas and one authority in one process: phones with disks that survive a kill, a network that loses what it likes.

mod city;
mod phone;
#[path = "../../crates/domain/tests/fixture/placing.rs"]
mod placing;

use std::sync::Arc;

use doorstep_authority::{
    Authority, Life, MacKey, MemoryStore,
    recovery::{self, Opening},
};
use doorstep_domain::{
    ClientId, Command, CommandId, CommunityId, Entity, Instant, ItemCode, Key, OrderId, PersonId,
    order::{Act, OrderCommand, Placing},
    time::{Day, MINUTE},
};
use doorstep_protocol::version::SCHEMA;
use doorstep_replica::{Effect, Event, Failure, Mark, Replica, Stored};

use phone::Disk;
pub use phone::{Call, Phone, stored_from};

pub const OPERATOR: PersonId = PersonId::from_bits(1);
pub const RESIDENT: PersonId = PersonId::from_bits(10);
pub const DAUGHTER: PersonId = PersonId::from_bits(11);
pub const ALICE: PersonId = PersonId::from_bits(20);
pub const BOB: PersonId = PersonId::from_bits(21);
pub const STAFF: PersonId = PersonId::from_bits(30);

/// Everything.
pub struct Lab {
    pub authority: Authority<MemoryStore>,
    pub now: Instant,
    pub phones: Vec<Phone>,
    ids: u128,
}

pub fn yy() -> CommunityId {
    "yy".into()
}

pub fn blood_pressure() -> ItemCode {
    "B01".into()
}

impl Lab {
    /// A community with people in it.
    pub fn new() -> Self {
        let life = Life {
            epoch: "e1".into(),
            boot: "b1".into(),
        };
        let now = Day::from_civil(2026, 11, 23).at(9 * 60);
        let authority = Authority::start(Arc::new(MemoryStore::default()), MacKey::new(vec![1; 32]), life, now)
            .expect("the memory store works");
        let mut lab = Self {
            authority,
            now,
            phones: Vec::new(),
            ids: 1000,
        };
        lab.seed();
        lab
    }

    pub fn id(&mut self) -> u128 {
        self.ids += 1;
        self.ids
    }

    /// A phone, signed in and never synced.
    pub fn phone(&mut self, person: PersonId) -> usize {
        let client = ClientId::from_bits(self.id());
        let mut phone = Phone {
            person,
            replica: Replica::open(Replica::fresh(person, client)),
            disk: Disk::default(),
            calls: Vec::new(),
            refused: Vec::new(),
            skew: 0,
            disk_full: false,
            dies_renewing: false,
        };
        phone.disk.meta = Some(Replica::fresh(person, client).outbox_meta);
        self.phones.push(phone);
        let at = self.phones.len() - 1;
        self.event(at, Event::Leader(true));
        at
    }

    /// Something happens on a phone; disk and new client ids are answered at once.
    pub fn event(&mut self, at: usize, event: Event) {
        let mut queue = vec![event];
        while let Some(event) = queue.pop() {
            let device = self.now.plus(self.phones[at].skew);
            for effect in self.phones[at].replica.update(event, device) {
                let phone = &mut self.phones[at];
                match effect {
                    Effect::SaveOutbox {
                        ticket,
                        put,
                        remove,
                        meta,
                    } => {
                        if phone.disk_full {
                            queue.insert(0, Event::OutboxFailed { ticket });
                        } else {
                            phone.disk.write(put, &remove, meta);
                            queue.insert(0, Event::OutboxSaved { ticket });
                        }
                    }
                    Effect::SaveConfirmed {
                        clear,
                        put,
                        remove,
                        meta,
                    } => {
                        if phone.disk_full {
                            queue.insert(0, Event::ConfirmedFailed);
                            continue;
                        }
                        if clear {
                            phone.disk.entities.clear();
                        }
                        for key in remove {
                            phone.disk.entities.remove(&key);
                        }
                        phone.disk.entities.extend(put.into_iter().map(|e| (e.key(), e)));
                        phone.disk.confirmed = meta;
                    }
                    Effect::Push(request) => phone.calls.push(Call::Push(request)),
                    Effect::Pull(request) => phone.calls.push(Call::Pull(request)),
                    Effect::NewClient if phone.dies_renewing => {}
                    Effect::NewClient => queue.insert(0, Event::Client(ClientId::from_bits(self.id()))),
                    Effect::Refused { command_id, reason } => phone.refused.push((command_id, reason)),
                    Effect::Wake { .. } | Effect::Wipe { .. } | Effect::Render => {}
                }
            }
        }
    }

    /// The server answers the oldest call of a phone; says whether there was one. `keep` delivers the answer.
    pub fn serve(&mut self, at: usize, keep: bool) -> bool {
        if self.phones[at].calls.is_empty() {
            return false;
        }
        let call = self.phones[at].calls.remove(0);
        let person = self.phones[at].person;
        let event = match call {
            Call::Push(request) => {
                let request = over_the_wire(&request);
                let (results, _) = self
                    .authority
                    .push(person, request.entries, self.now)
                    .expect("the memory store works");
                self.begin_life();
                let stamp = self.authority.life().stamp(self.now);
                Event::Pushed(Ok(over_the_wire(&doorstep_protocol::PushReply { stamp, results })))
            }
            Call::Pull(request) => {
                let request = over_the_wire(&request);
                let pull = |lab: &Self| lab.authority.pull(person, &request, lab.now);
                let mut reply = pull(self).expect("the memory store works");
                if self.begin_life() {
                    reply = pull(self).expect("the memory store works");
                }
                Event::Pulled(Ok(over_the_wire(&reply)))
            }
        };
        let event = match event {
            Event::Pushed(_) if !keep => Event::Pushed(Err(Failure::Unreachable)),
            Event::Pulled(_) if !keep => Event::Pulled(Err(Failure::Unreachable)),
            event => event,
        };
        self.event(at, event);
        true
    }

    /// What the server does when a phone has proved that its data went back; says whether it did.
    pub fn begin_life(&mut self) -> bool {
        let went_back = self.authority.went_back();
        if went_back {
            let (epoch, boot) = (format!("e{}", self.id()), format!("b{}", self.id()));
            self.authority
                .begin_life(Opening::new(epoch), &boot, self.now)
                .expect("the memory store works");
        }
        went_back
    }

    /// The data is `backup` again, restored as `doorstep restore` does it, and served anew.
    pub fn restore(&mut self, backup: MemoryStore) {
        let (epoch, boot) = (format!("e{}", self.id()), format!("b{}", self.id()));
        recovery::open(&backup, Opening::new(epoch.clone()), self.now).expect("the memory store works");
        self.served_by(backup, Life { epoch, boot });
    }

    /// A process starts over this store.
    pub fn served_by(&mut self, store: MemoryStore, life: Life) {
        let key = self.authority.key().clone();
        self.authority = Authority::start(Arc::new(store), key, life, self.now).expect("the memory store works");
    }

    /// The recovery window closes, by hand.
    pub fn end_recovery(&mut self) {
        self.authority.end_recovery(self.now).expect("the memory store works");
    }

    /// The oldest call never reaches the server.
    pub fn lose(&mut self, at: usize) {
        if self.phones[at].calls.is_empty() {
            return;
        }
        let event = match self.phones[at].calls.remove(0) {
            Call::Push(_) => Event::Pushed(Err(Failure::Unreachable)),
            Call::Pull(_) => Event::Pulled(Err(Failure::Unreachable)),
        };
        self.event(at, event);
    }

    /// kill -9, and a cold start from what is on disk. Calls under way may or may not have reached the server before.
    pub fn kill(&mut self, at: usize) {
        let phone = &mut self.phones[at];
        phone.calls.clear();
        let meta = phone.disk.meta.clone().expect("every phone has stored its client");
        phone.replica = Replica::open(Stored {
            outbox_meta: meta,
            entries: phone.disk.entries.clone(),
            confirmed_meta: phone.disk.confirmed.clone(),
            entities: phone.disk.entities.values().cloned().collect(),
        });
        self.event(at, Event::Leader(true));
    }

    /// The person does something; returns the command's id.
    pub fn ask(&mut self, at: usize, command: Command) -> CommandId {
        let command_id = CommandId::from_bits(self.id());
        self.event(
            at,
            Event::Ask {
                command: Box::new(command),
                command_id,
            },
        );
        command_id
    }

    /// An act on an order.
    pub fn act(&mut self, at: usize, order: OrderId, act: Act) -> CommandId {
        self.ask(
            at,
            Command::Order(OrderCommand {
                order,
                community: yy(),
                act,
            }),
        )
    }

    /// Network for one phone until nothing moves any more.
    pub fn sync(&mut self, at: usize) {
        self.event(at, Event::Nudge);
        while self.serve(at, true) {}
    }

    /// Network for everybody, twice, so that everyone sees what everyone sent.
    pub fn settle(&mut self) {
        for _ in 0..2 {
            for at in 0..self.phones.len() {
                self.sync(at);
            }
        }
    }

    /// Places an order on a phone, by its own person for the resident.
    pub fn place(&mut self, at: usize) -> OrderId {
        let order = OrderId::from_bits(self.id());
        let placing = self.placing();
        self.act(at, order, Act::Place(Box::new(placing)));
        order
    }

    pub fn placing(&self) -> Placing {
        Placing {
            note: "门铃坏了，请敲门".into(),
            ..placing::placing(blood_pressure(), RESIDENT, self.now.day().plus(1))
        }
    }

    pub fn order(&self, at: usize, id: OrderId) -> Option<&doorstep_domain::order::Order> {
        self.phones[at].replica.orders().find(|o| o.id == id)
    }

    pub fn mark(&self, at: usize, id: OrderId) -> Mark {
        self.phones[at].replica.mark(&Key::order(id))
    }

    pub fn later(&mut self, minutes: i64) {
        self.now = self.now.plus(minutes * MINUTE);
    }

    /// Everything on a phone's disk, as one JSON text.
    pub fn stored_text(&self, at: usize) -> String {
        let disk = &self.phones[at].disk;
        let entities: Vec<&Entity> = disk.entities.values().collect();
        let parts = (&disk.meta, &disk.entries, &disk.confirmed, entities);
        serde_json::to_string_pretty(&parts).expect("stored data is JSON")
    }

    /// A phone with this on its disk, started cold.
    pub fn phone_from(&mut self, text: &str) -> usize {
        let stored = stored_from(text);
        let at = self.phone(stored.outbox_meta.person);
        self.phones[at].disk = Disk {
            entries: stored.entries,
            meta: Some(stored.outbox_meta),
            entities: stored.entities.into_iter().map(|e| (e.key(), e)).collect(),
            confirmed: stored.confirmed_meta,
        };
        self.kill(at);
        at
    }

    /// The order as the server has it.
    pub fn truth(&self, id: OrderId) -> Option<doorstep_domain::order::Order> {
        let request = doorstep_protocol::PullRequest {
            schema: SCHEMA,
            actor: STAFF,
            cursor: None,
            limit: 500,
            lease: None,
        };
        let reply = self
            .authority
            .pull(STAFF, &request, self.now)
            .expect("the memory store works");
        reply
            .rows
            .iter()
            .filter_map(doorstep_protocol::Row::entity)
            .find_map(|e| match e {
                Entity::Order(order) if order.id == id => Some(*order),
                _ => None,
            })
    }
}

/// Through JSON and back, as the real line does.
fn over_the_wire<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).expect("messages are JSON"))
        .expect("messages are read as written")
}
