//! A small city: one community with two buildings, a second one next door, one item of each mode and pool, and one person of
//! each kind. Every personal text is a word of its own, so that a test can look for it anywhere.

use std::collections::BTreeMap;

use doorstep_domain::{
    Actor, CommunityId, DutyId, Entity, Fact, Instant, ItemCode, Key, Load, Lookup, OrderId, PersonId, Slot, World,
    order::{Act, Attached, Channel, Media, Order, OrderCommand, Placing, ServiceCode, State},
    time::{Day, MINUTE},
};

use crate::population::{community, items, population};

/// The code of every order here, and one that is wrong.
pub(crate) const CODE: &str = "7391";
pub(crate) const WRONG: &str = "0264";
/// Words that must stay where they belong.
pub(crate) const NOTE: &str = "备注词";
pub(crate) const HEALTH: &str = "病情词";
pub(crate) const COMMENT: &str = "评语词";
pub(crate) const RELATION: &str = "亲属词";
/// A drawing that must stay where it belongs, too.
pub(crate) const INK: &str = "7h3k9m5q-a1b2c3a4";

/// The addresses of what the resident and whoever serves attach.
pub(crate) const SENT: &str = "5e17aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
pub(crate) const SHOT: &str = "5407bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/// Something attached: a voice note where it plays for a while.
pub(crate) fn attached(hash: &str, seconds: u16) -> Attached {
    Attached {
        hash: hash.into(),
        media: if seconds > 0 { Media::Voice } else { Media::Photo },
        bytes: 50_000,
        seconds,
    }
}

macro_rules! people {
    ($($name:ident = $id:literal,)*) => {
        $(pub(crate) const $name: PersonId = PersonId::from_bits($id);)*
        /// Everybody.
        pub(crate) const PEOPLE: &[PersonId] = &[$($name),*];
    };
}

people! {
    RESIDENT = 1,
    DAUGHTER = 2,
    MEMBER = 3,
    ZONED = 4,
    SKILLED = 5,
    VOLUNTEER = 6,
    STAFF = 7,
    BOTH = 8,
    SECRETARY = 9,
    DEPARTMENT = 10,
    OPERATOR = 11,
    NEIGHBOUR = 12,
    ELSEWHERE = 13,
    OTHER_STAFF = 14,
}

/// The day everything happens on, and its morning.
pub(crate) const DAY: Day = Day(20_000);

pub(crate) fn at(hour: u16, minute: u16) -> Instant {
    DAY.at(hour * 60 + minute)
}

pub(crate) fn slot(from: u16, to: u16) -> Slot {
    Slot {
        day: DAY,
        from: from * 60,
        to: to * 60,
    }
}

pub(crate) fn c1() -> CommunityId {
    "c1".into()
}

/// Everything there is: the server's world.
#[derive(Clone)]
pub(crate) struct City {
    pub(crate) now: Instant,
    pub(crate) rows: BTreeMap<Key, Entity>,
}

impl City {
    pub(crate) fn new() -> Self {
        let mut rows = BTreeMap::new();
        let mut add = |entity: Entity| rows.insert(entity.key(), entity);
        for id in ["c1", "c2"] {
            add(Entity::Community(Box::new(community(id))));
        }
        for item in items() {
            add(Entity::Item(Box::new(item)));
        }
        for person in population() {
            add(Entity::Person(Box::new(person)));
        }
        Self { now: at(9, 0), rows }
    }

    /// Who `person` is now, with those who let them order.
    pub(crate) fn actor(&self, person: PersonId) -> Actor {
        let people = self
            .rows
            .values()
            .filter_map(|e| if let Entity::Person(p) = e { Some(p) } else { None });
        let lets = people.filter(|p| p.has_proxy(person)).map(|p| p.id).collect();
        match self.person(person) {
            Lookup::Known(me) => me.actor(self.now, lets),
            _ => panic!("nobody has the id {person}"),
        }
    }

