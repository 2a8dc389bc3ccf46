//! Accounts. There is no default one: the first start prints a code, and whoever types it becomes operator and secretary of the
//! first community. Everybody after that is invited: a code of the same kind, for one person, for a day.

use std::collections::BTreeSet;

use doorstep_authority::{Storage, StoreError, Txn};
use doorstep_domain::{
    Area, Code, CommunityId, Entity, Field, Grant, Instant, Key, PersonId, Reason, Role, Seen,
    entity::Partition,
    person::{Consents, DEFAULT_CAP, Home, Person, Profile},
    phone::Phone,
    place::{Community, Settlement},
    text,
    time::DAY,
};
use doorstep_protocol::session::{SetUp, Transfer};

use super::{
    Term, book,
    code::{long, plain},
    password::{self, Account},
    people,
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
/// How long an invitation works.
const INVITED_FOR: i64 = DAY;
/// The owner of the first code: nobody.
const FIRST: &str = "";
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
    new(world, FIRST.to_owned(), None).map(Some)
}

/// Invites `person` to choose an account and a password, asked by `by`: an operator, or the secretary of a community where the
/// person works. Somebody who has an account gets a new one, and the old one ends when the code is spent.
///
/// # Errors
/// 403 for everybody else, 409 for people who sign in by card.
pub fn invite(world: &World, by: PersonId, person: PersonId, base: &str, now: Instant) -> Result<Transfer> {
    let found = people::load(world, person)?;
    people::must_be_secretary_of(world, by, &found, now)?;
    if people::must_use_cards(&found).is_ok() {
        return Err(Fault::Refused(Code::NotAllowed.into()));
    }
    let until = now.plus(INVITED_FOR);
    let code = new(world, person.to_string(), Some(until))?;
    Ok(Transfer {
        url: format!("{base}/setup#{code}"),
        code,
        until,
    })
}

/// A code of `owner`; earlier ones of the same owner are void.
fn new(world: &World, owner: String, until: Option<Instant>) -> Result<String> {
    let code = long(GROUPS);
    let id = digest(&code).unwrap_or_default();
    world.store().write(&Partition::City.name(), move |txn| {
        void(txn, &owner)?;
        book::put(txn, book::SETUP, &id, &owner, &(), until)
    })?;
    Ok(code)
}

fn void(txn: &mut dyn Txn, owner: &str) -> doorstep_authority::Result<()> {
    for record in txn.records_of(book::SETUP, owner)? {
        txn.delete_record(book::SETUP, &record.id)?;
    }
    Ok(())
}

fn digest(typed: &str) -> Option<String> {
    plain(typed).map(|digits| random::digest(digits.as_bytes()))
}

/// Whether `typed` is a code, and for whom; asked before anything else is said about the fields.
///
/// # Errors
/// 401 `refused` when it is not.
pub fn check(world: &World, typed: &str, now: Instant) -> Result<Option<PersonId>> {
    let id = digest(typed).ok_or(REFUSED)?;
    let row = world
        .store()
        .read(|txn| book::get::<()>(txn, book::SETUP, &id, now))?
        .ok_or(REFUSED)?;
    Ok(row.owner.parse().ok())
}

/// Who and what is to be made, checked.
#[derive(Debug)]
pub struct Plan {
    account: String,
    person: PersonId,
    /// The first person and their community; nobody new when the code was an invitation.
    new: Option<(Person, Community)>,
}

impl Plan {
    /// Checks the fields. Those about the person and the community are not looked at when the person was invited.
    ///
    /// # Errors
    /// 409 `field` with the first that can't be accepted.
    pub fn of(wish: &SetUp, invited: Option<PersonId>, now: Instant) -> Result<Self> {
        let account = password::account_name(&wish.account)?;
        password::acceptable(&wish.password, &account)?;
        if let Some(person) = invited {
            let new = None;
            return Ok(Self { account, person, new });
        }
        let name = text::required(&wish.name, text::NAME_MAX, Field::Name).map_err(field)?;
        let community = community(wish)?;
        let person = first(&community.id, name, now);
        Ok(Self {
            account,
            person: person.id,
            new: Some((person, community)),
        })
    }
}

fn community(wish: &SetUp) -> Result<Community> {
    let name = text::required(&wish.community_name, text::DOOR_MAX, Field::Name).map_err(field)?;
    let phone = Phone::parse(&wish.community_phone).map_err(field)?;
    let id = wish.community.as_str();
    let short = (1..=16).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !short {
        return Err(field(Reason::field(Code::FieldInvalid, Field::Building)));
    }
    Ok(Community {
        id: wish.community.clone(),
        name,
        settlement: Settlement::Estate,
        belongs_to: String::new(),
        phone: phone.dial().to_owned(),
        prefix: id.to_ascii_uppercase().chars().take(3).collect(),
        opens: 8 * 60 + 30,
        closes: 18 * 60,
        buildings: Vec::new(),
        stations: Vec::new(),
        filing: Vec::new(),
    })
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
/// 401 `refused` when the code was spent in the meantime, 409 `field` when the account belongs to somebody else.
pub fn run(world: &World, wish: &SetUp, plan: Plan, hashed: Hashed, now: Instant) -> Result<Opened> {
    check(world, &wish.code, now)?;
    let city = Partition::City.name();
    if let Some((person, community)) = plan.new {
        if world.entity(&city, &Key::community(&community.id))?.is_none() {
            install(world, Entity::Community(Box::new(community)), now)?;
        }
        install(world, Entity::Person(Box::new(person)), now)?;
    }
    let (person, account, device) = (plan.person, plan.account, wish.device.clone());
    let term = Term::of(&people::load(world, person)?.grants);
    let id = digest(&wish.code).ok_or(REFUSED)?;
    world.store().write(&city, move |txn| {
        let owner = person.to_string();
        if book::get::<()>(txn, book::SETUP, &id, now)?.is_none() {
            return Ok(Err(REFUSED));
        }
        let known = book::get::<Account>(txn, book::ACCOUNT, &account, now)?;
        if known.is_some_and(|row| row.owner != owner) {
            return Ok(Err(field(Reason::field(Code::AlreadyExists, Field::Name))));
        }
        txn.delete_record(book::SETUP, &id)?;
        book::put(txn, book::META, DONE, "", &true, None)?;
        let replaced = txn.records_of(book::ACCOUNT, &owner)?;
        for old in &replaced {
            txn.delete_record(book::ACCOUNT, &old.id)?;
        }
        if !replaced.is_empty() {
            // Whoever knew the old password is asked for the new one.
            for old in txn.records_of(book::SESSION, &owner)? {
                txn.delete_record(book::SESSION, &old.id)?;
            }
        }
        let row = Account {
            person,
            password: hashed,
        };
        book::put(txn, book::ACCOUNT, &account, &owner, &row, None)?;
        let (token, session) = super::open(txn, person, &device, term, now)?;
        Ok(Ok(Opened { person, token, session }))
    })?
}

fn install(world: &World, entity: Entity, now: Instant) -> Result<()> {
    match world.install(entity, now) {
        // Somebody else with the code was faster.
        Err(StoreError::Aborted(_)) => Err(REFUSED),
        other => other.map_err(Fault::from),
    }
}
