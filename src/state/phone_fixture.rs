//! A small world for the tests of the projections: one community, one item, two helpers, and a phone that holds it all.

use std::collections::BTreeSet;

use doorstep_domain::{
    Area, ClientId, Command, CommandId, CommunityId, Day, Entity, Grant, Instant, Key, OrderId, PersonId, Reason, Role,
    Seen, Slot,
    catalogue::{Item, Limits, Mode, Pool, Presence},
    order::{Act, Clocks, Contact, Holder, Order, OrderCommand, State},
    person::{Consents, Person, Profile},
    phone::Phone,
    place::{Building, Community, Settlement, Station},
};
use doorstep_protocol::{Outcome, PullReply, PushReply, PushResult, Receipt, Row, Stamp};
use doorstep_replica::{Effect, Event, Replica};

pub(crate) const ME: PersonId = PersonId::from_bits(1);
pub(crate) const RESIDENT: PersonId = PersonId::from_bits(2);
pub(crate) const COLLEAGUE: PersonId = PersonId::from_bits(3);
pub(crate) const ORDER: OrderId = OrderId::from_bits(10);
pub(crate) const DAY: Day = Day(20_000);

pub(crate) fn at(hour: u16, minute: u16) -> Instant {
    DAY.at(hour * 60 + minute)
}

pub(crate) fn community() -> CommunityId {
    "yy".into()
}

pub(crate) fn slot(day: i32, from: u16) -> Slot {
    Slot {
        day: DAY.plus(day),
        from: from * 60,
        to: from * 60 + 60,
    }
}

/// An open order that anybody may take, at 15:00 of the day.
pub(crate) fn open(id: OrderId) -> Order {
    let clocks = Clocks::start(at(8, 0), Some(at(10, 0)), 1);
    Order {
        number: "YY1042".into(),
        building: Some("b3".into()),
        ..Order::fresh(id, community(), &item(), Mode::Door, slot(0, 15), State::Open, clocks)
    }
}

/// The same, held by [`ME`] since 9:00, with its contacts.
pub(crate) fn held(id: OrderId) -> Order {
    Order {
        state: State::Accepted,
        resident: Seen::known(RESIDENT),
        placed_by: Seen::known(RESIDENT),
        contact: Seen::known(Contact {
            name: Seen::known("王示例".into()),
            phone: Seen::known(Phone::parse("00012340056").unwrap()),
            phone_tail: Seen::known("0056".into()),
            door: Seen::known("2单元 0401".into()),
        }),
        note: Seen::known("请敲重一点".into()),
        remarks: Seen::known(Vec::new()),
        taken: 1,
        generation: 1,
        holders: vec![Holder {
            person: ME,
            lead: true,
            since: at(9, 0),
            card: Seen::hidden(),
            called: false,
        }],
        ..open(id)
    }
}

pub(crate) fn item() -> Item {
    Item {
        code: "C01".into(),
        title: "独居探访".into(),
        public_title: "上门走访".into(),
        title_en: "Visit to one living alone".into(),
        icon: "scissors".into(),
        modes: vec![Mode::Door],
        pool: Pool::Open,
        minutes: 30,
        places: 1,
        materials: Vec::new(),
        not_done: Vec::new(),
        cost: String::new(),
        skill: None,
        presence: Presence::Anyone,
        proxy_allowed: true,
        trusted: true,
        asks_health: false,
        lays_out: false,
        emergency: String::new(),
        spoken: false,
        hidden: false,
        en: Box::default(),
        limits: Limits::default(),
    }
}

pub(crate) fn place() -> Community {
    Community {
        id: community(),
        name: "宜园社区".into(),
        settlement: Settlement::Estate,
        belongs_to: "示例区".into(),
        phone: "000-0000".into(),
        prefix: "YY".into(),
        opens: 510,
        closes: 1050,
        buildings: vec![Building {
            id: "b3".into(),
            estate: "宜园小区".into(),
            name: "3号楼".into(),
        }],
        stations: vec![Station {
            id: "s1".into(),
            name: "3号院站".into(),
            place: "北门".into(),
        }],
        filing: Vec::new(),
    }
}

