//! The queries that readers and the writer share. Every one is a search in an index.

use std::collections::BTreeMap;

use doorstep_authority::{
    Answer, ClientId, ClientRow, CommandId, Due, Head, Instant, Key, Kind, LoggedFact, PersonId, Record, Result,
    StoredEntity,
};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::{
    codec::{Packed, bits, kind_code, kind_of, unpack},
    error::{Told as _, word},
    standing::Standing,
};

/// Finds a partition.
pub(crate) const PARTITION: &str = "SELECT id, seq, clock, floor FROM partition WHERE name = ?1";
/// Finds the partitions that use a scope.
pub(crate) const REACHED: &str =
    "SELECT p.name FROM scope s JOIN partition p ON p.id = s.partition WHERE s.name = ?1 ORDER BY p.name";
/// Finds a scope.
pub(crate) const SCOPE: &str = "SELECT id FROM scope WHERE name = ?1 AND partition = ?2";
/// Finds an entity.
pub(crate) const ENTITY: &str =
    "SELECT id, seq, version, body, audience FROM entity WHERE partition = ?1 AND kind = ?2 AND key = ?3";
/// Finds its erasable fields.
pub(crate) const PERSONAL: &str = "SELECT field, body FROM personal WHERE entity = ?1";
/// Finds the entities of a kind under a scope.
pub(crate) const UNDER: &str = "SELECT e.kind, e.key FROM audience a JOIN entity e ON e.id = a.entity
     WHERE a.scope = ?1 AND a.present = 1 AND e.kind = ?2";
/// Finds what is due.
pub(crate) const DUE: &str = "SELECT p.name, d.at, e.kind, e.key
     FROM due d JOIN entity e ON e.id = d.entity JOIN partition p ON p.id = e.partition
     WHERE d.at <= ?1 ORDER BY d.at, p.name, e.kind, e.key LIMIT ?2";

/// A partition's number and head.
pub(crate) fn partition(db: &Connection, name: &str) -> Result<Option<(i64, Head)>> {
    let mut query = db.prepare_cached(PARTITION).told()?;
    query
        .query_row([name], |row| {
            let head = Head {
                seq: row.get(1)?,
                clock: Instant(row.get(2)?),
                floor: row.get(3)?,
            };
            Ok((row.get(0)?, head))
        })
        .optional()
        .told()
}

pub(crate) fn partitions(db: &Connection) -> Result<Vec<String>> {
    let mut query = db
        .prepare_cached("SELECT name FROM partition WHERE seq > 0 ORDER BY name")
        .told()?;
    query
        .query_map([], |row| row.get(0))
        .told()?
        .collect::<rusqlite::Result<_>>()
        .told()
}

pub(crate) fn reached(db: &Connection, scope: &str) -> Result<Vec<String>> {
    let mut query = db.prepare_cached(REACHED).told()?;
    query
        .query_map([scope], |row| row.get(0))
        .told()?
        .collect::<rusqlite::Result<_>>()
        .told()
}

/// The number of a scope.
pub(crate) fn scope(db: &Connection, partition: i64, name: &str) -> Result<Option<i64>> {
    let mut query = db.prepare_cached(SCOPE).told()?;
    query
        .query_row(params![name, partition], |row| row.get(0))
        .optional()
        .told()
}

/// A row of `entity`, with what belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its number.
    pub(crate) id: i64,
    /// The sequence of its last change.
    pub(crate) seq: u64,
    /// Where it stands in the index.
    pub(crate) standing: Standing,
    /// The entity; none while only facts or a due moment are known.
    pub(crate) stored: Option<StoredEntity>,
}

/// An entity's number.
pub(crate) fn entity_id(db: &Connection, partition: i64, key: &Key) -> Result<Option<i64>> {
    let mut query = db
        .prepare_cached("SELECT id FROM entity WHERE partition = ?1 AND kind = ?2 AND key = ?3")
        .told()?;
    query
        .query_row(params![partition, kind_code(key.kind), Packed::new(&key.id)], |row| {
            row.get(0)
        })
        .optional()
        .told()
}

pub(crate) fn entity(db: &Connection, partition: i64, key: &Key) -> Result<Option<Found>> {
    let mut query = db.prepare_cached(ENTITY).told()?;
    let mut rows = query
        .query(params![partition, kind_code(key.kind), Packed::new(&key.id)])
        .told()?;
    let Some(row) = rows.next().told()? else {
        return Ok(None);
    };
    let id = row.get(0).told()?;
    let standing = match row.get_ref(4).told()?.as_blob_or_null() {
        Ok(Some(bytes)) => Standing::parse(bytes)?,
        Ok(None) => Standing::default(),
        Err(_) => {
            return Err(word(&rusqlite::Error::InvalidColumnType(
                4,
                "audience".to_owned(),
                rusqlite::types::Type::Text,
            )));
        }
    };
    let stored = match row.get::<_, Option<String>>(3).told()? {
        None => None,
        Some(body) => Some(StoredEntity {
            version: row.get(2).told()?,
            body,
            personal: personal(db, id)?,
            scopes: standing.names(),
        }),
    };
    Ok(Some(Found {
        id,
        seq: row.get(1).told()?,
        standing,
        stored,
    }))
}

