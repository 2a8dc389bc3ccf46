//! Who somebody is at one moment: the actor the rules see, and the scopes they read, partition by partition.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{
    Actor, Area, BuildingId, CommunityId, Entity, Instant, Key, Kind, PersonId, Role, Scope, entity::Partition,
    order::VIEW_VERSION,
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
    /// The partitions they read: the city, where they live or serve, where those live whom they order for, and wherever else
    /// something is theirs, such as an order from before they moved.
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
    let (actor, homes) = who(txn, person, now)?;
    let places = places(txn, &city, &actor)?;
    let buildings = buildings(txn, &city, &actor, &places)?;
    let read = actor.scopes(|c| buildings.get(c).cloned().unwrap_or_default(), &places);
    let mut partitions: BTreeSet<String> = (homes.into_iter().chain(places))
        .map(|community| Partition::Community(community).name())
        .collect();
    let mut scopes = BTreeSet::new();
    for scope in read {
        let name = scope.to_string();
        if matches!(scope, Scope::Person(_) | Scope::Resident(_) | Scope::Member(_)) {
            partitions.extend(txn.reached(&name)?);
        }
        scopes.insert(name);
    }
    partitions.insert(city);
    let seen = serde_json::to_string(&(&actor, &scopes, VIEW_VERSION))?;
    Ok(Seat {
        actor,
        scopes,
        partitions,
        fingerprint: sha256_hex(seen.as_bytes()).chars().take(16).collect(),
    })
}

/// The actor `person` is at `now`, and the communities where they and those they order for live. What a decision needs; cheaper
/// than a [`Seat`].
pub(crate) fn who(txn: &dyn ReadTxn, person: PersonId, now: Instant) -> Result<(Actor, BTreeSet<CommunityId>)> {
    let city = Partition::City.name();
    let Some(Entity::Person(me)) = persist::load(txn, &city, &Key::person(person))? else {
        let nobody = Actor {
            person,
            grants: Vec::new(),
            skills: BTreeSet::new(),
            proxy_for: BTreeSet::new(),
            cap: 0,
        };
        return Ok((nobody, BTreeSet::new()));
    };
    let mut homes: BTreeSet<_> = me.home.iter().map(|home| home.community.clone()).collect();
    let mut proxy_for = BTreeSet::new();
    for key in txn.under(&city, &Scope::Proxy(person).to_string(), Kind::Person)? {
        if let Some(Entity::Person(other)) = persist::load(txn, &city, &key)? {
            proxy_for.insert(other.id);
            homes.extend(other.home.map(|home| home.community));
        }
    }
    Ok((me.actor(now, proxy_for), homes))
}

/// The communities that the actor's grants reach into. Whoever keeps the whole installation reads what lies in the city, and
/// nothing of what happens in its communities.
fn places(txn: &dyn ReadTxn, city: &str, actor: &Actor) -> Result<Vec<CommunityId>> {
    let mut places = BTreeSet::new();
    let mut everywhere = false;
    for grant in &actor.grants {
        match &grant.area {
            Area::Community(community) | Area::Zone(community, _) => {
                places.insert(community.clone());
            }
            Area::City => everywhere |= !matches!(grant.role, Role::Operator | Role::Resident),
        }
    }
    if everywhere {
        let all = txn.under(city, &Scope::Everyone.to_string(), Kind::Community)?;
        places.extend(all.into_iter().map(|key| CommunityId(key.id)));
    }
    Ok(places.into_iter().collect())
}

/// The buildings of the communities that the actor serves as a whole: their pools are indexed by building.
fn buildings(
    txn: &dyn ReadTxn,
    city: &str,
    actor: &Actor,
    places: &[CommunityId],
) -> Result<BTreeMap<CommunityId, Vec<BuildingId>>> {
    let whole = |community: &CommunityId| {
        actor.grants.iter().any(|grant| {
            let serves = matches!(grant.role, Role::Member | Role::Volunteer);
            serves && !matches!(grant.area, Area::Zone(..)) && grant.area.touches(community)
        })
    };
    let mut found = BTreeMap::new();
    for id in places.iter().filter(|id| whole(id)) {
        if let Some(Entity::Community(community)) = persist::load(txn, city, &Key::community(id))? {
            found.insert(id.clone(), community.buildings.into_iter().map(|b| b.id).collect());
        }
    }
    Ok(found)
}
