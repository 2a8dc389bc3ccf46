//! A small town with its people, and the words to act in it.

use std::{collections::BTreeMap, sync::Arc};

use doorstep_authority::{Authority, Life, MacKey, Storage, Touched};
use doorstep_domain::{
    Area, ClientId, Command, CommandId, CommunityId, Day, Entity, Grant, Instant, ItemCode, Key, OrderId, PersonId,
    Role, Seen, Slot,
    catalogue::{CatalogueCommand, Item, Limits, Mode, Pool, Presence},
    entity::Partition,
    order::{Act, Channel, Order, OrderCommand, Placing, ServiceCode},
    person::{Consent, Consents, DEFAULT_CAP, Home, Person, PersonCommand, Profile},
    phone::Phone,
    place::{Building, Community, PlaceCommand, Settlement, Station},
};
use doorstep_protocol::{Envelope, Outcome, version::SCHEMA};
use serde_json::value::to_raw_value;

pub(crate) const OPERATOR: PersonId = PersonId::from_bits(1);
pub(crate) const RESIDENT: PersonId = PersonId::from_bits(10);
pub(crate) const DAUGHTER: PersonId = PersonId::from_bits(11);
pub(crate) const NEIGHBOUR: PersonId = PersonId::from_bits(12);
pub(crate) const MEMBER: PersonId = PersonId::from_bits(20);
pub(crate) const OTHER: PersonId = PersonId::from_bits(21);
pub(crate) const VOLUNTEER: PersonId = PersonId::from_bits(22);
pub(crate) const STAFF: PersonId = PersonId::from_bits(30);
pub(crate) const SECRETARY: PersonId = PersonId::from_bits(31);
pub(crate) const DEPARTMENT: PersonId = PersonId::from_bits(32);
pub(crate) const FAR_STAFF: PersonId = PersonId::from_bits(33);
pub(crate) const STRANGER: PersonId = PersonId::from_bits(99);

pub(crate) const PEOPLE: [PersonId; 12] = [
    OPERATOR, RESIDENT, DAUGHTER, NEIGHBOUR, MEMBER, OTHER, VOLUNTEER, STAFF, SECRETARY, DEPARTMENT, FAR_STAFF,
    STRANGER,
];

/// Words that stand in personal fields only.
pub(crate) const NAME: &str = "王示例";
pub(crate) const DOOR: &str = "2单元301";
pub(crate) const HEALTH: &str = "心脏装了起搏器";
pub(crate) const NOTE: &str = "门铃坏了请敲门";
pub(crate) const PHONE: &str = "00013912345";

/// A town over a store.
pub(crate) struct Town<S> {
    pub(crate) authority: Authority<S>,
    pub(crate) now: Instant,
    /// Client and last number of each person.
    pub(crate) clients: BTreeMap<PersonId, (ClientId, u64)>,
    ids: u128,
    pub(crate) touched: Touched,
}

pub(crate) fn yy() -> CommunityId {
    "yy".into()
}

pub(crate) fn jy() -> CommunityId {
    "jy".into()
}

pub(crate) fn partition(community: &CommunityId) -> String {
    Partition::Community(community.clone()).name()
}

pub(crate) fn grant(role: Role, area: Area) -> Grant {
    Grant {
        role,
        area,
        from: Instant(0),
        until: None,
    }
}

pub(crate) fn in_yy(role: Role) -> Vec<Grant> {
    vec![grant(role, Area::Community(yy()))]
}

impl<S: Storage> Town<S> {
    pub(crate) fn new(store: S) -> Self {
        let life = Life {
            epoch: "e1".into(),
            boot: "b1".into(),
        };
        let now = Day::from_civil(2026, 11, 23).at(9 * 60);
        let started = Authority::start(Arc::new(store), MacKey::new(vec![7; 32]), life, now);
        let mut town = Self {
            authority: started.expect("the store works"),
            now,
            clients: BTreeMap::new(),
            ids: 1 << 64,
            touched: Touched::new(),
        };
        let operator = person(OPERATOR, "管理员", None, vec![grant(Role::Operator, Area::City)]);
        town.authority
            .install(Entity::Person(Box::new(operator)), town.now)
            .expect("the store works");
        town.settle();
        town
    }