fn personal(db: &Connection, entity: i64) -> Result<BTreeMap<String, String>> {
    let mut query = db.prepare_cached(PERSONAL).told()?;
    query
        .query_map([entity], |row| Ok((row.get(0)?, row.get(1)?)))
        .told()?
        .collect::<rusqlite::Result<_>>()
        .told()
}

/// The key of the entity with this number.
pub(crate) fn key(db: &Connection, id: i64) -> Result<Key> {
    let mut query = db.prepare_cached("SELECT kind, key FROM entity WHERE id = ?1").told()?;
    let mut rows = query.query([id]).told()?;
    let row = rows.next().told()?.ok_or_else(|| {
        doorstep_authority::StoreError::Corrupt("the index names an entity that is not there".to_owned())
    })?;
    key_in(row, 0)
}

fn key_in(row: &Row<'_>, first: usize) -> Result<Key> {
    Ok(Key {
        kind: kind_of(row.get(first).told()?),
        id: unpack(row.get_ref(first + 1).told()?)?,
    })
}

pub(crate) fn under(db: &Connection, scope: i64, kind: Kind) -> Result<Vec<Key>> {
    let mut query = db.prepare_cached(UNDER).told()?;
    let mut rows = query.query(params![scope, kind_code(kind)]).told()?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next().told()? {
        keys.push(key_in(row, 0)?);
    }
    keys.sort_unstable();
    Ok(keys)
}

pub(crate) fn answer(db: &Connection, command_id: CommandId) -> Result<Option<Answer>> {
    let mut query = db
        .prepare_cached("SELECT hash, actor, client, number, at, outcome FROM answer WHERE command = ?1")
        .told()?;
    let mut rows = query.query([command_id.0.as_bytes()]).told()?;
    let Some(row) = rows.next().told()? else {
        return Ok(None);
    };
    Ok(Some(Answer {
        command_id,
        hash: unpack(row.get_ref(0).told()?)?,
        actor: PersonId::from_bits(bits(row.get_ref(1).told()?)?),
        client: ClientId::from_bits(bits(row.get_ref(2).told()?)?),
        number: row.get(3).told()?,
        at: Instant(row.get(4).told()?),
        outcome: row.get(5).told()?,
    }))
}

pub(crate) fn client(db: &Connection, client: ClientId) -> Result<Option<ClientRow>> {
    let mut query = db
        .prepare_cached("SELECT actor, last_number, seen FROM client WHERE id = ?1")
        .told()?;
    let mut rows = query.query([client.0.as_bytes()]).told()?;
    let Some(row) = rows.next().told()? else {
        return Ok(None);
    };
    Ok(Some(ClientRow {
        actor: PersonId::from_bits(bits(row.get_ref(0).told()?)?),
        last_number: row.get(1).told()?,
        seen: Instant(row.get(2).told()?),
    }))
}

pub(crate) fn facts(db: &Connection, entity: i64, key: &Key) -> Result<Vec<LoggedFact>> {
    let mut query = db
        .prepare_cached("SELECT seq, place, command, actor, at, body FROM fact WHERE entity = ?1 ORDER BY id")
        .told()?;
    let mut rows = query.query([entity]).told()?;
    let mut facts = Vec::new();
    while let Some(row) = rows.next().told()? {
        let id = |column| -> Result<Option<u128>> {
            let value = row.get_ref(column).told()?;
            if value == rusqlite::types::ValueRef::Null {
                return Ok(None);
            }
            bits(value).map(Some)
        };
        facts.push(LoggedFact {
            seq: row.get(0).told()?,
            index: row.get(1).told()?,
            key: key.clone(),
            command_id: id(2)?.map(CommandId::from_bits),
            actor: id(3)?.map(PersonId::from_bits),
            at: Instant(row.get(4).told()?),
            body: row.get(5).told()?,
        });
    }
    Ok(facts)
}

pub(crate) fn due(db: &Connection, now: Instant, limit: usize) -> Result<Vec<Due>> {
    let mut query = db.prepare_cached(DUE).told()?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = query.query([now.0, limit]).told()?;
    let mut due = Vec::new();
    while let Some(row) = rows.next().told()? {
        due.push(Due {
            partition: row.get(0).told()?,
            key: key_in(row, 2)?,
            at: Instant(row.get(1).told()?),
        });
    }
    Ok(due)
}

fn record_in(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        id: row.get(0)?,
        owner: row.get(1)?,
        body: row.get(2)?,
        expires: row.get::<_, Option<i64>>(3)?.map(Instant),
    })
}

pub(crate) fn record(db: &Connection, space: &str, id: &str) -> Result<Option<Record>> {
    let mut query = db
        .prepare_cached("SELECT id, owner, body, expires FROM record WHERE space = ?1 AND id = ?2")
        .told()?;
    query.query_row([space, id], record_in).optional().told()
}

pub(crate) fn records_of(db: &Connection, space: &str, owner: &str) -> Result<Vec<Record>> {
    let mut query = db
        .prepare_cached("SELECT id, owner, body, expires FROM record WHERE space = ?1 AND owner = ?2 ORDER BY id")
        .told()?;
    query
        .query_map([space, owner], record_in)
        .told()?
        .collect::<rusqlite::Result<_>>()
        .told()
}
