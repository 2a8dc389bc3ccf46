//! The small city of a run: two communities, five services, and people with every role. What is personal is a word that stands
//! nowhere else, so that it can be looked for in what travels and in what is stored.

use std::collections::BTreeSet;

use doorstep_authority::{Storage, StoreError};
use doorstep_domain::{
    Area, BuildingId, Command, CommunityId, Grant, Instant, PersonId, Role, Seen,
    catalogue::{CatalogueCommand, Item, Limits, Mode, Pool, Presence},
    person::{Consent, Consents, DEFAULT_CAP, Home, Person, PersonCommand, Profile},
    phone::Phone,
    place::{Building, Community, PlaceCommand, Settlement, Station},
};

/// Keeps the installation.
pub const OPERATOR: PersonId = PersonId::from_bits(1);
/// Orders at the end of each run, when all faults have stopped, and nothing before.
pub const LAST_RESIDENT: PersonId = PersonId::from_bits(2);
/// Takes that order.
pub const LAST_MEMBER: PersonId = PersonId::from_bits(3);

/// Somebody with a phone.
#[derive(Clone, Debug)]
pub struct Who {
    /// Who.
    pub person: PersonId,
    /// What they are.
    pub role: Role,
    /// Where they live.
    pub home: &'static str,
}

/// The roles that phones are given to, in turn.
const ROLES: [Role; 10] = [
    Role::Resident,
    Role::Member,
    Role::Resident,
    Role::Staff,
    Role::Member,
    Role::Volunteer,
    Role::Resident,
    Role::Secretary,
    Role::Member,
    Role::Department,
];
/// The communities, with what their numbers begin with.
pub const COMMUNITIES: [(&str, &str); 2] = [("yy", "YY"), ("jy", "JY")];
/// The buildings of each.
pub const BUILDINGS: [&str; 2] = ["b1", "b2"];

/// The people of `phones` phones, the last two included.
pub fn people(phones: usize) -> Vec<Who> {
    let mut people = vec![
        Who {
            person: LAST_RESIDENT,
            role: Role::Resident,
            home: "yy",
        },
        Who {
            person: LAST_MEMBER,
            role: Role::Member,
            home: "yy",
        },
    ];
    people.extend((0..phones.saturating_sub(2)).map(|at| Who {
        person: PersonId::from_bits(10 + u128::try_from(at).unwrap_or(0)),
        role: ROLES[at % ROLES.len()],
        // Most of life is in one community; that of the other must never be mixed up with it.
        home: if at % 5 == 3 && at > 5 { "jy" } else { "yy" },
    }));
    people
}

/// The community `id`.
pub fn community(id: &str) -> CommunityId {
    CommunityId(id.to_owned())
}

/// The door of a person: a word that stands nowhere else.
pub fn door(person: PersonId) -> String {
    format!("门{}号", 7_000_000 + person.0.as_u128() % 1_000_000)
}

/// The phone number of a person, which stands nowhere else.
pub fn number(person: PersonId) -> String {
    format!("000{:08}", 71_000_000 + person.0.as_u128() % 1_000_000)
}

/// Everything the installation and its operator do before the run.
pub fn founding(people: &[Who]) -> Vec<Command> {
    let mut commands: Vec<Command> = COMMUNITIES
        .iter()
        .map(|(id, prefix)| Command::Place(PlaceCommand::Define(place(id, prefix, BUILDINGS.len()))))
        .collect();
    commands.extend(items().map(|item| Command::Catalogue(CatalogueCommand::Define(item))));
    for who in people {
        let person = person(who.person, Some(who.home), vec![grant(who.role, area(who))]);
        commands.push(Command::Person(PersonCommand::Register(Box::new(person))));
    }
    commands
}

/// Moves each community's sequence on, as what happened there in the years before would have.
///
/// # Errors
/// When the store fails.
pub fn age<S: Storage>(store: &S, past: [u64; 2], now: Instant) -> Result<(), StoreError> {
    for ((id, _), count) in COMMUNITIES.iter().zip(past) {
        let partition = format!("c:{id}");
        store.write(&partition.clone(), move |txn| {
            for _ in 0..count {
                txn.advance(&partition, now)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Where somebody's role holds: every third member has one building only.
fn area(who: &Who) -> Area {
    let bits = who.person.0.as_u128();
    if who.role == Role::Member && bits.is_multiple_of(3) && who.person != LAST_MEMBER {
        return Area::Zone(community(who.home), BTreeSet::from([BuildingId::from("b1")]));
    }
    Area::Community(community(who.home))
}

/// A role in an area, from the beginning and for good.
pub const fn grant(role: Role, area: Area) -> Grant {
    Grant {
        role,
        area,
        from: Instant(0),
        until: None,
    }
}

/// A person as registered.
pub fn person(id: PersonId, home: Option<&str>, grants: Vec<Grant>) -> Person {
    let building = BUILDINGS[usize::from(id.0.as_u128().is_multiple_of(2))];
    Person {
        id,
        profile: Profile {
            name: Seen::known("王示例".to_owned()),
            phone: Phone::parse(&number(id)).ok().into(),
            door: Seen::known(door(id)),
            ..Profile::default()
        },
        home: home.map(|home| Home {
            community: community(home),
            building: Some(building.into()),
        }),
        grants,
        skills: BTreeSet::new(),
        cap: DEFAULT_CAP,
        badge: Some(format!("YY-{}", id.0.as_u128())),
        post: None,
        consents: Consents::default(),
        proxies: Vec::new(),
    }
}

/// What residents consent to before their first order.
pub fn consents(person: PersonId) -> [Command; 2] {
    [Consent::Notice, Consent::Health].map(|purpose| {
        Command::Person(PersonCommand::Consent {
            person,
            purpose,
            version: Some(1),
        })
    })
}

/// A community with so many buildings.
pub fn place(id: &str, prefix: &str, buildings: usize) -> Community {
    Community {
        id: community(id),
        name: "社区".to_owned(),
        settlement: Settlement::Estate,
        belongs_to: String::new(),
        phone: "00012345".to_owned(),
        prefix: prefix.to_owned(),
        opens: 510,
        closes: 1080,
        buildings: BUILDINGS[..buildings.min(BUILDINGS.len())]
            .iter()
            .map(|id| Building {
                id: (*id).into(),
                estate: "小区".to_owned(),
                name: (*id).to_owned(),
            })
            .collect(),
        stations: vec![Station {
            id: "s1".into(),
            name: "站".to_owned(),
            place: "北门".to_owned(),
        }],
        filing: Vec::new(),
    }
}

/// The services: to take at the door, to be sent to, by phone, on the way, and one that takes two people.
pub const ITEMS: [(&str, Mode, Pool, bool, u8); 5] = [
    ("B01", Mode::Door, Pool::Open, true, 1),
    ("D01", Mode::Door, Pool::Dispatch, false, 1),
    ("P01", Mode::Phone, Pool::Open, true, 1),
    ("E01", Mode::Errand, Pool::Open, false, 1),
    ("W01", Mode::Door, Pool::Open, true, 2),
];

fn items() -> impl Iterator<Item = Item> {
    ITEMS.into_iter().map(|(code, mode, pool, trusted, places)| Item {
        code: code.into(),
        title: "服务".to_owned(),
        public_title: "服务".to_owned(),
        title_en: "Service".to_owned(),
        icon: "heart".to_owned(),
        modes: vec![mode],
        pool,
        minutes: 15,
        places,
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
    })
}
