//! Facts about a person, applied.

use super::{
    command::{Consent, PersonFact},
    model::{Person, Profile},
};
use crate::seen::Seen;

/// The person that `fact` creates, if it creates one.
pub fn create(fact: &PersonFact) -> Option<Person> {
    match fact {
        PersonFact::Registered(person) => Some((**person).clone()),
        _ => None,
    }
}

/// Applies `fact` to `person`.
pub fn apply(person: &mut Person, fact: &PersonFact) {
    match fact {
        PersonFact::Registered(new) => *person = (**new).clone(),
        PersonFact::Corrected { profile, home } => {
            correct(&mut person.profile, profile);
            if let Some(home) = home {
                person.home = Some(home.clone());
            }
        }
        PersonFact::Empowered { grants, skills, cap } => {
            person.grants.clone_from(grants);
            person.skills.clone_from(skills);
            person.cap = *cap;
        }
        PersonFact::Consented {
            purpose: Consent::Notice,
            given,
        } => person.consents.notice = Some(*given),
        PersonFact::Consented {
            purpose: Consent::Health,
            given,
        } => person.consents.health = Some(*given),
        PersonFact::Withdrawn {
            purpose: Consent::Notice,
        } => person.consents.notice = None,
        PersonFact::Withdrawn {
            purpose: Consent::Health,
        } => person.consents.health = None,
        PersonFact::ProxyAllowed(proxy) => {
            person.proxies.retain(|p| p.person != proxy.person);
            person.proxies.push(proxy.clone());
        }
        PersonFact::ProxyEnded(proxy) => person.proxies.retain(|p| p.person != *proxy),
    }
}

/// Overwrites the fields that `new` knows.
fn correct(now: &mut Profile, new: &Profile) {
    if !new.name.is_hidden() {
        now.name = new.name.clone();
        now.initials = Seen::hidden();
    }
    if !new.phone.is_hidden() {
        now.phone = new.phone.clone();
        now.phone_tail = new.phone_tail.clone();
    }
    if !new.door.is_hidden() {
        now.door = new.door.clone();
    }
}
