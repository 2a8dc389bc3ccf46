//! Storing an entity: its row, its personal fields, and its lines in the audience index. Only what differs is written.

use std::collections::BTreeMap;

use doorstep_authority::{Instant, Key, Result, StoredEntity};
use rusqlite::{Connection, params};

use crate::{
    codec::{Packed, kind_code},
    draft::Draft,
    error::Told as _,
    look::{self, Found},
    standing::Standing,
};

/// Scopes remembered as left. Beyond that the oldest are forgotten: their tombstones stay until they are swept.
const LEFT: usize = 64;

pub(crate) fn put(
    draft: &Draft<'_>,
    place: i64,
    seq: u64,
    at: Instant,
    key: &Key,
    entity: &StoredEntity,
) -> Result<()> {
    let db = draft.db()?;
    let cached = draft.cache.borrow_mut().take_entity(place, key);
    let (key, old) = match cached {
        Some((key, found)) => (key, Some(found)),
        None => (key.clone(), look::entity(db, place, key)?),
    };
    let mut present = Vec::with_capacity(entity.scopes.len());
    for name in &entity.scopes {
        let known = old
            .iter()
            .flat_map(|old| &old.standing.present)
            .find(|(_, known)| known == name);
        let scope = match known {
            Some((scope, _)) => *scope,
            None => scope(draft, place, name)?,
        };
        present.push((scope, name.clone()));
    }
    let standing = Standing {
        left: old
            .as_ref()
            .map_or_else(Vec::new, |old| left(&old.standing, &present, seq)),
        present,
    };
    let audience = standing.bytes();
    let id = match &old {
        None => {
            let mut insert = db
                .prepare_cached(
                    "INSERT INTO entity (partition, kind, key, version, seq, body, audience)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )
                .told()?;
            let key_text = Packed::new(&key.id);
            insert
                .insert(params![
                    place,
                    kind_code(key.kind),
                    key_text,
                    entity.version,
                    seq,
                    entity.body,
                    audience
                ])
                .told()?
        }
        Some(old) => {
            let mut update = db
                .prepare_cached("UPDATE entity SET version = ?2, seq = ?3, body = ?4, audience = ?5 WHERE id = ?1")
                .told()?;
            update
                .execute(params![old.id, entity.version, seq, entity.body, audience])
                .told()?;
            old.id
        }
    };
    stand(db, id, old.as_ref(), &standing, seq, at)?;
    let fields = old
        .as_ref()
        .and_then(|old| old.stored.as_ref())
        .map(|stored| &stored.personal);
    personal(draft, id, fields, &entity.personal)?;
    let found = Found {
        id,
        seq,
        standing,
        stored: Some(entity.clone()),
    };
    draft.cache.borrow_mut().put_entity(place, key, found);
    Ok(())
}

/// The number of a scope, given now when it has none.
fn scope(draft: &Draft<'_>, place: i64, name: &str) -> Result<i64> {
    if let Some(known) = draft.scope(place, name)? {
        return Ok(known);
    }
    let mut insert = draft
        .db()?
        .prepare_cached("INSERT INTO scope (partition, name) VALUES (?1, ?2)")
        .told()?;
    let id = insert.insert(params![place, name]).told()?;
    draft.cache.borrow_mut().put_scope(place, name, id);
    Ok(id)
}

/// The scopes it has left, now or before, and is not under.
fn left(old: &Standing, present: &[(i64, String)], seq: u64) -> Vec<(i64, u64)> {
    let stands = |scope: i64| present.iter().any(|(now, _)| *now == scope);
    let before = old.left.iter().copied().filter(|(scope, _)| !stands(*scope));
    let just = old
        .present
        .iter()
        .map(|(scope, _)| *scope)
        .filter(|scope| !stands(*scope));
    let mut left: Vec<_> = before.chain(just.map(|scope| (scope, seq))).collect();
    if left.len() > LEFT {
        left.drain(..left.len() - LEFT);
    }
    left
}

/// Moves its lines in the index from where they were to where they belong.
fn stand(db: &Connection, id: i64, old: Option<&Found>, new: &Standing, seq: u64, at: Instant) -> Result<()> {
    let mut shift = db
        .prepare_cached(
            "UPDATE audience SET present = ?1, seq = ?2, at = ?3
             WHERE scope = ?4 AND present = ?5 AND seq = ?6 AND entity = ?7",
        )
        .told()?;
    let mut insert = db
        .prepare_cached("INSERT INTO audience (scope, present, seq, entity, at) VALUES (?1, ?2, ?3, ?4, ?5)")
        .told()?;
    let mut put = |scope: i64, present: bool, was: Option<(bool, u64)>| -> Result<()> {
        let moved = match was {
            Some((present_before, seq_before)) => shift
                .execute(params![present, seq, at.0, scope, present_before, seq_before, id])
                .told()?,
            None => 0,
        };
        // A tombstone may have been swept since.
        if moved == 0 {
            insert.execute(params![scope, present, seq, id, at.0]).told()?;
        }
        Ok(())
    };
    let stood = |scope: i64| old.is_some_and(|old| old.standing.present.iter().any(|(was, _)| *was == scope));
    for (scope, _) in &new.present {
        let was = old.and_then(|old| {
            if stood(*scope) {
                return Some((true, old.seq));
            }
            let left = old.standing.left.iter().find(|(left, _)| left == scope);
            left.map(|(_, at)| (false, *at))
        });
        put(*scope, true, was)?;
    }
    for (scope, _) in old.iter().flat_map(|old| &old.standing.present) {
        if !new.present.iter().any(|(now, _)| now == scope) {
            put(*scope, false, old.map(|old| (true, old.seq)))?;
        }
    }
    Ok(())
}

fn personal(
    draft: &Draft<'_>,
    id: i64,
    old: Option<&BTreeMap<String, String>>,
    new: &BTreeMap<String, String>,
) -> Result<()> {
    let db = draft.db()?;
    for field in old
        .into_iter()
        .flat_map(BTreeMap::keys)
        .filter(|field| !new.contains_key(*field))
    {
        let mut delete = db
            .prepare_cached("DELETE FROM personal WHERE entity = ?1 AND field = ?2")
            .told()?;
        delete.execute(params![id, field]).told()?;
        draft.erased.set(true);
    }
    for (field, body) in new {
        if old.and_then(|old| old.get(field)) == Some(body) {
            continue;
        }
        let mut put = db
            .prepare_cached("INSERT OR REPLACE INTO personal (entity, field, body) VALUES (?1, ?2, ?3)")
            .told()?;
        put.execute(params![id, field, body]).told()?;
    }
    Ok(())
}
