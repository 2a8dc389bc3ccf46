//! Entities to rows and back. The erasable part is split by field, so that each field can be erased by its class.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use doorstep_domain::{CommandId, Entity, Fact, Instant, Key, PersonId, Sha256, entity::Personal};
use serde_json::value::RawValue;

use crate::{
    authority::Touched,
    storage::{LoggedFact, ReadTxn, Result, StoreError, StoredEntity, Txn},
};

/// Reads an entity with its erasable part.
pub(crate) fn load(txn: &dyn ReadTxn, partition: &str, key: &Key) -> Result<Option<Entity>> {
    txn.entity(partition, key)?.map(|stored| thaw(&stored)).transpose()
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
pub(crate) fn freeze(mut entity: Entity, version: u64) -> Result<StoredEntity> {
    let scopes = entity.audience().iter().map(ToString::to_string).collect();
    let personal = entity.take_personal().map(|p| split(&p)).transpose()?;
    Ok(StoredEntity {
        version,
        body: serde_json::to_string(&entity)?,
        personal: personal.unwrap_or_default(),
        scopes,
    })
}

/// When an entity next has something to do: its own timer, or a grant of a person that begins or ends.
pub(crate) fn due(entity: &Entity, now: Instant) -> Option<Instant> {
    match entity {
        Entity::Person(person) => person.next_grant_change(now),
        other => other.next_timer(),
    }
}

/// Stores a new entity under `seq`.
pub(crate) fn create(txn: &mut dyn Txn, partition: &str, seq: u64, at: Instant, entity: Entity) -> Result<()> {
    let (key, due) = (entity.key(), due(&entity, at));
    txn.put_entity(partition, seq, at, &key, &freeze(entity, 1)?)?;
    txn.set_due(partition, &key, due)
}

/// Entities of one partition as this transaction read them and has not changed them since, so that none is parsed twice.
pub(crate) type Read = BTreeMap<Key, Rc<Entity>>;

/// What made facts happen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cause {
    /// The command; none for a timer.
    pub(crate) command_id: Option<CommandId>,
    /// Who; none for a timer.
    pub(crate) actor: Option<PersonId>,
}

/// An entity while facts are applied to it.
struct Changing {
    entity: Option<Entity>,
    /// The bytes it named before.
    blobs: Vec<Sha256>,
    version: u64,
    scopes: BTreeSet<String>,
}

/// Applies `facts` to the entities they name and stores everything under `seq`. Facts of one entity are applied in order.
#[expect(
    clippy::too_many_arguments,
    reason = "all of it is one row of the log and what it changes"
)]
pub(crate) fn write_facts(
    txn: &mut dyn Txn,
    partition: &str,
    seq: u64,
    at: Instant,
    cause: Cause,
    facts: Vec<(Key, Fact)>,
    mut read: Read,
    touched: &mut Touched,
) -> Result<()> {
    let mut changing: BTreeMap<Key, Changing> = BTreeMap::new();
    for (key, fact) in &facts {
        if !changing.contains_key(key) {
            changing.insert(key.clone(), open(txn, partition, key, read.remove(key))?);
        }
        if let Some(open) = changing.get_mut(key) {
            match &mut open.entity {
                Some(entity) => entity.apply(fact),
                slot => *slot = fact.create(),
            }
        }
    }
    for (key, open) in changing {
        let entity = open
            .entity
            .ok_or_else(|| StoreError::Aborted(format!("a fact about {} that does not exist", key.kind.word())))?;
        let named = entity.blobs();
        for gone in open.blobs.iter().filter(|blob| !named.contains(blob)) {
            txn.delete_blob(partition, &key, gone.as_str())?;
        }
        let due = due(&entity, at);
        let stored = freeze(entity, open.version + 1)?;
        txn.put_entity(partition, seq, at, &key, &stored)?;
        txn.set_due(partition, &key, due)?;
        touched.extend(open.scopes);
        touched.extend(stored.scopes);
    }
    for (index, (key, mut fact)) in (0..).zip(facts) {
        fact.strip();
        let fact = LoggedFact {
            seq,
            index,
            key,
            command_id: cause.command_id,
            actor: cause.actor,
            at,
            body: serde_json::to_string(&fact)?,
        };
        txn.log(partition, &fact)?;
    }
    Ok(())
}

fn open(txn: &dyn ReadTxn, partition: &str, key: &Key, read: Option<Rc<Entity>>) -> Result<Changing> {
    let stored = txn.entity(partition, key)?;
    let entity = match read {
        Some(entity) => Some(Rc::unwrap_or_clone(entity)),
        None => stored.as_ref().map(thaw).transpose()?,
    };
    Ok(Changing {
        blobs: entity.as_ref().map(Entity::blobs).unwrap_or_default(),
        entity,
        version: stored.as_ref().map_or(0, |stored| stored.version),
        scopes: stored.map(|stored| stored.scopes).unwrap_or_default(),
    })
}

/// One JSON text per field, under `kind.field`; a part that is no object stays whole under `kind`. What is hidden has no row.
fn split(personal: &Personal) -> Result<BTreeMap<String, String>> {
    let whole = serde_json::to_string(personal)?;
    let outer: BTreeMap<String, &RawValue> = serde_json::from_str(&whole)?;
    let mut rows = BTreeMap::new();
    for (kind, part) in outer {
        if part.get().starts_with('{') {
            let fields: BTreeMap<String, &RawValue> = serde_json::from_str(part.get())?;
            for (field, value) in fields {
                if value.get() != "null" {
                    rows.insert(format!("{kind}.{field}"), value.get().to_owned());
                }
            }
        } else {
            rows.insert(kind, part.get().to_owned());
        }
    }
    Ok(rows)
}

/// Puts the texts together again, as they are, and reads them once.
fn join(rows: &BTreeMap<String, String>) -> Result<Option<Personal>> {
    let mut parts: BTreeMap<&str, String> = BTreeMap::new();
    for (name, text) in rows {
        // The names are this build's own; anything else would not be JSON when it is joined.
        if !name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'))
        {
            return Err(StoreError::Corrupt("a field of a strange name".to_owned()));
        }
        match name.split_once('.') {
            Some((kind, field)) => {
                let part = parts.entry(kind).or_default();
                let comma = if part.is_empty() { '{' } else { ',' };
                part.push(comma);
                for piece in ["\"", field, "\":", text] {
                    part.push_str(piece);
                }
            }
            None => {
                parts.insert(name, text.clone());
            }
        }
    }
    let Some((kind, mut part)) = parts.pop_first() else {
        return Ok(None);
    };
    if rows.keys().any(|name| name.contains('.')) {
        part.push('}');
    }
    Ok(Some(serde_json::from_str(&format!("{{\"{kind}\":{part}}}"))?))
}
