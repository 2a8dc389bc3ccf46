//! People and orders for the tests of the desk, and a device that holds them.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{
    Area, ClientId, Entity, Grant, Instant, OrderId, PersonId, Role, Seen, Slot,
    catalogue::{Item, Limits, Mode, Pool, Presence},
    order::{Clocks, Contact, Holder, Offer, Order, Referral, ServiceCode, State, Suspension, Why},
    person::{Consents, DEFAULT_CAP, Home, Person, Profile},
    phone::Phone,
    place::{Building, Community, Settlement},
    time::{Day, MINUTE},
};
use doorstep_replica::Replica;

/// The desk's person.
pub(crate) const DESK: PersonId = PersonId::from_bits(1);
/// A resident.
pub(crate) const WANG: PersonId = PersonId::from_bits(2);
/// A member who holds orders that are held.
pub(crate) const LI: PersonId = PersonId::from_bits(3);
/// Another member.
pub(crate) const ZHANG: PersonId = PersonId::from_bits(4);

const TODAY: Day = Day(20_000);

/// `minutes` after ten o'clock of a working day.
pub(crate) fn at(minutes: i64) -> Instant {
    TODAY.at(600).plus(minutes * MINUTE)
}

/// Tomorrow from `hour` for one hour.
pub(crate) fn tomorrow(hour: u16) -> Slot {
    Slot {
        day: TODAY.plus(1),
        from: hour * 60,
        to: hour * 60 + 60,
    }
}

/// 宜园社区 with two buildings.
pub(crate) fn community() -> Community {
    let building = |id: &str, name: &str| Building {
        id: id.into(),
        estate: "宜园小区".into(),
        name: name.into(),
    };
    Community {
        id: "yy".into(),
        name: "宜园社区".into(),
        settlement: Settlement::Estate,
        belongs_to: String::new(),
        phone: "00091900001".into(),
        prefix: "YY".into(),
        opens: 510,
        closes: 1080,
        buildings: vec![building("yy-3", "3号楼"), building("yy-4", "4号楼")],
        stations: Vec::new(),
        filing: Vec::new(),
    }
}

/// A haircut at the door.
pub(crate) fn item() -> Item {
    Item {
        code: "C01".into(),
        title: "上门理发".into(),
        public_title: "上门理发".into(),
        title_en: "Haircut".into(),
        icon: "scissors".into(),
        modes: vec![Mode::Door],
        pool: Pool::Open,
        minutes: 30,
        places: 1,
        materials: Vec::new(),
        not_done: Vec::new(),
        cost: String::new(),
        skill: None,
        presence: Presence::Oneself,
        proxy_allowed: true,
        trusted: false,
        asks_health: false,
        lays_out: false,
        emergency: String::new(),
        spoken: false,
        hidden: false,
        en: Box::default(),
        limits: Limits::default(),
    }
}

/// Somebody of the community with one grant, as the desk sees them.
pub(crate) fn person(id: PersonId, name: &str, role: Role, area: Area) -> Person {
    Person {
        id,
        profile: Profile {
            name: Seen::known(name.into()),
            phone: Seen::hidden(),
            phone_tail: Seen::known(format!("00{:02}", id.0.as_u128())),
            initials: Seen::hidden(),
            relations: BTreeMap::new(),
            door: Seen::hidden(),
        },
        home: (role == Role::Resident).then(|| Home {
            community: "yy".into(),
            building: Some("yy-3".into()),
        }),
        grants: vec![Grant {
            role,
            area,
            from: Instant(0),
            until: None,
        }],
        skills: BTreeSet::new(),
        cap: DEFAULT_CAP,
        badge: None,
        post: None,
        consents: Consents::default(),
        proxies: Vec::new(),
    }
}

/// The usual four.
pub(crate) fn people() -> Vec<Person> {
    let whole = || Area::Community("yy".into());
    let zone = Area::Zone("yy".into(), BTreeSet::from(["yy-4".into()]));
    vec![
        person(DESK, "郑示例", Role::Staff, whole()),
        person(WANG, "王示例", Role::Resident, whole()),
        person(LI, "李示例", Role::Member, whole()),
        person(ZHANG, "张示例", Role::Member, zone),
    ]
}

/// An order of 王示例 in `state`, with what belongs to that state.
pub(crate) fn order(number: u16, state: State) -> Order {
    let held = state.is_held() || state == State::AwaitingConfirm;
    let id = OrderId::from_bits(number.into());
    let clocks = Clocks::start(at(0), Some(at(120)), 1);
    Order {
        number: format!("YY{number}"),
        building: Some("yy-3".into()),
        resident: Seen::known(WANG),
        placed_by: Seen::known(WANG),
        contact: Seen::known(Contact {
            name: Seen::known("王示例".into()),
            phone: Seen::hidden(),
            phone_tail: Seen::known("0002".into()),
            door: Seen::hidden(),
        }),
        note: Seen::known(String::new()),
        code: Seen::known(ServiceCode::from_random(4729)),
        taken: u8::from(held),
        holders: held.then(holder).into_iter().collect(),
        offer: (state == State::Offered).then(|| Offer { to: LI, due: at(30) }),
        suspension: (state == State::Suspended).then(|| Suspension {
            why: Why::Materials,
            until: at(10_000),
            from: State::InService,
        }),
        referral: (state == State::Referred).then(|| Referral {
            to: "示例燃气公司".into(),
            why: Why::GasDanger,
            proposed: false,
            outcome: None,
        }),
        remarks: Seen::known(Vec::new()),
        ..Order::fresh(id, "yy".into(), &item(), Mode::Door, tomorrow(15), state, clocks)
    }
}

fn holder() -> Holder {
    Holder {
        person: LI,
        lead: true,
        since: at(5),
        card: Seen::hidden(),
        called: false,
    }
}

/// A device of the desk that holds the usual people and these orders.
pub(crate) fn device(orders: Vec<Order>) -> Replica {
    device_of(DESK, people(), orders)
}

/// A device of `me`.
pub(crate) fn device_of(me: PersonId, people: Vec<Person>, orders: Vec<Order>) -> Replica {
    let mut stored = Replica::fresh(me, ClientId::from_bits(9));
    stored.entities = vec![Entity::Community(Box::new(community())), Entity::Item(Box::new(item()))];
    stored
        .entities
        .extend(people.into_iter().map(|p| Entity::Person(Box::new(p))));
    stored
        .entities
        .extend(orders.into_iter().map(|o| Entity::Order(Box::new(o))));
    Replica::open(stored)
}

/// A phone number for registering.
pub(crate) fn phone() -> Phone {
    Phone::parse("00012345678").expect("a number of eleven digits")
}
