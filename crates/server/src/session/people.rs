//! What sign-in asks about people: who they are, and whose desk they stand at.

use doorstep_authority::Storage;
use doorstep_authority::seat;
use doorstep_domain::{Actor, Area, Code, Entity, Instant, Key, PersonId, Role, entity::Partition, person::Person};

use super::OFFICE;
use crate::{
    app::World,
    web::fault::{FORBIDDEN, Fault, Result},
};

/// A person as stored.
///
/// # Errors
/// 404 when there is none.
pub fn load(world: &World, id: PersonId) -> Result<Person> {
    match world.entity(&Partition::City.name(), &Key::person(id))? {
        Some(Entity::Person(person)) => Ok(*person),
        _ => Err(Fault::NotFound),
    }
}

/// Their full name; empty when it was erased.
pub fn name(person: &Person) -> String {
    person.profile.name.get().cloned().unwrap_or_default()
}

/// The actor `id` is at `now`.
///
/// # Errors
/// When the store fails.
pub fn actor(world: &World, id: PersonId, now: Instant) -> Result<Actor> {
    Ok(world.store().read(|txn| Ok(seat(txn, id, now)?.actor))?)
}

/// The desk of the community where `person` lives or serves, or an operator.
///
/// # Errors
/// 403 for everybody else.
pub fn must_be_desk_of(world: &World, desk: PersonId, person: &Person, now: Instant) -> Result<()> {
    let actor = actor(world, desk, now)?;
    let home = person.home.iter().any(|home| actor.is_desk(&home.community));
    let serves = person.grants.iter().any(|grant| match &grant.area {
        Area::Community(community) | Area::Zone(community, _) => actor.is_desk(community),
        Area::City => false,
    });
    if home || serves || actor.is_operator() {
        Ok(())
    } else {
        Err(FORBIDDEN)
    }
}

/// The secretary of every community where `person` works at a desk, or an operator.
///
/// # Errors
/// 403 for everybody else.
pub fn must_be_secretary_of(world: &World, asking: PersonId, person: &Person, now: Instant) -> Result<()> {
    let actor = actor(world, asking, now)?;
    // Whoever keeps the installation is invited by their like: a secretary can't become one through a new password of theirs.
    let above = person.grants.iter().any(|grant| grant.area == Area::City);
    let mut office = person
        .grants
        .iter()
        .filter(|grant| OFFICE.contains(&grant.role))
        .peekable();
    let theirs = office.peek().is_some()
        && office.all(|grant| match &grant.area {
            Area::Community(community) | Area::Zone(community, _) => actor.is(Role::Secretary, community),
            Area::City => false,
        });
    if actor.is_operator() || theirs && !above {
        Ok(())
    } else {
        Err(FORBIDDEN)
    }
}

/// Whoever works at a desk signs in by password: a card would be a way around it.
///
/// # Errors
/// 409 with the reason.
pub fn must_use_cards(person: &Person) -> Result<()> {
    if person.grants.iter().any(|grant| OFFICE.contains(&grant.role)) {
        Err(Fault::Refused(Code::NotAllowed.into()))
    } else {
        Ok(())
    }
}
