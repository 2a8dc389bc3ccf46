//! The small city of the lab: one community, one service, people with one role each.

use doorstep_domain::{
    Area, BuildingId, Grant, Instant, PersonId, Role, Seen,
    catalogue::{Item, Limits, Mode, Pool, Presence},
    person::{Home, Person, Profile},
    phone::Phone as Number,
    place::{Building, Community, Settlement, Station},
};

use super::{blood_pressure, yy};

pub(super) fn community() -> Community {
    Community {
        id: yy(),
        name: "宜园社区".into(),
        settlement: Settlement::Estate,
        belongs_to: String::new(),
        phone: "00012345".into(),
        prefix: "YY".into(),
        opens: 510,
        closes: 1080,
        buildings: vec![Building {
            id: "b3".into(),
            estate: "宜园小区".into(),
            name: "3号楼".into(),
        }],
        stations: vec![Station {
            id: "s1".into(),
            name: "宜园站".into(),
            place: "北门".into(),
        }],
        filing: Vec::new(),
    }
}

pub(super) fn item() -> Item {
    Item {
        code: blood_pressure(),
        title: "量血压".into(),
        public_title: "量血压".into(),
        title_en: "Blood pressure".into(),
        icon: "heart".into(),
        modes: vec![Mode::Door],
        pool: Pool::Open,
        minutes: 15,
        places: 1,
        materials: Vec::new(),
        not_done: Vec::new(),
        cost: String::new(),
        skill: None,
        presence: Presence::Oneself,
        proxy_allowed: true,
        trusted: true,
        asks_health: true,
        lays_out: false,
        emergency: String::new(),
        spoken: false,
        hidden: false,
        en: Box::default(),
        limits: Limits::default(),
    }
}

pub(super) fn person(id: PersonId, name: &str, role: Role, area: Area) -> Person {
    Person {
        id,
        profile: Profile {
            name: Seen::known(name.into()),
            phone: Number::parse(&format!("000{:08}", id.0.as_u128())).ok().into(),
            phone_tail: Seen::hidden(),
            door: Seen::known("2单元301".into()),
            ..Profile::default()
        },
        home: Some(Home {
            community: yy(),
            building: Some(BuildingId::from("b3")),
        }),
        grants: vec![Grant {
            role,
            area,
            from: Instant(0),
            until: None,
        }],
        skills: std::collections::BTreeSet::new(),
        cap: 3,
        badge: Some(format!("YY-{}", id.0.as_u128())),
        post: None,
        consents: doorstep_domain::person::Consents::default(),
        proxies: Vec::new(),
    }
}
