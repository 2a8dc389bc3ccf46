//! Who may change what about whom.

use super::{
    command::{PersonCommand, PersonFact},
    model::{Given, Home, Person, Profile, Proxy},
};
use crate::{
    actor::{Actor, Area, Grant, Role},
    entity::{Fact, Key},
    ids::PersonId,
    reason::{Code, Field},
    seen::Seen,
    text,
    world::{Ctx, Need, Stop, World, ensure},
};

/// What deciding `command` reads.
pub fn needs(command: &PersonCommand) -> Vec<Need> {
    let mut needs = vec![Need::Entity(Key::person(command.person()))];
    match command {
        PersonCommand::AllowProxy { proxy, .. } => needs.push(Need::Entity(Key::person(*proxy))),
        PersonCommand::Correct { home: Some(home), .. } => {
            needs.push(Need::Entity(Key::community(&home.community)));
        }
        PersonCommand::Register(person) => {
            needs.extend(
                person
                    .home
                    .iter()
                    .map(|home| Need::Entity(Key::community(&home.community))),
            );
        }
        _ => {}
    }
    needs
}

/// Decides a command about a person.
///
/// # Errors
/// A refusal with its reason, or undetermined when the person is hidden from the asker.
pub fn decide(world: &dyn World, ctx: Ctx<'_>, command: &PersonCommand) -> Result<Vec<(Key, Fact)>, Stop> {
    let fact = match command {
        PersonCommand::Register(person) => register(world, ctx, person)?,
        PersonCommand::Correct { person, profile, home } => {
            let now = world.person(*person).required()?;
            self_or_desk(ctx.actor, now)?;
            lives_somewhere(world, home.as_ref())?;
            PersonFact::Corrected {
                profile: checked(profile)?,
                home: home.clone(),
            }
        }
        PersonCommand::Empower {
            person,
            grants,
            skills,
            cap,
        } => {
            let now = world.person(*person).required()?;
            ensure(may_empower(ctx.actor, now, grants), Code::NotAllowed)?;
            PersonFact::Empowered {
                grants: grants.clone(),
                skills: skills.clone(),
                cap: *cap,
            }
        }
        PersonCommand::Consent {
            person,
            purpose,
            version,
        } => {
            self_or_desk(ctx.actor, world.person(*person).required()?)?;
            match version {
                Some(version) => PersonFact::Consented {
                    purpose: *purpose,
                    given: Given {
                        version: *version,
                        at: ctx.now,
                    },
                },
                None => PersonFact::Withdrawn { purpose: *purpose },
            }
        }
        PersonCommand::AllowProxy {
            person,
            proxy,
            relation,
        } => allow_proxy(world, ctx, *person, *proxy, relation)?,
        PersonCommand::EndProxy { person, proxy } => {
            let now = world.person(*person).required()?;
            ensure(now.has_proxy(*proxy), Code::NotFound)?;
            if ctx.actor.person != *proxy {
                self_or_desk(ctx.actor, now)?;
            }
            PersonFact::ProxyEnded(*proxy)
        }
    };
    Ok(vec![(Key::person(command.person()), Fact::Person(fact))])
}

fn register(world: &dyn World, ctx: Ctx<'_>, person: &Person) -> Result<PersonFact, Stop> {
    let own = person
        .home
        .as_ref()
        .is_some_and(|home| ctx.actor.is_desk(&home.community));
    // No grant asks nothing of `may_grant`: then the home must be the desk's own.
    let named = own || !person.grants.is_empty() || ctx.actor.is_operator();
    ensure(named && may_grant(ctx.actor, &person.grants), Code::NotAllowed)?;
    lives_somewhere(world, person.home.as_ref())?;
    if world.is_authority() {
        let free = matches!(world.person(person.id), crate::world::Lookup::Absent);
        ensure(free, Code::AlreadyExists)?;
    }
    let Some(name) = person.profile.name.get() else {
        return Err(crate::Reason::field(Code::FieldMissing, Field::Name).into());
    };
    text::required(name, text::NAME_MAX, Field::Name)?;
    let mut person = person.clone();
    person.profile = checked(&person.profile)?;
    // Consents and proxies are acts of their own, with their own trail; registering can't smuggle them in.
    person.consents = super::Consents::default();
    person.proxies.clear();
    Ok(PersonFact::Registered(Box::new(person)))
}

