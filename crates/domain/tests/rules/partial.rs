//! What one person's phone knows: the view of everything, and nothing else. What is not there may exist all the same.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use doorstep_domain::{
    Actor, CommunityId, DutyId, Entity, ItemCode, Key, Load, Lookup, Need, OrderId, PersonId, World, order::Order,
    time::Day,
};

use crate::city::{City, load_of, open_of};

/// A phone.
pub(crate) struct Partial {
    pub(crate) actor: Actor,
    pub(crate) rows: BTreeMap<Key, Entity>,
}

impl Partial {
    pub(crate) fn of(city: &City, person: PersonId) -> Self {
        let actor = city.actor(person);
        let seen = city.rows.values().filter_map(|e| e.view(&actor));
        let rows = seen.map(|e| (e.key(), e)).collect();
        Self { actor, rows }
    }

    fn orders(&self) -> impl Iterator<Item = &Order> {
        self.rows
            .values()
            .filter_map(|e| if let Entity::Order(o) = e { Some(&**o) } else { None })
    }
}

impl World for Partial {
    fn is_authority(&self) -> bool {
        false
    }

    fn entity(&self, key: &Key) -> Lookup<&Entity> {
        self.rows.get(key).map_or(Lookup::Hidden, Lookup::Known)
    }

    fn load(&self, community: &CommunityId, person: PersonId) -> Lookup<Load> {
        if person == self.actor.person {
            Lookup::Known(load_of(self.orders(), community, person))
        } else {
            Lookup::Hidden
        }
    }

    fn open_orders_of(&self, community: &CommunityId, resident: PersonId) -> Lookup<Vec<(OrderId, ItemCode, Day)>> {
        if self.actor.stands_for(resident) || self.actor.is_desk(community) {
            Lookup::Known(open_of(self.orders(), community, resident))
        } else {
            Lookup::Hidden
        }
    }

    fn open_duty_of(&self, person: PersonId) -> Lookup<Option<DutyId>> {
        let mine = self.rows.values().find_map(|e| match e {
            Entity::Duty(d) if d.person == person && d.ended.is_none() => Some(d.id),
            _ => None,
        });
        if person == self.actor.person {
            Lookup::Known(mine)
        } else {
            Lookup::Hidden
        }
    }
}

/// The server's world, noting down what a decision reads.
pub(crate) struct Noting<'a> {
    pub(crate) city: &'a City,
    pub(crate) read: RefCell<BTreeSet<Need>>,
}

impl<'a> Noting<'a> {
    pub(crate) fn new(city: &'a City) -> Self {
        Self {
            city,
            read: RefCell::default(),
        }
    }

    fn note(&self, need: Need) {
        self.read.borrow_mut().insert(need);
    }
}

impl World for Noting<'_> {
    fn is_authority(&self) -> bool {
        true
    }

    fn entity(&self, key: &Key) -> Lookup<&Entity> {
        self.note(Need::Entity(key.clone()));
        self.city.entity(key)
    }

    fn load(&self, community: &CommunityId, person: PersonId) -> Lookup<Load> {
        self.note(Need::Load(community.clone(), person));
        self.city.load(community, person)
    }

    fn open_orders_of(&self, community: &CommunityId, resident: PersonId) -> Lookup<Vec<(OrderId, ItemCode, Day)>> {
        self.note(Need::OpenOrdersOf(community.clone(), resident));
        self.city.open_orders_of(community, resident)
    }

    fn open_duty_of(&self, person: PersonId) -> Lookup<Option<DutyId>> {
        self.note(Need::OpenDutyOf(person));
        self.city.open_duty_of(person)
    }
}
