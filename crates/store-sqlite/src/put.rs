//! The writes of a transaction.

use doorstep_authority::{
    Answer, ClientId, ClientRow, Head, Instant, Key, LoggedFact, Record, Result, StoreError, StoredEntity,
};
use rusqlite::{ErrorCode, params};

use crate::{
    codec::{Packed, kind_code},
    draft::Draft,
    error::{Told as _, word},
};

/// The number and head of a partition, made when there is none.
pub(crate) fn place(draft: &Draft<'_>, partition: &str) -> Result<(i64, Head)> {
    if let Some(known) = draft.place(partition)? {
        return Ok(known);
    }
    let db = draft.db()?;
    let mut insert = db.prepare_cached("INSERT INTO partition (name) VALUES (?1)").told()?;
    let id = insert.insert([partition]).told()?;
    draft.cache.borrow_mut().put_partition(partition, id, Head::default());
    Ok((id, Head::default()))
}

fn put_head(draft: &Draft<'_>, partition: &str, id: i64, head: Head) -> Result<()> {
    let mut update = draft
        .db()?
        .prepare_cached("UPDATE partition SET seq = ?2, clock = ?3, floor = ?4 WHERE id = ?1")
        .told()?;
    update.execute(params![id, head.seq, head.clock.0, head.floor]).told()?;
    draft.cache.borrow_mut().put_partition(partition, id, head);
    Ok(())
}

pub(crate) fn advance(draft: &Draft<'_>, partition: &str, at: Instant) -> Result<u64> {
    let (id, mut head) = place(draft, partition)?;
    head.seq += 1;
    head.clock = head.clock.max(at);
    put_head(draft, partition, id, head)?;
    Ok(head.seq)
}

pub(crate) fn entity(
    draft: &Draft<'_>,
    partition: &str,
    seq: u64,
    at: Instant,
    key: &Key,
    entity: &StoredEntity,
) -> Result<()> {
    crate::entity::put(draft, place(draft, partition)?.0, seq, at, key, entity)
}

/// The number of an entity, given now when it has none.
pub(crate) fn entity_id(draft: &Draft<'_>, partition: &str, key: &Key) -> Result<i64> {
    let (place, _) = place(draft, partition)?;
    if let Some(id) = draft.entity_id(place, key)? {
        return Ok(id);
    }
    let mut insert = draft
        .db()?
        .prepare_cached("INSERT INTO entity (partition, kind, key) VALUES (?1, ?2, ?3)")
        .told()?;
    insert
        .insert(params![place, kind_code(key.kind), Packed::new(&key.id)])
        .told()
}

pub(crate) fn fact(draft: &Draft<'_>, partition: &str, fact: &LoggedFact) -> Result<()> {
    let entity = entity_id(draft, partition, &fact.key)?;
    let mut insert = draft
        .db()?
        .prepare_cached(
            "INSERT INTO fact (entity, seq, place, command, actor, at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .told()?;
    let command = fact.command_id.as_ref().map(|id| id.0.as_bytes().as_slice());
    let actor = fact.actor.as_ref().map(|id| id.0.as_bytes().as_slice());
    insert
        .execute(params![
            entity, fact.seq, fact.index, command, actor, fact.at.0, fact.body
        ])
        .told()?;
    Ok(())
}

pub(crate) fn answer(draft: &Draft<'_>, answer: &Answer) -> Result<()> {
    let mut insert = draft
        .db()?
        .prepare_cached(
            "INSERT INTO answer (command, hash, actor, client, number, at, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .told()?;
    let inserted = insert.execute(params![
        answer.command_id.0.as_bytes(),
        Packed::new(&answer.hash),
        answer.actor.0.as_bytes(),
        answer.client.0.as_bytes(),
        answer.number,
        answer.at.0,
        answer.outcome
    ]);
    match inserted {
        Ok(_) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            Err(StoreError::Aborted("a command is answered once".to_owned()))
        }
        Err(error) => Err(word(&error)),
    }
}

pub(crate) fn client(draft: &Draft<'_>, client: ClientId, row: &ClientRow) -> Result<()> {
    let mut put = draft
        .db()?
        .prepare_cached("INSERT OR REPLACE INTO client (id, actor, last_number, seen) VALUES (?1, ?2, ?3, ?4)")
        .told()?;
    put.execute(params![
        client.0.as_bytes(),
        row.actor.0.as_bytes(),
        row.last_number,
        row.seen.0
    ])
    .told()?;
    Ok(())
}

pub(crate) fn due(draft: &Draft<'_>, partition: &str, key: &Key, at: Option<Instant>) -> Result<()> {
    if let Some(at) = at {
        let entity = entity_id(draft, partition, key)?;
        let mut put = draft
            .db()?
            .prepare_cached(
                "INSERT INTO due (entity, at) VALUES (?1, ?2)
                 ON CONFLICT (entity) DO UPDATE SET at = excluded.at WHERE at <> excluded.at",
            )
            .told()?;
        put.execute([entity, at.0]).told()?;
    } else if let Some((place, _)) = draft.place(partition)?
        && let Some(entity) = draft.entity_id(place, key)?
    {
        let mut delete = draft.db()?.prepare_cached("DELETE FROM due WHERE entity = ?1").told()?;
        delete.execute([entity]).told()?;
    }
    Ok(())
}

pub(crate) fn record(draft: &Draft<'_>, space: &str, record: &Record) -> Result<()> {
    let mut put = draft
        .db()?
        .prepare_cached("INSERT OR REPLACE INTO record (space, id, owner, body, expires) VALUES (?1, ?2, ?3, ?4, ?5)")
        .told()?;
    let expires = record.expires.map(|at| at.0);
    put.execute(params![space, record.id, record.owner, record.body, expires])
        .told()?;
    Ok(())
}

pub(crate) fn no_record(draft: &Draft<'_>, space: &str, id: &str) -> Result<()> {
    let mut delete = draft
        .db()?
        .prepare_cached("DELETE FROM record WHERE space = ?1 AND id = ?2")
        .told()?;
    delete.execute([space, id]).told()?;
    Ok(())
}

pub(crate) fn drop_expired(draft: &Draft<'_>, now: Instant) -> Result<()> {
    let mut delete = draft
        .db()?
        .prepare_cached("DELETE FROM record WHERE expires <= ?1")
        .told()?;
    delete.execute([now.0]).told()?;
    Ok(())
}

pub(crate) fn sweep(draft: &Draft<'_>, partition: &str, before: Instant) -> Result<()> {
    let Some((place, mut head)) = draft.place(partition)? else {
        return Ok(());
    };
    let db = draft.db()?;
    let mut last = db
        .prepare_cached(
            "SELECT max(a.seq) FROM scope s JOIN audience a ON a.scope = s.id AND a.present = 0
             WHERE s.partition = ?1 AND a.at < ?2",
        )
        .told()?;
    let last: Option<u64> = last.query_row([place, before.0], |row| row.get(0)).told()?;
    let Some(last) = last else { return Ok(()) };
    let mut delete = db
        .prepare_cached(
            "DELETE FROM audience
             WHERE scope IN (SELECT id FROM scope WHERE partition = ?1) AND present = 0 AND at < ?2",
        )
        .told()?;
    delete.execute([place, before.0]).told()?;
    head.floor = head.floor.max(last);
    put_head(draft, partition, place, head)
}
