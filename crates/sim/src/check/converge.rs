//! I5 convergence: when faults stop and everybody has synced, each phone shows what its person may see of the server, and nothing else.

use std::{collections::BTreeMap, fmt::Write as _};

use doorstep_authority::{Storage as _, StoreError, seat};
use doorstep_domain::{Entity, Key, Seen};

use crate::{keep::Keep, town::OPERATOR, world::World};

const I5: &str = "I5 convergence";

/// Holds every phone against the server.
///
/// # Errors
/// When the store fails.
pub fn check<K: Keep>(world: &mut World<K>) -> Result<(), StoreError> {
    let at = world.server.time(world.now);
    let mut keys = world.history.named.clone();
    keys.insert(("city".to_owned(), Key::person(OPERATOR)));
    let mut whole = Vec::new();
    for (partition, key) in &keys {
        if let Some(entity) = world.server.entity(partition, key)? {
            whole.push(entity);
        }
    }
    for device in &world.phones {
        for slot in &device.slots {
            let Some(tab) = slot.tabs.first() else { continue };
            let actor = world
                .server
                .authority()
                .store()
                .read(|txn| seat(txn, slot.person, at))?
                .actor;
            let views = whole.iter().filter_map(|entity| entity.view(&actor));
            let mut right: BTreeMap<Key, Entity> = views.map(|view| (view.key(), view)).collect();
            for held in tab.replica.confirmed().iter() {
                match right.remove(&held.key()) {
                    None => world
                        .history
                        .broke(I5, format!("{} still holds {:?}", slot.person, held.key())),
                    Some(view) if view != plain(held.clone()) => {
                        let what = format!("{} holds {}", slot.person, difference(held, &view)?);
                        world.history.broke(I5, what);
                    }
                    Some(_) => {}
                }
                if tab.replica.shown().get(&held.key()) != Some(held) {
                    let what = format!("{} shows something else than it holds of {:?}", slot.person, held.key());
                    world.history.broke(I5, what);
                }
            }
            for key in right.keys() {
                world
                    .history
                    .broke(I5, format!("{} does not hold {key:?}", slot.person));
            }
        }
    }
    Ok(())
}

/// Where two entities differ, field by field.
fn difference(held: &Entity, right: &Entity) -> Result<String, StoreError> {
    let (held, right) = (serde_json::to_value(held)?, serde_json::to_value(right)?);
    let mut text = String::new();
    differ(&held, &right, "", &mut text);
    Ok(text)
}

fn differ(held: &serde_json::Value, right: &serde_json::Value, path: &str, text: &mut String) {
    match (held, right) {
        (serde_json::Value::Object(a), serde_json::Value::Object(b)) => {
            let names: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
            for name in names {
                let null = serde_json::Value::Null;
                let (a, b) = (a.get(name).unwrap_or(&null), b.get(name).unwrap_or(&null));
                differ(a, b, &format!("{path}.{name}"), text);
            }
        }
        _ if held != right => {
            // Writing to a String can't fail.
            let _ = write!(text, "{path}: {held} instead of {right}; ");
        }
        _ => {}
    }
}

/// A view without what the server adds for the search.
fn plain(mut view: Entity) -> Entity {
    if let Entity::Person(person) = &mut view {
        person.profile.initials = Seen::hidden();
    }
    view
}