    pub(crate) fn the(&self, id: OrderId) -> &Order {
        match self.order(id) {
            Lookup::Known(order) => order,
            _ => panic!("no order {id}"),
        }
    }

    pub(crate) fn change(&mut self, id: OrderId, edit: impl FnOnce(&mut Order)) {
        if let Some(Entity::Order(order)) = self.rows.get_mut(&Key::order(id)) {
            edit(order);
        }
    }

    pub(crate) fn orders(&self) -> impl Iterator<Item = &Order> {
        self.rows
            .values()
            .filter_map(|e| if let Entity::Order(o) = e { Some(&**o) } else { None })
    }

    pub(crate) fn apply(&mut self, key: &Key, fact: &Fact) {
        if let Some(entity) = self.rows.get_mut(key) {
            entity.apply(fact);
        } else if let Some(entity) = fact.create() {
            self.rows.insert(key.clone(), entity);
        }
    }
}

/// The command by which the resident orders `item` for the afternoon.
pub(crate) fn placing(order: OrderId, item: &str) -> OrderCommand {
    let mode = items().iter().find(|i| i.code.as_str() == item).unwrap().modes[0];
    let health = if item == "D1" { HEALTH } else { "" };
    OrderCommand {
        order,
        community: c1(),
        act: Act::Place(Box::new(Placing {
            item: item.into(),
            mode,
            resident: RESIDENT,
            channel: Channel::App,
            building: None,
            door: String::new(),
            contact_name: String::new(),
            contact_phone: None,
            slot: slot(14, 16),
            note: NOTE.to_owned(),
            health: health.to_owned(),
            code: ServiceCode::parse(CODE).unwrap(),
            number: "YY1042".to_owned(),
            despite_duplicate: false,
            wish: None,
            attached: [attached(SENT, if item == "V1" { 20 } else { 0 })]
                .into_iter()
                .collect(),
        })),
    }
}

/// What `person` has on their hands among `orders`.
pub(crate) fn load_of<'a>(orders: impl Iterator<Item = &'a Order>, community: &CommunityId, person: PersonId) -> Load {
    let busy = orders.filter(|o| {
        let unfinished = !o.state.is_ended() && o.state != State::AwaitingConfirm;
        o.community == *community && unfinished && o.holder(person).is_some()
    });
    Load {
        held: busy.map(|o| (o.id, o.slot)).collect(),
    }
}

/// The orders of `resident` that have not ended.
pub(crate) fn open_of<'a>(
    orders: impl Iterator<Item = &'a Order>,
    community: &CommunityId,
    resident: PersonId,
) -> Vec<(OrderId, ItemCode, Day)> {
    let open = orders.filter(|o| o.community == *community && !o.state.is_ended() && o.resident.is(&resident));
    open.map(|o| (o.id, o.item.clone(), o.slot.day)).collect()
}

impl World for City {
    fn is_authority(&self) -> bool {
        true
    }

    fn entity(&self, key: &Key) -> Lookup<&Entity> {
        self.rows.get(key).map_or(Lookup::Absent, Lookup::Known)
    }

    fn load(&self, community: &CommunityId, person: PersonId) -> Lookup<Load> {
        Lookup::Known(load_of(self.orders(), community, person))
    }

    fn open_orders_of(&self, community: &CommunityId, resident: PersonId) -> Lookup<Vec<(OrderId, ItemCode, Day)>> {
        Lookup::Known(open_of(self.orders(), community, resident))
    }

    fn open_duty_of(&self, person: PersonId) -> Lookup<Option<DutyId>> {
        let open = self.rows.values().find_map(|e| match e {
            Entity::Duty(d) if d.person == person && d.ended.is_none() => Some(d.id),
            _ => None,
        });
        Lookup::Known(open)
    }
}

/// A minute later, as every act of a story is.
pub(crate) const STEP: i64 = MINUTE;
