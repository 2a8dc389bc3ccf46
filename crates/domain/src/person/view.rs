//! Who may see what of a person.

use std::collections::BTreeSet;

use super::model::{Consents, Person};
use crate::{
    actor::{Actor, Area, Grant, Role},
    ids::CommunityId,
    scope::Scope,
};

/// What `actor` may see of `person`; `None` when not even that they exist.
///
/// Oneself: everything. Someone who orders for them: name, phone, door and home. The desk: everything but phone and door,
/// which it reveals one by one, on record. Those who serve in the same community: what stands on the badge, to pass an order on.
pub fn view(person: &Person, actor: &Actor) -> Option<Person> {
    let mut seen = person.clone();
    if actor.person == person.id {
        return Some(seen);
    }
    let office = is_office(person, actor);
    if person.has_proxy(actor.person) {
        if !office {
            seen.grants.clear();
            seen.skills.clear();
            seen.proxies.retain(|p| p.person == actor.person);
        }
        return Some(seen);
    }
    if office {
        seen.profile.phone.keep_if(false);
        seen.profile.door.keep_if(false);
        return Some(seen);
    }
    if serving(person).any(|(community, _)| actor.serves(community, None)) {
        colleague(&mut seen);
        return Some(seen);
    }
    None
}

/// Whether `actor` keeps the record of `person`: the desk of where they live or serve, or who keeps the installation.
pub fn is_office(person: &Person, actor: &Actor) -> bool {
    let desk = person.home.as_ref().is_some_and(|home| actor.is_desk(&home.community))
        || person.grants.iter().any(|g| match &g.area {
            Area::Community(c) | Area::Zone(c, _) => actor.is_desk(c),
            Area::City => false,
        });
    desk || actor.is_operator()
}

/// The communities a person serves in, with the grant that says so.
fn serving(person: &Person) -> impl Iterator<Item = (&CommunityId, &Grant)> {
    person.grants.iter().filter_map(|grant| match &grant.area {
        Area::Community(c) | Area::Zone(c, _) if matches!(grant.role, Role::Member | Role::Volunteer) => {
            Some((c, grant))
        }
        _ => None,
    })
}

/// Name, badge, post, skills and where they serve; nothing of their own life.
fn colleague(seen: &mut Person) {
    seen.profile.phone.keep_if(false);
    seen.profile.phone_tail.keep_if(false);
    seen.profile.door.keep_if(false);
    seen.home = None;
    seen.consents = Consents::default();
    seen.proxies.clear();
    seen.grants = serving(seen).map(|(_, grant)| grant.clone()).collect();
}

/// The scopes under which a person is indexed.
pub fn audience(person: &Person) -> BTreeSet<Scope> {
    let mut scopes = BTreeSet::from([Scope::Person(person.id), Scope::Operators]);
    scopes.extend(person.proxies.iter().map(|p| Scope::Proxy(p.person)));
    scopes.extend(person.home.iter().map(|home| Scope::Desk(home.community.clone())));
    scopes.extend(person.grants.iter().filter_map(|g| match &g.area {
        crate::Area::Community(c) | crate::Area::Zone(c, _) => Some(Scope::Desk(c.clone())),
        crate::Area::City => None,
    }));
    scopes.extend(serving(person).map(|(community, _)| Scope::Colleagues(community.clone())));
    scopes
}
