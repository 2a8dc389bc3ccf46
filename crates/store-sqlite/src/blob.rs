//! The bytes of attachments: rows of their own, beside the entity that names them.

use doorstep_authority::{Blob, Key, Result};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{codec::Packed, draft::Draft, error::Told as _};

pub(crate) fn look(db: &Connection, entity: i64, hash: &str) -> Result<Option<Blob>> {
    let mut query = db
        .prepare_cached("SELECT mime, bytes FROM blob WHERE entity = ?1 AND hash = ?2")
        .told()?;
    let found = query.query_row(params![entity, Packed::new(hash)], |row| {
        Ok(Blob {
            mime: row.get(0)?,
            bytes: row.get(1)?,
        })
    });
    found.optional().told()
}

pub(crate) fn put(draft: &Draft<'_>, partition: &str, key: &Key, hash: &str, blob: &Blob) -> Result<bool> {
    let entity = crate::put::entity_id(draft, partition, key)?;
    let mut insert = draft
        .db()?
        .prepare_cached("INSERT OR IGNORE INTO blob (entity, hash, mime, bytes) VALUES (?1, ?2, ?3, ?4)")
        .told()?;
    let new = insert.execute(params![entity, Packed::new(hash), blob.mime, blob.bytes]);
    Ok(new.told()? == 1)
}

pub(crate) fn delete(draft: &Draft<'_>, partition: &str, key: &Key, hash: &str) -> Result<()> {
    let Some((place, _)) = draft.place(partition)? else {
        return Ok(());
    };
    let Some(entity) = draft.entity_id(place, key)? else {
        return Ok(());
    };
    let mut delete = draft
        .db()?
        .prepare_cached("DELETE FROM blob WHERE entity = ?1 AND hash = ?2")
        .told()?;
    if delete.execute(params![entity, Packed::new(hash)]).told()? > 0 {
        draft.erased.set(true);
    }
    Ok(())
}
