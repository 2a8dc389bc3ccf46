//! Entities to rows and back. The erasable part is split by field, so that each field can be erased by its class.

use std::collections::BTreeMap;

use doorstep_domain::{Entity, Fact, Instant, Key, entity::Personal};
use serde_json::{Map, Value};

use crate::{
    authority::Touched,
    storage::{ReadTxn, Result, StoreError, StoredEntity, Txn},
};

/// Reads an entity with its erasable part.
pub(crate) fn load(txn: &dyn ReadTxn, partition: &str, key: &Key) -> Result<Option<(Entity, u64)>> {
    let Some(stored) = txn.entity(partition, key)? else {
        return Ok(None);
    };
    let version = stored.version;
    thaw(&stored).map(|entity| Some((entity, version)))
}

/// The entity in a row.
pub(crate) fn thaw(stored: &StoredEntity) -> Result<Entity> {
    let mut entity: Entity = serde_json::from_str(&stored.body)?;
    if let Some(personal) = join(&stored.personal)? {
        entity.put_personal(personal);
    }
    Ok(entity)
}

/// The row of an entity.
pub(crate) fn freeze(entity: &Entity, version: u64) -> Result<StoredEntity> {
    let scopes = entity.audience().iter().map(ToString::to_string).collect();
    let mut bare = entity.clone();
    let personal = bare.take_personal().map(|p| split(&p)).transpose()?.unwrap_or_default();
    Ok(StoredEntity {
        version,
        body: serde_json::to_string(&bare)?,
        personal,
        scopes,
    })
}

/// Applies `facts` to the entities they name and stores everything under `seq`. Facts of one entity are applied in order.
pub(crate) fn write_facts(
    txn: &mut dyn Txn,
    partition: &str,
    seq: u64,
    at: Instant,
    cause: Cause,
    facts: Vec<(Key, Fact)>,
    touched: &mut Touched,
) -> Result<()> {
    let mut changed: BTreeMap<Key, (Option<Entity>, u64)> = BTreeMap::new();
    for (index, (key, fact)) in facts.into_iter().enumerate() {
        if !changed.contains_key(&key) {
            let loaded = load(txn, partition, &key)?;
            let (entity, version) = loaded.map_or((None, 0), |(e, v)| (Some(e), v));
            changed.insert(key.clone(), (entity, version));
        }
        let Some((slot, _)) = changed.get_mut(&key) else {
            continue;
        };
        match slot {
            Some(entity) => entity.apply(&fact),
            None => *slot = fact.create(),
        }
        let mut bare = fact;
        bare.strip();
        txn.log(
            partition,
            &crate::storage::LoggedFact {
                seq,
                index: u32::try_from(index).unwrap_or(u32::MAX),
                key,
                command_id: cause.command_id,
                actor: cause.actor,
                at,
                body: serde_json::to_string(&bare)?,
            },
        )?;
    }
    for (key, (entity, version)) in changed {
        let entity = entity
            .ok_or_else(|| StoreError::Aborted(format!("a fact about {} that does not exist", key.kind.word())))?;
        let stored = freeze(&entity, version + 1)?;
        touched.extend(
            txn.entity(partition, &key)?
                .map(|before| before.scopes)
                .unwrap_or_default(),
        );
        touched.extend(stored.scopes.iter().cloned());
        txn.put_entity(partition, seq, at, &key, &stored)?;
        txn.set_due(partition, &key, entity.next_timer())?;
    }
    Ok(())
}

/// What made facts happen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cause {
    /// The command; none for a timer.
    pub(crate) command_id: Option<doorstep_domain::CommandId>,
    /// Who; none for a timer.
    pub(crate) actor: Option<doorstep_domain::PersonId>,
}

/// One JSON text per field, under `kind.field`.
fn split(personal: &Personal) -> Result<BTreeMap<String, String>> {
    let Value::Object(outer) = serde_json::to_value(personal)? else {
        return Err(StoreError::Corrupt("a personal part that is no object".to_owned()));
    };
    let mut rows = BTreeMap::new();
    for (kind, fields) in outer {
        match fields {
            Value::Object(fields) => {
                for (field, value) in fields {
                    if !value.is_null() {
                        rows.insert(format!("{kind}.{field}"), value.to_string());
                    }
                }
            }
            other => {
                rows.insert(kind, other.to_string());
            }
        }
    }
    Ok(rows)
}

fn join(rows: &BTreeMap<String, String>) -> Result<Option<Personal>> {
    let mut outer = Map::new();
    for (name, text) in rows {
        let value: Value = serde_json::from_str(text)?;
        match name.split_once('.') {
            Some((kind, field)) => {
                let entry = outer
                    .entry(kind.to_owned())
                    .or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(fields) = entry {
                    fields.insert(field.to_owned(), value);
                }
            }
            None => {
                outer.insert(name.clone(), value);
            }
        }
    }
    if outer.is_empty() {
        Ok(None)
    } else {
        Ok(Some(serde_json::from_value(Value::Object(outer))?))
    }
}
