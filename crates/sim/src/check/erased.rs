//! I13 erase: once somebody has withdrawn their consent to health notes, nobody who synced later holds one of theirs.

use doorstep_authority::StoreError;
use doorstep_domain::{Entity, Key, Kind, PersonId};

use crate::{acts, keep::Keep, world::World};

const I13: &str = "I13 erase";

/// Looks for what was erased in the server's rows and on every disk.
///
/// # Errors
/// When the store fails.
pub fn check<K: Keep>(world: &mut World<K>) -> Result<(), StoreError> {
    let mut withdrawn = Vec::new();
    for who in &world.people {
        if let Some(Entity::Person(person)) = world.server.entity("city", &Key::person(who.person))?
            && person.consents.health.is_none()
        {
            withdrawn.push(who.person);
        }
    }
    for (partition, key) in world.history.named.clone() {
        if key.kind != Kind::Order {
            continue;
        }
        let Some(Entity::Order(order)) = world.server.entity(&partition, &key)? else {
            continue;
        };
        let note = order.health.get().is_some_and(|note| !note.is_empty());
        if note && order.resident.get().is_some_and(|r| withdrawn.contains(r)) {
            world
                .history
                .broke(I13, format!("the server keeps the health note of {}", order.id));
        }
    }
    for device in &world.phones {
        for seat in &device.slots {
            if seat.tabs.is_empty() {
                continue;
            }
            let pulled: Vec<&Entity> = seat.disk.pulled.entities.values().map(|e| &**e).collect();
            // What a person still has in hand, unsent or refused, is theirs to edit or to throw away.
            let in_hand = |e: &&doorstep_replica::Entry| e.is_unsent() || e.parked().is_some();
            let sent: Vec<_> = seat.disk.entries.iter().filter(|e| !in_hand(e)).collect();
            let text = serde_json::to_string(&(pulled, sent))?;
            for person in notes(&text, &withdrawn) {
                let what = format!("{} keeps a health note of {person} on the phone", seat.person);
                world.history.broke(I13, what);
            }
        }
    }
    Ok(())
}

/// Whose notes stand in `text`.
fn notes<'a>(text: &'a str, people: &'a [PersonId]) -> impl Iterator<Item = PersonId> + 'a {
    people
        .iter()
        .copied()
        .filter(|person| text.contains(&acts::health(*person)))
}
