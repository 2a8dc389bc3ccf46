//! What the resident's home needs at once. It is written beside everything else, so that a start reads this little, draws, and
//! reads the rest behind the first frame: a start costs the same however long somebody has been ordering.

use doorstep_domain::{Command, Entity, Instant, Key, Role, order::Act};
use doorstep_replica::{Entry, Replica};

use super::home;

/// With more running orders than this the home is read whole: nobody's family has so many.
const ORDERS_MAX: usize = 32;
/// Who has any of these roles starts with another home.
const OTHERS: [Role; 5] = [
    Role::Staff,
    Role::Secretary,
    Role::Member,
    Role::Volunteer,
    Role::Department,
];

/// The part of what the server has confirmed that the home of `replica`'s person shows; none for whom it is not worth it.
pub fn of(replica: &Replica, now: Instant) -> Vec<&Entity> {
    let actor = replica.actor(now);
    if actor.grants.iter().any(|g| OTHERS.contains(&g.role)) {
        return Vec::new();
    }
    let confirmed = replica.confirmed();
    let mut first = Vec::new();
    let mut orders = 0;
    for entity in confirmed.iter() {
        match entity {
            Entity::Order(order) if order.state.is_ended() => continue,
            Entity::Order(_) => orders += 1,
            Entity::Person(person) => {
                let theirs = home::orders_of(replica, person.id);
                let again = home::again(replica, &theirs, now).map(|again| Key::order(again.order));
                first.extend(again.and_then(|key| confirmed.get(&key)));
            }
            _ => {}
        }
        first.push(entity);
    }
    if orders > ORDERS_MAX {
        first.clear();
    }
    first
}

/// Whether `first` is enough to show what `entries` will do: it holds whatever they change and do not begin.
pub fn suffices(first: &[Entity], entries: &[Entry]) -> bool {
    let known = |key: &Key| first.iter().any(|entity| entity.key() == *key);
    let begins = |entry: &Entry| matches!(&entry.command, Command::Order(c) if matches!(c.act, Act::Place(_)));
    let mut pending = entries.iter().filter(|e| e.is_pending());
    pending.all(|e| {
        let key = e.command.key();
        known(&key) || entries.iter().any(|e| begins(e) && e.command.key() == key)
    })
}

#[cfg(test)]
#[path = "first_tests.rs"]
mod tests;