pub(crate) fn person(id: PersonId, name: &str, role: Role) -> Person {
    Person {
        id,
        profile: Profile {
            name: Seen::known(name.into()),
            ..Profile::default()
        },
        home: None,
        grants: vec![Grant {
            role,
            area: Area::Community(community()),
            from: Instant(0),
            until: None,
        }],
        skills: BTreeSet::from(["理发".to_owned()]),
        cap: 3,
        badge: None,
        post: None,
        consents: Consents::default(),
        proxies: Vec::new(),
    }
}

/// A phone of [`ME`], a member, that was shown these orders.
pub(crate) fn phone(orders: Vec<Order>) -> Replica {
    let mut entities = vec![
        Entity::Community(Box::new(place())),
        Entity::Item(Box::new(item())),
        Entity::Person(Box::new(person(ME, "刘示例", Role::Member))),
        Entity::Person(Box::new(person(COLLEAGUE, "赵示例", Role::Member))),
    ];
    entities.extend(orders.into_iter().map(|o| Entity::Order(Box::new(o))));
    let mut stored = Replica::fresh(ME, ClientId::from_bits(1));
    stored.entities = entities;
    let mut replica = Replica::open(stored);
    replica.update(Event::Leader(true), at(9, 0));
    replica
}

/// Gives a command at `now` and puts it on disk; answers with a refusal on the spot.
pub(crate) fn give(replica: &mut Replica, id: u128, command: Command, now: Instant) -> Option<Reason> {
    let effects = replica.update(
        Event::Ask {
            command: Box::new(command),
            command_id: CommandId::from_bits(id),
        },
        now,
    );
    let mut refused = None;
    let mut todo = effects;
    while let Some(effect) = todo.pop() {
        match effect {
            Effect::SaveOutbox { ticket, .. } => todo.extend(replica.update(Event::OutboxSaved { ticket }, now)),
            Effect::Refused { reason, .. } => refused = Some(reason),
            _ => {}
        }
    }
    refused
}

/// An act of [`ME`] on an order.
pub(crate) fn act(order: OrderId, act: Act) -> Command {
    Command::Order(OrderCommand {
        order,
        community: community(),
        act,
    })
}

/// The community refuses a command.
pub(crate) fn refuse(replica: &mut Replica, id: u128, reason: Reason, now: Instant) {
    answer(replica, id, |receipt| Outcome::Rejected { reason, receipt }, now);
}

/// The community takes a command.
pub(crate) fn accept(replica: &mut Replica, id: u128, now: Instant) {
    answer(replica, id, |receipt| Outcome::Applied { receipt }, now);
}

fn answer(replica: &mut Replica, id: u128, outcome: impl FnOnce(Receipt) -> Outcome, now: Instant) {
    let receipt = Receipt {
        epoch: "e".into(),
        boot: String::new(),
        partition: "c:yy".into(),
        seq: 9,
        at: now,
        mac: String::new(),
    };
    let result = PushResult {
        command_id: CommandId::from_bits(id),
        outcome: outcome(receipt),
    };
    let stamp = stamp(now);
    let reply = PushReply {
        results: vec![result],
        stamp,
    };
    replica.update(Event::Pushed(Ok(reply)), now);
}

fn stamp(now: Instant) -> Stamp {
    Stamp {
        epoch: "e".into(),
        boot: "b".into(),
        now,
    }
}

/// Nothing reaches the community any more.
pub(crate) fn cut(replica: &mut Replica, now: Instant) {
    replica.update(Event::Lost, now);
}

/// A pull says that an order is not for this person any more.
pub(crate) fn gone_from(replica: &mut Replica, order: OrderId, now: Instant) {
    let row = Row {
        key: Key::order(order),
        body: None,
    };
    pulled(replica, vec![row], now, now);
}

/// A pull by a server whose clock is at `server`.
pub(crate) fn pulled(replica: &mut Replica, rows: Vec<Row>, server: Instant, now: Instant) {
    let reply = PullReply {
        stamp: stamp(server),
        cursor: "c".into(),
        upto: [("c:yy".to_owned(), 8)].into(),
        reset: false,
        more: false,
        full: false,
        rows,
        lease: None,
    };
    replica.update(Event::Pulled(Ok(reply)), now);
}