    fn settle(&mut self) {
        for (id, prefix) in [(yy(), "YY"), (jy(), "JY")] {
            self.applied(OPERATOR, &Command::Place(PlaceCommand::Define(community(id, prefix))));
        }
        for item in items() {
            self.applied(OPERATOR, &Command::Catalogue(CatalogueCommand::Define(item)));
        }
        let zone = Area::Zone(yy(), ["b1".into()].into());
        for (id, name, home, grants) in [
            (RESIDENT, NAME, Some((yy(), "b1")), in_yy(Role::Resident)),
            (
                DAUGHTER,
                "李示例",
                Some((jy(), "b1")),
                vec![grant(Role::Resident, Area::Community(jy()))],
            ),
            (NEIGHBOUR, "周示例", Some((yy(), "b2")), in_yy(Role::Resident)),
            (MEMBER, "赵示例", Some((yy(), "b2")), vec![grant(Role::Member, zone)]),
            (OTHER, "钱示例", Some((yy(), "b1")), in_yy(Role::Member)),
            (VOLUNTEER, "孙示例", Some((jy(), "b2")), in_yy(Role::Volunteer)),
            (STAFF, "吴示例", Some((jy(), "b1")), in_yy(Role::Staff)),
            (SECRETARY, "郑示例", None, in_yy(Role::Secretary)),
            (DEPARTMENT, "冯示例", None, in_yy(Role::Department)),
            (
                FAR_STAFF,
                "陈示例",
                None,
                vec![grant(Role::Staff, Area::Community(jy()))],
            ),
        ] {
            let home = home.map(|(community, building)| Home {
                community,
                building: Some(building.into()),
            });
            let person = person(id, name, home, grants);
            self.applied(OPERATOR, &Command::Person(PersonCommand::Register(Box::new(person))));
        }
        for person in [RESIDENT, DAUGHTER, NEIGHBOUR] {
            for purpose in [Consent::Notice, Consent::Health] {
                self.applied(person, &consent(person, purpose, Some(1)));
            }
        }
        let relation = "女儿".to_owned();
        let (person, proxy) = (RESIDENT, DAUGHTER);
        let allow = PersonCommand::AllowProxy {
            person,
            proxy,
            relation,
        };
        self.applied(RESIDENT, &Command::Person(allow));
    }

    /// Everybody has a fresh client from now on.
    pub(crate) fn renew(&mut self) {
        for person in PEOPLE {
            let client = ClientId::from_bits(self.id());
            self.clients.insert(person, (client, 0));
        }
    }

    pub(crate) fn id(&mut self) -> u128 {
        self.ids += 1;
        self.ids
    }

    /// The next envelope of a person; nobody has sent it yet.
    pub(crate) fn envelope(&mut self, actor: PersonId, body: &impl serde::Serialize) -> Envelope {
        let fresh = (ClientId::from_bits(actor.0.as_u128() << 32), 0);
        let (client, number) = self.clients.entry(actor).or_insert(fresh);
        *number += 1;
        let (client, number) = (*client, *number);
        Envelope {
            schema: SCHEMA,
            version: 1,
            actor,
            client,
            number,
            command_id: CommandId::from_bits(self.id()),
            device_time: self.now,
            skew: Some(0),
            blobs: Vec::new(),
            supersedes: None,
            receipt: None,
            body: to_raw_value(body).expect("commands are JSON"),
        }
    }

    pub(crate) fn push(&mut self, actor: PersonId, entries: Vec<Envelope>) -> Vec<Outcome> {
        let (results, touched) = self.authority.push(actor, entries, self.now).expect("the store works");
        self.touched = touched;
        results.into_iter().map(|r| r.outcome).collect()
    }

    pub(crate) fn send(&mut self, actor: PersonId, command: &Command) -> Outcome {
        let envelope = self.envelope(actor, command);
        self.push(actor, vec![envelope]).pop().expect("an outcome")
    }

    pub(crate) fn applied(&mut self, actor: PersonId, command: &Command) {
        let outcome = self.send(actor, command);
        assert_eq!(outcome.word(), "applied", "{command:?} -> {outcome:?}");
    }

    pub(crate) fn act(&mut self, actor: PersonId, order: OrderId, act: Act) -> Outcome {
        self.send(actor, &on(order, yy(), act))
    }

    /// An order of the resident's own, placed.
    pub(crate) fn place(&mut self, item: &str) -> OrderId {
        let order = OrderId::from_bits(self.id());
        let placing = placing(self.now, item, RESIDENT);
        self.applied(RESIDENT, &on(order, yy(), Act::Place(Box::new(placing))));
        order
    }

