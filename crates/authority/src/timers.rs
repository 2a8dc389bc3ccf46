//! Deadlines, applied. Every transaction first lets the due timers of what it touches pass; a ticker does the same for the rest.

use std::panic::{AssertUnwindSafe, catch_unwind};

use doorstep_domain::{
    Entity, Instant, Key, Scope,
    calendar::{DEFAULT_HOURS, FixedHours},
    entity::Partition,
    time::HOUR,
};

use crate::{
    authority::Touched,
    chore,
    persist::{self, Cause, Read},
    storage::{Due, Record, Result, StoreError, Txn},
};

/// Most timers of one entity in a row. Each fires once per state, so more means that a rule does not end.
const IN_A_ROW: usize = 50;
/// When a timer is tried again whose rule or row is broken: often enough to heal by itself once mended.
const AGAIN: i64 = HOUR;

/// Lets the timers of `key` that are due at `now` pass, which is not before the time of its partition, unless something of the past is
/// done again. Returns the entity as it is stored then.
pub(crate) fn run(
    txn: &mut dyn Txn,
    partition: &str,
    key: &Key,
    now: Instant,
    touched: &mut Touched,
) -> Result<Option<Entity>> {
    let Some(mut entity) = persist::load(txn, partition, key)? else {
        txn.set_due(partition, key, None)?;
        return Ok(None);
    };
    if let Entity::Person(person) = &entity {
        // A grant may have begun or ended: no row changes, but what they may see does, so their phone must ask.
        touched.insert(Scope::Person(person.id).to_string());
    }
    let hours = hours(txn, &entity)?;
    let mut facts = Vec::new();
    while let Some(fact) = entity.fire(now, &hours) {
        entity.apply(&fact);
        facts.push((key.clone(), fact));
        if facts.len() > IN_A_ROW {
            return Err(StoreError::Aborted(format!("timers of {} do not end", key.kind.word())));
        }
    }
    if facts.is_empty() {
        // The due moment was a hint that no longer holds: put the true one.
        txn.set_due(partition, key, persist::due(&entity, now))?;
        return Ok(Some(entity));
    }
    let seq = txn.advance(partition, now)?;
    let read = Read::new();
    persist::write_facts(txn, partition, seq, now, Cause::default(), facts, read, touched)?;
    Ok(Some(entity))
}

/// The working hours by which the deadlines of `entity` count.
fn hours(txn: &dyn Txn, entity: &Entity) -> Result<FixedHours> {
    let Entity::Order(order) = entity else {
        return Ok(DEFAULT_HOURS);
    };
    let found = persist::load(txn, &Partition::City.name(), &Key::community(&order.community))?;
    Ok(match found {
        Some(Entity::Community(community)) => community.hours(),
        _ => DEFAULT_HOURS,
    })
}

/// Does everything in `due`, which lies in one partition. What fails by itself is noted for staff and tried again later: one
/// broken row must not hold up everybody's deadlines.
pub(crate) fn run_all(txn: &mut dyn Txn, due: &[Due], now: Instant, touched: &mut Touched) -> Result<()> {
    for item in due {
        let mut scopes = Touched::new();
        let done = txn.nested(&mut |inner| {
            scopes.clear();
            let attempt = catch_unwind(AssertUnwindSafe(|| {
                if chore::run(inner, item, now, &mut scopes)? {
                    return Ok(());
                }
                let now = now.max(inner.head(&item.partition)?.clock);
                run(inner, &item.partition, &item.key, now, &mut scopes).map(drop)
            }));
            attempt.unwrap_or_else(|_| Err(StoreError::Aborted("a rule panicked".to_owned())))
        });
        match done {
            Ok(()) => touched.extend(scopes),
            Err(error @ (StoreError::Corrupt(_) | StoreError::Aborted(_))) => {
                let record = Record {
                    id: format!("timer/{}/{}/{}", item.partition, item.key.kind.word(), item.key.id),
                    owner: item.partition.clone(),
                    body: serde_json::to_string(&((), now, error.to_string()))?,
                    expires: None,
                };
                txn.put_record("fault", &record)?;
                txn.set_due(&item.partition, &item.key, Some(now.plus(AGAIN)))?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
