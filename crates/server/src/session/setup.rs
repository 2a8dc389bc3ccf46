//! The first account. There is no default one: the first start prints a code, and whoever types it becomes operator and
//! secretary of the first community.

use std::collections::BTreeSet;

use doorstep_authority::{Storage, StoreError};
use doorstep_domain::{
    Area, Code, CommunityId, Entity, Field, Grant, Instant, Key, PersonId, Reason, Role, Seen,
    entity::Partition,
    person::{Consents, DEFAULT_CAP, Home, Person, Profile},
    phone::Phone,
    place::{Community, Settlement},
    text,
};
use doorstep_protocol::session::SetUp;

use super::{
    Term, book,
    code::{long, plain},
    password::{self, Account},
    redeem::{Opened, REFUSED},
    secret::Hashed,
};
use crate::{
    app::World,
    random,
    web::fault::{Fault, Result, field},
};

/// Groups of five digits: 125 bits, typed once.
const GROUPS: usize = 5;
/// The name of the one record.
const CODE: &str = "code";
/// Says that an account was made.
const DONE: &str = "set-up";

/// Makes a new code when there is no account yet; a code printed before is void.
///
/// # Errors
/// When the store fails.
pub fn code(world: &World, now: Instant) -> Result<Option<String>> {
    let done = world
        .store()
        .read(|txn| Ok(book::get::<bool>(txn, book::META, DONE, now)?.is_some()))?;
    if done {
        return Ok(None);
    }
    let code = long(GROUPS);
    let hash = digest(&code).unwrap_or_default();
    world.store().write(&Partition::City.name(), move |txn| {
        book::put(txn, book::SETUP, CODE, "", &hash, None)
    })?;
    Ok(Some(code))
}

fn digest(typed: &str) -> Option<String> {
    plain(typed).map(|digits| random::digest(digits.as_bytes()))
}

/// Whether `typed` is the code; asked before anything else is said about the fields.
///
/// # Errors
/// 401 `refused` when it is not.
pub fn check(world: &World, typed: &str, now: Instant) -> Result<()> {
    let stored = world
        .store()
        .read(|txn| book::get::<String>(txn, book::SETUP, CODE, now))?;
    let right = stored.is_some_and(|row| digest(typed).is_some_and(|hash| hash == row.body));
    if right { Ok(()) } else { Err(REFUSED) }
}

/// Who and what is to be made, checked.
#[derive(Debug)]
pub struct Plan {
    account: String,
    person: Person,
    community: Community,
}

impl Plan {
    /// Checks the fields.
    ///
    /// # Errors
    /// 409 `field` with the first that can't be accepted.
    pub fn of(wish: &SetUp, now: Instant) -> Result<Self> {
        let account = password::account_name(&wish.account)?;
        password::acceptable(&wish.password, &account)?;
        let name = text::required(&wish.name, text::NAME_MAX, Field::Name).map_err(field)?;
        let title = text::required(&wish.community_name, text::DOOR_MAX, Field::Name).map_err(field)?;
        let phone = Phone::parse(&wish.community_phone).map_err(field)?;
        let id = wish.community.as_str();
        let short = (1..=16).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !short {
            return Err(field(Reason::field(Code::FieldInvalid, Field::Building)));
        }
        let community = Community {
            id: wish.community.clone(),
            name: title,
            settlement: Settlement::Estate,
            belongs_to: String::new(),
            phone: phone.dial().to_owned(),
            prefix: id.to_ascii_uppercase().chars().take(3).collect(),
            opens: 8 * 60 + 30,
            closes: 18 * 60,
            buildings: Vec::new(),
            stations: Vec::new(),
            filing: Vec::new(),
        };
        Ok(Self {
            account,
            person: first(&wish.community, name, now),
            community,
        })
    }
}

fn first(community: &CommunityId, name: String, now: Instant) -> Person {
    let grant = |role, area| Grant {
        role,
        area,
        from: now,
        until: None,
    };
    Person {
        id: PersonId::from_bits(u128::from_be_bytes(random::bytes())),
        profile: Profile {
            name: Seen::known(name),
            ..Profile::default()
        },
        home: Some(Home {
            community: community.clone(),
            building: None,
        }),
        grants: vec![
            grant(Role::Operator, Area::City),
            grant(Role::Secretary, Area::Community(community.clone())),
        ],
        skills: BTreeSet::new(),
        cap: DEFAULT_CAP,
        badge: None,
        post: None,
        consents: Consents::default(),
        proxies: Vec::new(),
    }
}

/// Spends the code and makes the account. Two people with the code at once: one wins.
///
/// # Errors
/// 401 `refused` when the code was spent in the meantime.
pub fn run(world: &World, wish: &SetUp, plan: Plan, hashed: Hashed, now: Instant) -> Result<Opened> {
    check(world, &wish.code, now)?;
    let city = Partition::City.name();
    let key = Key::community(&plan.community.id);
    if world.entity(&city, &key)?.is_none() {
        install(world, Entity::Community(Box::new(plan.community)), now)?;
    }
    let (person, term) = (plan.person.id, Term::of(&plan.person.grants));
    install(world, Entity::Person(Box::new(plan.person)), now)?;
    let hash = digest(&wish.code).ok_or(REFUSED)?;
    let (account, device) = (plan.account, wish.device.clone());
    let opened = world.store().write(&city, move |txn| {
        if book::get::<String>(txn, book::SETUP, CODE, now)?.is_none_or(|row| row.body != hash) {
            return Ok(None);
        }
        txn.delete_record(book::SETUP, CODE)?;
        book::put(txn, book::META, DONE, "", &true, None)?;
        let row = Account {
            person,
            password: hashed,
        };
        book::put(txn, book::ACCOUNT, &account, &person.to_string(), &row, None)?;
        let (token, session) = super::open(txn, person, &device, term, now)?;
        Ok(Some(Opened { person, token, session }))
    })?;
    opened.ok_or(REFUSED)
}

fn install(world: &World, entity: Entity, now: Instant) -> Result<()> {
    match world.install(entity, now) {
        // Somebody else with the code was faster.
        Err(StoreError::Aborted(_)) => Err(REFUSED),
        other => other.map_err(Fault::from),
    }
}
