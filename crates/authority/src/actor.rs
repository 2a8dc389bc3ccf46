//! Who somebody is at one moment: the actor the rules see, and the scopes they read, partition by partition.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{
    Actor, Area, CommunityId, Entity, Instant, Key, Kind, PersonId, Scope, entity::Partition, order::VIEW_VERSION,
};

use crate::{
    persist,
    receipt::sha256_hex,
    storage::{ReadTxn, Result},
};

/// Everything `view` and pull read of a person.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The actor; without any grant when the person is not known.
    pub actor: Actor,
    /// The scopes they read.
    pub scopes: BTreeSet<String>,
    /// The partitions they read.
    pub partitions: BTreeSet<String>,
    /// Changes whenever a view could change without the entity changing.
    pub fingerprint: String,
}

/// Looks `person` up at `now`.
///
/// # Errors
/// When the store fails.
pub fn seat(txn: &dyn ReadTxn, person: PersonId, now: Instant) -> Result<Seat> {
    let city = Partition::City.name();
    let mut communities = BTreeSet::new();
    let mut proxy_for = BTreeSet::new();
    let proxy_scope = Scope::Proxy(person).to_string();
    for key in txn.under(&city, &proxy_scope, Kind::Person)? {
        if let Some((Entity::Person(other), _)) = persist::load(txn, &city, &key)? {
            proxy_for.insert(other.id);
            communities.extend(other.home.map(|h| h.community));
        }
    }
    let mut actor = Actor {
        person,
        grants: Vec::new(),
        skills: BTreeSet::new(),
        proxy_for: BTreeSet::new(),
        cap: 0,
    };
    if let Some((Entity::Person(me), _)) = persist::load(txn, &city, &Key::person(person))? {
        actor = me.actor(now, proxy_for);
        communities.extend(me.home.map(|h| h.community));
    }
    communities.extend(actor.grants.iter().filter_map(|g| match &g.area {
        Area::Community(c) | Area::Zone(c, _) => Some(c.clone()),
        Area::City => None,
    }));
    if actor.grants.iter().any(|g| g.area == Area::City) {
        let all = txn.under(&city, &Scope::Everyone.to_string(), Kind::Community)?;
        communities.extend(all.into_iter().map(|key| CommunityId(key.id)));
    }
    let communities: Vec<_> = communities.into_iter().collect();
    let buildings = buildings(txn, &city, &communities)?;
    let scopes = actor.scopes(|c| buildings.get(c).cloned().unwrap_or_default(), &communities);
    let scopes: BTreeSet<String> = scopes.iter().map(ToString::to_string).collect();
    let mut partitions: BTreeSet<_> = communities
        .into_iter()
        .map(|c| Partition::Community(c).name())
        .collect();
    partitions.insert(city);
    let seen = serde_json::to_string(&(&actor, &scopes, VIEW_VERSION))?;
    Ok(Seat {
        actor,
        scopes,
        partitions,
        fingerprint: sha256_hex(seen.as_bytes()).chars().take(16).collect(),
    })
}

/// The buildings of each community.
fn buildings(
    txn: &dyn ReadTxn,
    city: &str,
    communities: &[CommunityId],
) -> Result<BTreeMap<CommunityId, Vec<doorstep_domain::BuildingId>>> {
    let mut found = BTreeMap::new();
    for id in communities {
        if let Some((Entity::Community(community), _)) = persist::load(txn, city, &Key::community(id))? {
            found.insert(id.clone(), community.buildings.into_iter().map(|b| b.id).collect());
        }
    }
    Ok(found)
}
