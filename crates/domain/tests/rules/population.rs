//! Who and what there is in the small city before anything happens.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{
    Area, BuildingId, Grant, Instant, PersonId, Role, Seen,
    catalogue::{Item, Limits, Mode, Pool, Presence},
    person::{Consents, Given, Home, Person, Profile, Proxy},
    phone::Phone,
    place::{Building, Community, Settlement, Station},
};

use crate::city::{
    BOTH, DAUGHTER, DEPARTMENT, ELSEWHERE, MEMBER, NEIGHBOUR, OPERATOR, OTHER_STAFF, RELATION, RESIDENT, SECRETARY,
    SKILLED, STAFF, VOLUNTEER, ZONED, c1,
};

pub(crate) fn community(id: &str) -> Community {
    let building = |n: &str| Building {
        id: n.into(),
        estate: String::new(),
        name: format!("{n}号楼"),
    };
    Community {
        id: id.into(),
        name: "试验社区".to_owned(),
        settlement: Settlement::Estate,
        belongs_to: String::new(),
        phone: "000-1234".to_owned(),
        prefix: "YY".to_owned(),
        opens: 8 * 60 + 30,
        closes: 18 * 60,
        buildings: vec![building("b1"), building("b2")],
        stations: vec![Station {
            id: format!("{id}-s").as_str().into(),
            name: "工作站".to_owned(),
            place: String::new(),
        }],
        filing: Vec::new(),
    }
}

fn item(code: &str, mode: Mode) -> Item {
    Item {
        code: code.into(),
        title: "服务".to_owned(),
        public_title: "服务".to_owned(),
        title_en: "Service".to_owned(),
        icon: "wrench".to_owned(),
        modes: vec![mode],
        pool: Pool::Open,
        minutes: 40,
        places: 1,
        materials: Vec::new(),
        not_done: Vec::new(),
        cost: String::new(),
        skill: None,
        presence: Presence::Anyone,
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

/// A1 at the door · A2 opens by itself · B1 an errand that needs a skill · C1 at the centre · D1 dispatched · P1 by phone · V1 said
/// and not written ·
/// T2 for two people.
pub(crate) fn items() -> Vec<Item> {
    let door = |code| item(code, Mode::Door);
    vec![
        door("A1"),
        Item {
            trusted: true,
            ..door("A2")
        },
        Item {
            skill: Some("electric".to_owned()),
            ..item("B1", Mode::Errand)
        },
        item("C1", Mode::Centre),
        Item {
            pool: Pool::Dispatch,
            asks_health: true,
            ..door("D1")
        },
        item("P1", Mode::Phone),
        Item {
            spoken: true,
            trusted: true,
            pool: Pool::Dispatch,
            ..door("V1")
        },
        Item {
            places: 2,
            trusted: true,
            ..door("T2")
        },
    ]
}

fn grant(role: Role, area: Area) -> Grant {
    Grant {
        role,
        area,
        from: Instant(0),
        until: None,
    }
}

fn person(id: PersonId, grants: Vec<Grant>) -> Person {
    let n = id.0.as_u128();
    let phone = Phone::parse(&format!("0009{n:03}{n:04}")).unwrap();
    Person {
        id,
        profile: Profile {
            name: Seen::known(format!("姓名{n}词")),
            phone_tail: Seen::known(phone.tail().to_owned()),
            phone: Seen::known(phone),
            door: Seen::known(format!("门牌{n}词")),
            initials: Seen::hidden(),
            relations: BTreeMap::new(),
        },
        home: None,
        grants,
        skills: BTreeSet::new(),
        cap: 3,
        badge: Some(format!("B{n}")),
        post: None,
        consents: Consents::default(),
        proxies: Vec::new(),
    }
}

fn home(community: &str, building: &str) -> Home {
    Home {
        community: community.into(),
        building: Some(building.into()),
    }
}

pub(crate) fn population() -> Vec<Person> {
    let here = || Area::Community(c1());
    let there = || Area::Community("c2".into());
    let zone = Area::Zone(c1(), BTreeSet::from([BuildingId::from("b2")]));
    let given = Some(Given {
        version: 1,
        at: Instant(0),
    });
    let mut resident = person(RESIDENT, vec![grant(Role::Resident, here())]);
    resident.home = Some(home("c1", "b1"));
    resident.consents = Consents {
        notice: given,
        health: given,
    };
    resident.proxies = vec![Proxy {
        person: DAUGHTER,
        relation: RELATION.to_owned(),
        since: Instant(0),
    }];
    // The daughter takes orders here herself, so that she could meet her mother's.
    let mut daughter = person(DAUGHTER, vec![grant(Role::Member, here())]);
    daughter.home = Some(home("c2", "b1"));
    let mut neighbour = person(
        NEIGHBOUR,
        vec![grant(Role::Resident, here()), grant(Role::Member, here())],
    );
    neighbour.home = Some(home("c1", "b2"));
    neighbour.consents.notice = given;
    let mut skilled = person(SKILLED, vec![grant(Role::Member, here())]);
    skilled.skills = BTreeSet::from(["electric".to_owned()]);
    vec![
        resident,
        daughter,
        person(MEMBER, vec![grant(Role::Member, here())]),
        person(ZONED, vec![grant(Role::Member, zone)]),
        skilled,
        person(VOLUNTEER, vec![grant(Role::Volunteer, here())]),
        person(STAFF, vec![grant(Role::Staff, here())]),
        person(BOTH, vec![grant(Role::Staff, here()), grant(Role::Member, here())]),
        person(SECRETARY, vec![grant(Role::Secretary, here())]),
        person(DEPARTMENT, vec![grant(Role::Department, Area::City)]),
        person(OPERATOR, vec![grant(Role::Operator, Area::City)]),
        neighbour,
        person(ELSEWHERE, vec![grant(Role::Member, there())]),
        person(OTHER_STAFF, vec![grant(Role::Staff, there())]),
    ]
}
