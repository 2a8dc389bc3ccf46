//! I2 no-double-accept, I3 legal-path, I11 counters, I12 hours: the log of facts, read again from the beginning, by the transition table.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_authority::{LoggedFact, Storage as _, StoreError};
use doorstep_domain::{
    CommandId, Entity, Fact, Kind, PersonId,
    duty::DutyFact,
    order::{Order, State, table},
};

use crate::{history::History, keep::Keep, server::Server};

/// Where the facts of each command stand.
pub type Standing = BTreeMap<CommandId, BTreeSet<(String, u64)>>;

/// Reads every history again.
///
/// # Errors
/// When the store fails.
pub fn check<K: Keep>(server: &Server<K>, history: &mut History) -> Result<Standing, StoreError> {
    let mut standing = Standing::new();
    let mut duties: BTreeMap<(String, u64), (PersonId, bool)> = BTreeMap::new();
    for (partition, key) in history.named.clone() {
        let facts = server.authority().store().read(|txn| txn.facts(&partition, &key))?;
        for fact in &facts {
            if let Some(id) = fact.command_id {
                standing.entry(id).or_default().insert((partition.clone(), fact.seq));
            }
        }
        let stored = server.entity(&partition, &key)?;
        match key.kind {
            Kind::Order => order(&facts, stored, history),
            Kind::Duty => {
                for fact in &facts {
                    let by = fact.actor.unwrap_or(crate::town::OPERATOR);
                    if let Ok(Fact::Duty(did)) = serde_json::from_str(&fact.body) {
                        let opens = matches!(did, DutyFact::CheckedIn(_));
                        duties.insert((partition.clone(), fact.seq), (by, opens));
                    }
                }
            }
            _ => {}
        }
    }
    hours(&duties, history);
    for (id, places) in &standing {
        if places.len() > 1 {
            history.broke("I1 ack-durable", format!("{id} took effect more than once: {places:?}"));
        }
    }
    Ok(standing)
}

/// Nobody is at two stations at once, so no minute is counted twice.
fn hours(duties: &BTreeMap<(String, u64), (PersonId, bool)>, history: &mut History) {
    let mut open: BTreeSet<(String, PersonId)> = BTreeSet::new();
    for ((partition, seq), (person, opens)) in duties {
        let stay = (partition.clone(), *person);
        let fine = if *opens { open.insert(stay) } else { open.remove(&stay) };
        if !fine {
            history.broke("I12 hours", format!("{person} at {partition} {seq}"));
        }
    }
}

fn order(facts: &[LoggedFact], stored: Option<Entity>, history: &mut History) {
    let mut replayed: Option<Entity> = None;
    for logged in facts {
        let Ok(fact @ Fact::Order(_)) = serde_json::from_str::<Fact>(&logged.body) else {
            history.broke("I3 legal-path", format!("a fact that can't be read: {}", logged.body));
            return;
        };
        let before = replayed.as_ref().and_then(state).unwrap_or(State::Draft);
        match &mut replayed {
            Some(entity) => entity.apply(&fact),
            None => replayed = fact.create(),
        }
        let Some(Entity::Order(order)) = &replayed else {
            history.broke("I3 legal-path", "an order that begins without being placed");
            return;
        };
        if let Fact::Order(fact) = &fact
            && let Some(step) = fact.did.step()
            && !table::allows(step, fact.by.part, before, order.state)
        {
            let (part, after) = (fact.by.part, order.state);
            history.broke(
                "I3 legal-path",
                format!("{step:?} by {part:?}: {before:?} to {after:?}"),
            );
        }
        held(order, history);
    }
    same(replayed, stored, history);
}

const fn state(entity: &Entity) -> Option<State> {
    if let Entity::Order(order) = entity {
        Some(order.state)
    } else {
        None
    }
}

/// At most one live assignment per place, nobody twice.
fn held(order: &Order, history: &mut History) {
    let people: BTreeSet<PersonId> = order.holders.iter().map(|h| h.person).collect();
    let fits = order.holders.len() <= usize::from(order.places) && people.len() == order.holders.len();
    if !fits || usize::from(order.taken) != order.holders.len() {
        let what = format!(
            "{} is held by {people:?}, {} of {}",
            order.id, order.taken, order.places
        );
        history.broke("I2 no-double-accept", what);
    }
}

/// What is stored is what the log says, but for what may be erased.
fn same(replayed: Option<Entity>, stored: Option<Entity>, history: &mut History) {
    let (Some(mut replayed), Some(mut stored)) = (replayed, stored) else {
        return;
    };
    replayed.take_personal();
    stored.take_personal();
    if replayed != stored {
        let what = format!("the log says {replayed:?}, stored is {stored:?}");
        history.broke("I11 counters", what);
    }
}
