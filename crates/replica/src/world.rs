//! What a phone knows when it decides: the entities it was shown. What is not among them may exist all the same.

use std::collections::BTreeSet;

use doorstep_domain::{
    Actor, CommunityId, DutyId, Entity, Instant, ItemCode, Key, Load, Lookup, OrderId, PersonId, World, order::Order,
    time::Day,
};

use crate::Entities;

/// A world over the entities of one phone.
#[derive(Clone, Copy, Debug)]
pub struct PhoneWorld<'a> {
    entities: &'a Entities,
    actor: &'a Actor,
}

impl<'a> PhoneWorld<'a> {
    /// The world of `actor` on this phone.
    pub const fn new(entities: &'a Entities, actor: &'a Actor) -> Self {
        Self { entities, actor }
    }

    fn orders(&self) -> impl Iterator<Item = &'a Order> {
        self.entities.values().filter_map(|e| {
            if let Entity::Order(order) = e {
                Some(&**order)
            } else {
                None
            }
        })
    }
}

/// The actor that `person` is, as far as this phone knows: from their own record and the people who let them order.
pub(crate) fn actor(entities: &Entities, person: PersonId, now: Instant) -> Actor {
    let people = || {
        entities
            .values()
            .filter_map(|e| if let Entity::Person(p) = e { Some(&**p) } else { None })
    };
    let mut proxy_for = BTreeSet::new();
    proxy_for.extend(people().filter(|p| p.has_proxy(person)).map(|p| p.id));
    match people().find(|p| p.id == person) {
        Some(me) => me.actor(now, proxy_for),
        None => Actor {
            person,
            grants: Vec::new(),
            skills: BTreeSet::new(),
            proxy_for,
            cap: 0,
        },
    }
}

impl World for PhoneWorld<'_> {
    fn is_authority(&self) -> bool {
        false
    }

    fn entity(&self, key: &Key) -> Lookup<&Entity> {
        self.entities.get(key).map_or(Lookup::Hidden, Lookup::Known)
    }

    fn load(&self, community: &CommunityId, person: PersonId) -> Lookup<Load> {
        if person != self.actor.person {
            return Lookup::Hidden;
        }
        let held = self
            .orders()
            .filter(|o| o.community == *community && o.holder(person).is_some());
        let held = held.filter(|o| !o.state.is_ended() && o.state != doorstep_domain::order::State::AwaitingConfirm);
        Lookup::Known(Load {
            held: held.map(|o| (o.id, o.slot)).collect(),
        })
    }

    fn open_orders_of(&self, community: &CommunityId, resident: PersonId) -> Lookup<Vec<(OrderId, ItemCode, Day)>> {
        if !self.actor.stands_for(resident) && !self.actor.is_desk(community) {
            return Lookup::Hidden;
        }
        let open = self
            .orders()
            .filter(|o| o.community == *community && o.resident.is(&resident) && !o.state.is_ended());
        Lookup::Known(open.map(|o| (o.id, o.item.clone(), o.slot.day)).collect())
    }

    fn open_duty_of(&self, person: PersonId) -> Lookup<Option<DutyId>> {
        if person != self.actor.person {
            return Lookup::Hidden;
        }
        let open = self.entities.values().find_map(|e| match e {
            Entity::Duty(duty) if duty.person == person && duty.ended.is_none() => Some(duty.id),
            _ => None,
        });
        Lookup::Known(open)
    }
}
