//! Passing a job on: to a colleague by name, or to the group as a text without personal data.

use std::collections::BTreeSet;

use doorstep_domain::{Entity, Instant, PersonId, catalogue::Item, order::Order, person::Person, place::Community};
use doorstep_replica::Replica;

use super::{building, title};
use crate::text;

/// A text for 党员群: title, building, time and number. Nothing of the person.
pub fn group_text(order: &Order, item: Option<&Item>, community: Option<&Community>) -> String {
    let slot = order.slot;
    let when = format!(
        "{} {}–{}",
        text::time::date(slot.day),
        text::time::clock(slot.from),
        text::time::clock(slot.to)
    );
    let place = match building(community, order.building.as_ref()) {
        Some(building) => text::job::around(&building),
        None => text::job::mode(order.mode).to_owned(),
    };
    let number = if order.number.is_empty() {
        String::new()
    } else {
        text::order::number(&order.number)
    };
    let name = title(item, false);
    text::job::group_text(&name, &place, &when, order.minutes, &number)
        .trim()
        .to_owned()
}

/// Somebody an order can be passed on to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// Who.
    pub person: PersonId,
    /// By name.
    pub name: String,
    /// Where they belong.
    pub post: String,
}

/// The people `order` can be passed on to: those this phone may know who serve there and have the skill.
pub fn transfer_to(replica: &Replica, order: &Order, now: Instant) -> Vec<Helper> {
    let me = replica.person();
    let now = replica.server_time(now);
    let people = replica.shown().values().filter_map(|e| match e {
        Entity::Person(person) => Some(&**person),
        _ => None,
    });
    let fits = |p: &&Person| {
        let helper = p.actor(now, BTreeSet::new());
        p.id != me
            && order.holder(p.id).is_none()
            && !order.resident.is(&p.id)
            && !order.placed_by.is(&p.id)
            && helper.serves(&order.community, None)
            && order.skill.as_ref().is_none_or(|s| helper.skills.contains(s))
    };
    let helper = |p: &Person| Helper {
        person: p.id,
        name: p.profile.name.get().cloned().unwrap_or_default(),
        post: p.post.clone().unwrap_or_default(),
    };
    people.filter(fits).map(helper).collect()
}
