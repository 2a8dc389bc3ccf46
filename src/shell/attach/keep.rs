//! The database of attachments of one person: rows as texts, bytes as bytes. Opened for each use and closed after it, so that it never
//! stands in the way of being deleted.

use doorstep_domain::{OrderId, PersonId, Sha256};
use doorstep_protocol::json;
use doorstep_replica::BlobRow;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;

use super::super::{
    idb::{Db, IdbError},
    store::blobs_name,
};

const ROWS: &str = "rows";
const BYTES: &str = "bytes";
const VERSION: u32 = 1;

async fn open(person: PersonId) -> Result<Db, IdbError> {
    Db::open(&blobs_name(person), VERSION, &[ROWS, BYTES])?.opened().await
}

/// The key: the same photo of two orders goes to both.
fn key(row: &BlobRow) -> String {
    format!("{}:{}", row.hash, row.order)
}

/// Puts both on disk, or neither.
pub(super) async fn put(person: PersonId, row: &BlobRow, bytes: &Uint8Array) -> Result<(), IdbError> {
    let text = json::write(row).map_err(|e| IdbError(e.to_string()))?;
    let db = open(person).await?;
    let write = |w: &super::super::idb::Writer| {
        w.put(ROWS, &key(row), &text);
        w.put_value(BYTES, row.hash.as_str(), bytes);
    };
    let written = db.write(&[ROWS, BYTES], &write).await;
    db.close();
    written
}

/// What lies there.
pub(super) async fn rows(person: PersonId) -> Result<Vec<BlobRow>, IdbError> {
    let db = open(person).await?;
    let read = async { db.read(&[ROWS], &|r| Ok(vec![r.all(ROWS)?]))?.end().await }.await;
    db.close();
    let [rows] = &read?[..] else { return Ok(Vec::new()) };
    Ok(rows.texts()?.iter().filter_map(|text| json::read(text).ok()).collect())
}

/// The bytes of one.
pub(super) async fn bytes(person: PersonId, hash: &Sha256) -> Option<Uint8Array> {
    let db = open(person).await.ok()?;
    let read = async {
        db.read(&[BYTES], &|r| Ok(vec![r.one(BYTES, hash.as_str())?]))?
            .end()
            .await
    }
    .await;
    db.close();
    let found = read.ok()?.first()?.value().ok().filter(|found| !found.is_undefined())?;
    Some(found.unchecked_into())
}

/// Removes one of an order. The bytes stay for as long as another order has them.
pub(super) async fn remove(person: PersonId, hash: &Sha256, order: OrderId) -> Result<(), IdbError> {
    let rows = rows(person).await?;
    let shared = rows.iter().any(|row| row.hash == *hash && row.order != order);
    let db = open(person).await?;
    let write = |w: &super::super::idb::Writer| {
        for row in rows.iter().filter(|row| row.hash == *hash && row.order == order) {
            w.delete(ROWS, &key(row));
        }
        if !shared {
            w.delete(BYTES, hash.as_str());
        }
    };
    let written = db.write(&[ROWS, BYTES], &write).await;
    db.close();
    written
}
