//! The server's world: what a command needs, loaded before it is decided. A look-up that `needs` did not name answers *hidden*,
//! which the server treats as a fault: the read set is part of the rules, and this keeps it honest.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use doorstep_domain::{
    Command, CommunityId, DutyId, Entity, Instant, ItemCode, Key, Kind, Load, Lookup, Need, OrderId, PersonId, Scope,
    World, entity::Partition, order::Order, time::Day,
};

use crate::{
    persist::{self, Read},
    storage::{ReadTxn, Result},
};

/// What a run of commands in one community reads of the city. Nothing changes there meanwhile.
pub(crate) type CityShelf = BTreeMap<Key, Option<Rc<Entity>>>;
/// What a resident has open: order, item and day.
type OpenOrders = Vec<(OrderId, ItemCode, Day)>;

/// Everything loaded for one decision.
#[derive(Debug, Default)]
pub(crate) struct ServerWorld {
    entities: BTreeMap<Key, Option<Rc<Entity>>>,
    loads: BTreeMap<(CommunityId, PersonId), Load>,
    open: BTreeMap<(CommunityId, PersonId), OpenOrders>,
    duties: BTreeMap<PersonId, Option<DutyId>>,
    as_of: Option<Instant>,
}

impl ServerWorld {
    /// Loads what `command` of `actor` needs; what lies in the city is kept in `city`, unless the command may change it. `about`
    /// is the entity the command is about, when it was read just now. What is done again counts against no limit but those of its
    /// time: orders that came, or were taken, after `as_of` are left out.
    pub(crate) fn load(
        txn: &dyn ReadTxn,
        city: &mut CityShelf,
        command: &Command,
        actor: PersonId,
        about: Option<Entity>,
        as_of: Option<Instant>,
    ) -> Result<Self> {
        let mut world = Self {
            as_of,
            ..Self::default()
        };
        let home = command.partition();
        if home == Partition::City {
            city.clear();
        }
        let home = home.name();
        let needs = command.needs(actor);
        // Only what was named counts as read: that keeps the list honest.
        if let Some(entity) = about.filter(|e| needs.contains(&Need::Entity(e.key()))) {
            world.entities.insert(entity.key(), Some(Rc::new(entity)));
        }
        for need in needs {
            world.fetch(txn, city, &home, need)?;
        }
        // An order brings its item along: its skill is judged whenever somebody takes it.
        let items: BTreeSet<ItemCode> = world
            .entities
            .values()
            .filter_map(|e| {
                if let Some(Entity::Order(order)) = e.as_deref() {
                    Some(order.item.clone())
                } else {
                    None
                }
            })
            .collect();
        for item in items {
            world.fetch(txn, city, &home, Need::Entity(Key::item(&item)))?;
        }
        Ok(world)
    }

    /// The entities of partition `home` that it holds, for writing what was decided.
    pub(crate) fn into_read(self, home: &str) -> Read {
        let own = self.entities.into_iter().filter(|(key, _)| place_of(key, home) == home);
        own.filter_map(|(key, entity)| Some((key, entity?))).collect()
    }

    /// Whether something of this moment counts.
    fn was(&self, at: Option<Instant>) -> bool {
        self.as_of.is_none() || at <= self.as_of
    }

    fn fetch(&mut self, txn: &dyn ReadTxn, city: &mut CityShelf, home: &str, wanted: Need) -> Result<()> {
        match wanted {
            Need::Entity(key) => {
                if self.entities.contains_key(&key) {
                    return Ok(());
                }
                let found = if let Some(known) = city.get(&key) {
                    known.clone()
                } else {
                    let place = place_of(&key, home);
                    let found = persist::load(txn, &place, &key)?.map(Rc::new);
                    if place != home {
                        city.insert(key.clone(), found.clone());
                    }
                    found
                };
                self.entities.insert(key, found);
            }
            Need::Load(community, person) => {
                let mut load = Load::default();
                for order in orders(txn, &community, &Scope::Holding(person))? {
                    if self.was(order.holder(person).map(|holder| holder.since)) {
                        load.held.push((order.id, order.slot));
                    }
                }
                self.loads.insert((community, person), load);
            }
            Need::OpenOrdersOf(community, person) => {
                let open = orders(txn, &community, &Scope::OpenFor(person))?;
                let open = open
                    .into_iter()
                    .filter(|o| self.was(o.trail.first().map(|first| first.at)));
                let open = open.map(|o| (o.id, o.item, o.slot.day)).collect();
                self.open.insert((community, person), open);
            }
            Need::OpenDutyOf(person) => {
                let scope = Scope::OnDuty(person).to_string();
                let key = txn.under(home, &scope, Kind::Duty)?.into_iter().next();
                self.duties.insert(person, key.and_then(|k| k.id.parse().ok()));
            }
        }
        Ok(())
    }
}

/// The partition an entity lives in, when a command of partition `home` names it.
fn place_of(key: &Key, home: &str) -> String {
    match key.kind {
        Kind::Community | Kind::Item | Kind::Person => Partition::City.name(),
        Kind::Order | Kind::Duty | Kind::Feedback | Kind::Unknown => home.to_owned(),
    }
}

fn orders(txn: &dyn ReadTxn, community: &CommunityId, scope: &Scope) -> Result<Vec<Order>> {
    let partition = Partition::Community(community.clone()).name();
    let mut found = Vec::new();
    for key in txn.under(&partition, &scope.to_string(), Kind::Order)? {
        if let Some(Entity::Order(order)) = persist::load(txn, &partition, &key)? {
            found.push(*order);
        }
    }
    Ok(found)
}

impl World for ServerWorld {
    fn is_authority(&self) -> bool {
        true
    }

    fn entity(&self, key: &Key) -> Lookup<&Entity> {
        match self.entities.get(key).map(Option::as_deref) {
            None => Lookup::Hidden,
            Some(None) => Lookup::Absent,
            Some(Some(entity)) => Lookup::Known(entity),
        }
    }

    fn load(&self, community: &CommunityId, person: PersonId) -> Lookup<Load> {
        self.loads
            .get(&(community.clone(), person))
            .map_or(Lookup::Hidden, |load| Lookup::Known(load.clone()))
    }

    fn open_orders_of(&self, community: &CommunityId, resident: PersonId) -> Lookup<Vec<(OrderId, ItemCode, Day)>> {
        self.open
            .get(&(community.clone(), resident))
            .map_or(Lookup::Hidden, |open| Lookup::Known(open.clone()))
    }

    fn open_duty_of(&self, person: PersonId) -> Lookup<Option<DutyId>> {
        self.duties
            .get(&person)
            .map_or(Lookup::Hidden, |duty| Lookup::Known(*duty))
    }
}