    pub(crate) fn order(&self, id: OrderId) -> Order {
        match self.authority.entity(&partition(&yy()), &Key::order(id)) {
            Ok(Some(Entity::Order(order))) => *order,
            other => panic!("no order: {other:?}"),
        }
    }

    pub(crate) fn person(&self, id: PersonId) -> Person {
        match self.authority.entity("city", &Key::person(id)) {
            Ok(Some(Entity::Person(person))) => *person,
            other => panic!("no person: {other:?}"),
        }
    }

    /// Replaces the grants of a person.
    pub(crate) fn empower(&mut self, person: PersonId, grants: Vec<Grant>) {
        let (skills, cap) = (std::collections::BTreeSet::new(), DEFAULT_CAP);
        let command = PersonCommand::Empower {
            person,
            grants,
            skills,
            cap,
        };
        self.applied(OPERATOR, &Command::Person(command));
    }
}

pub(crate) fn on(order: OrderId, community: CommunityId, act: Act) -> Command {
    Command::Order(OrderCommand { order, community, act })
}

pub(crate) fn consent(person: PersonId, purpose: Consent, version: Option<u32>) -> Command {
    Command::Person(PersonCommand::Consent {
        person,
        purpose,
        version,
    })
}

pub(crate) fn placing(now: Instant, item: &str, resident: PersonId) -> Placing {
    let by_phone = item == "P01";
    Placing {
        item: ItemCode::from(item),
        mode: if by_phone { Mode::Phone } else { Mode::Door },
        resident,
        channel: Channel::App,
        building: (!by_phone).then(|| "b1".into()),
        door: if by_phone { String::new() } else { DOOR.into() },
        contact_name: String::new(),
        contact_phone: None,
        slot: Slot {
            day: now.day().plus(1),
            from: 600,
            to: 660,
        },
        note: NOTE.into(),
        health: HEALTH.into(),
        code: ServiceCode::from_random(4711),
        number: String::new(),
        despite_duplicate: true,
        wish: None,
        attached: doorstep_domain::order::Attachments::default(),
    }
}

pub(crate) fn person(id: PersonId, name: &str, home: Option<Home>, grants: Vec<Grant>) -> Person {
    Person {
        id,
        profile: Profile {
            name: Seen::known(name.into()),
            phone: Phone::parse(PHONE).ok().into(),
            door: Seen::known(DOOR.into()),
            ..Profile::default()
        },
        home,
        grants,
        skills: std::collections::BTreeSet::new(),
        cap: DEFAULT_CAP,
        badge: None,
        post: None,
        consents: Consents::default(),
        proxies: Vec::new(),
    }
}

pub(crate) fn community(id: CommunityId, prefix: &str) -> Community {
    let building = |id: &str| Building {
        id: id.into(),
        estate: "小区".into(),
        name: id.into(),
    };
    Community {
        id,
        name: "社区".into(),
        settlement: Settlement::Estate,
        belongs_to: String::new(),
        phone: "00012345".into(),
        prefix: prefix.into(),
        opens: 510,
        closes: 1080,
        buildings: vec![building("b1"), building("b2")],
        stations: vec![Station {
            id: "s1".into(),
            name: "站".into(),
            place: "北门".into(),
        }],
        filing: Vec::new(),
    }
}

fn items() -> [Item; 3] {
    let item = |code: &str, mode: Mode, pool: Pool, trusted: bool| Item {
        code: code.into(),
        title: "服务".into(),
        public_title: "服务".into(),
        title_en: "Service".into(),
        icon: "heart".into(),
        modes: vec![mode],
        pool,
        minutes: 15,
        places: 1,
        materials: Vec::new(),
        not_done: Vec::new(),
        cost: String::new(),
        skill: None,
        presence: Presence::Oneself,
        proxy_allowed: true,
        trusted,
        asks_health: true,
        lays_out: false,
        emergency: String::new(),
        spoken: false,
        hidden: false,
        en: Box::default(),
        limits: Limits::default(),
    };
    [
        item("B01", Mode::Door, Pool::Open, true),
        item("D01", Mode::Door, Pool::Dispatch, false),
        item("P01", Mode::Phone, Pool::Open, true),
    ]
}
