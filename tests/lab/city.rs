//! The small city of the lab: one community, one service, people with one role each.

use doorstep_domain::{
    Area, BuildingId, ClientId, Command, CommandId, Entity, Grant, Instant, PersonId, Role, Seen,
    catalogue::{CatalogueCommand, Item, Limits, Mode, Pool, Presence},
    person::{Consent, Home, Person, PersonCommand, Profile},
    phone::Phone as Number,
    place::{Building, Community, PlaceCommand, Settlement, Station},
};
use doorstep_protocol::{Envelope, version::SCHEMA};
use serde_json::value::RawValue;

use super::{ALICE, BOB, DAUGHTER, Lab, OPERATOR, RESIDENT, STAFF, blood_pressure, yy};

fn community() -> Community {
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

fn item() -> Item {
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

fn person(id: PersonId, name: &str, role: Role, area: Area) -> Person {
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

impl Lab {
    /// Everything the installation does before a test begins.
    pub(super) fn seed(&mut self) {
        // The first operator is not made by a command: the installation makes it, as `doorstep` does at first start.
        let operator = Entity::Person(Box::new(person(OPERATOR, "管理员", Role::Operator, Area::City)));
        self.authority
            .install(operator, self.now)
            .expect("the memory store works");
        let mut number = 0;
        let client = ClientId::from_bits(2);
        let mut run = |lab: &mut Self, command: Command| {
            number += 1;
            let envelope = Envelope {
                schema: SCHEMA,
                version: 1,
                actor: OPERATOR,
                client,
                number,
                command_id: CommandId::from_bits(lab.id()),
                device_time: lab.now,
                skew: None,
                blobs: Vec::new(),
                supersedes: None,
                receipt: None,
                body: RawValue::from_string(serde_json::to_string(&command).expect("commands are JSON")).expect("JSON"),
            };
            let (results, _) = lab
                .authority
                .push(OPERATOR, vec![envelope], lab.now)
                .expect("the memory store works");
            assert_eq!(
                results[0].outcome.word(),
                "applied",
                "{command:?} -> {:?}",
                results[0].outcome
            );
        };
        run(self, Command::Place(PlaceCommand::Define(community())));
        run(self, Command::Catalogue(CatalogueCommand::Define(item())));
        for (id, name, role) in [
            (RESIDENT, "王示例", Role::Resident),
            (DAUGHTER, "李示例", Role::Resident),
            (ALICE, "赵示例", Role::Member),
            (BOB, "钱示例", Role::Member),
            (STAFF, "孙示例", Role::Staff),
        ] {
            run(
                self,
                Command::Person(PersonCommand::Register(Box::new(person(
                    id,
                    name,
                    role,
                    Area::Community(yy()),
                )))),
            );
        }
        run(
            self,
            Command::Person(PersonCommand::Consent {
                person: RESIDENT,
                purpose: Consent::Notice,
                version: Some(1),
            }),
        );
        let relation = "女儿".to_owned();
        run(
            self,
            Command::Person(PersonCommand::AllowProxy {
                person: RESIDENT,
                proxy: DAUGHTER,
                relation,
            }),
        );
    }
}