fn allow_proxy(
    world: &dyn World,
    ctx: Ctx<'_>,
    person: PersonId,
    proxy: PersonId,
    relation: &str,
) -> Result<PersonFact, Stop> {
    let now = world.person(person).required()?;
    ensure(person != proxy, Code::BothSides)?;
    ensure(ctx.actor.person != proxy, Code::BothSides)?;
    self_or_desk(ctx.actor, now)?;
    if world.is_authority() {
        world.person(proxy).required()?;
    }
    ensure(!now.has_proxy(proxy), Code::AlreadyExists)?;
    let relation = text::optional(relation, text::NAME_MAX, Field::Note)?;
    Ok(PersonFact::ProxyAllowed(Proxy {
        person: proxy,
        relation,
        since: ctx.now,
    }))
}

/// Cleans the personal fields and derives the phone's tail from the phone.
fn checked(profile: &Profile) -> Result<Profile, Stop> {
    let mut checked = profile.clone();
    checked.relations.clear();
    checked.initials = Seen::hidden();
    if let Some(name) = profile.name.get() {
        checked.name = Seen::known(text::required(name, text::NAME_MAX, Field::Name)?);
    }
    if let Some(door) = profile.door.get() {
        checked.door = Seen::known(text::optional(door, text::DOOR_MAX, Field::Door)?);
    }
    checked.phone_tail = profile.phone.get().map(|phone| phone.tail().to_owned()).into();
    Ok(checked)
}

/// The person themselves, the desk of their community, or an operator.
fn self_or_desk(actor: &Actor, person: &Person) -> Result<(), Stop> {
    let desk = person.home.as_ref().is_some_and(|home| actor.is_desk(&home.community));
    ensure(
        actor.person == person.id || desk || actor.is_operator(),
        Code::NotAllowed,
    )
}

/// A home lies in a community and, if it names one, in a building of it.
fn lives_somewhere(world: &dyn World, home: Option<&Home>) -> Result<(), Stop> {
    let Some(home) = home else { return Ok(()) };
    let community = world.community(&home.community).required()?;
    let known = home.building.as_ref().is_none_or(|b| community.building(b).is_some());
    ensure(known, Code::OutsideArea)
}

/// Whether the actor may replace what `person` may do by `grants`: an operator, or the secretary of every community that the
/// person's home and grants name, and of at least one.
fn may_empower(actor: &Actor, person: &Person, grants: &[Grant]) -> bool {
    let home = person.home.as_ref().map(|home| &home.community);
    let granted = person.grants.iter().chain(grants).filter_map(|g| match &g.area {
        Area::Community(c) | Area::Zone(c, _) => Some(c),
        Area::City => None,
    });
    let mut named = home.into_iter().chain(granted).peekable();
    let secretary = named.peek().is_some() && named.all(|c| actor.is(Role::Secretary, c));
    actor.is_operator() || secretary && may_grant(actor, &person.grants) && may_grant(actor, grants)
}

/// Whether the actor may hand out (or take away) all of `grants`.
fn may_grant(actor: &Actor, grants: &[Grant]) -> bool {
    actor.is_operator()
        || grants.iter().all(|grant| match (&grant.area, grant.role) {
            (Area::Community(c) | Area::Zone(c, _), Role::Resident) => actor.is_desk(c),
            (Area::Community(c) | Area::Zone(c, _), Role::Member | Role::Volunteer) => actor.is(Role::Secretary, c),
            _ => false,
        })
}
