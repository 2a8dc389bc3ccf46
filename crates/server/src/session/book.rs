//! Records of the store as typed rows, and their end: what expires is noted under the day it expires, so that cleaning up reads
//! those days only.

use doorstep_authority::{ReadTxn, Record, Result, Storage, Txn};
use doorstep_domain::{Day, Instant, entity::Partition};
use serde::{Serialize, de::DeserializeOwned};

use crate::app::World;

/// Sessions by the hash of their token.
pub const SESSION: &str = "session";
/// Cards by the hash of their secret.
pub const CARD: &str = "card";
/// Codes to type, by their first characters.
pub const CODE: &str = "code";
/// Password accounts by their name.
pub const ACCOUNT: &str = "account";
/// The one-time set-up code.
pub const SETUP: &str = "setup";
/// Facts about this data as a whole.
pub const META: &str = "meta";
/// Sealed outboxes of devices that were signed out.
pub const QUARANTINE: &str = "quarantine";
/// Commands that came by another hand than their author's, by their id; owned by the community.
pub const EVIDENCE: &str = "evidence";

const EXPIRY: &str = "expiry";
/// The last day that was cleaned up.
const CLEANED: &str = "cleaned";
/// Days a first clean-up looks back.
const LOOK_BACK: i32 = 40;

/// A row and whom it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<T> {
    /// The owner, as stored.
    pub owner: String,
    /// The content.
    pub body: T,
}

/// Reads a row; one that ended is not there.
///
/// # Errors
/// When the store fails or the row can't be read.
pub fn get<T: DeserializeOwned>(txn: &dyn ReadTxn, space: &str, id: &str, now: Instant) -> Result<Option<Row<T>>> {
    let found = txn
        .record(space, id)?
        .filter(|record| record.expires.is_none_or(|at| at > now));
    found
        .map(|record| {
            Ok(Row {
                body: serde_json::from_str(&record.body)?,
                owner: record.owner,
            })
        })
        .transpose()
}

/// Writes a row.
///
/// # Errors
/// When the store fails.
pub fn put<T: Serialize>(
    txn: &mut dyn Txn,
    space: &str,
    id: &str,
    owner: &str,
    body: &T,
    expires: Option<Instant>,
) -> Result<()> {
    if let Some(at) = expires {
        let name = format!("{space}/{id}");
        if txn.record(EXPIRY, &name)?.is_none() {
            txn.put_record(EXPIRY, &note(name, at.day()))?;
        }
    }
    txn.put_record(
        space,
        &Record {
            id: id.to_owned(),
            owner: owner.to_owned(),
            body: serde_json::to_string(body)?,
            expires,
        },
    )
}

/// Space and id of what was to end on `day` when it was written.
///
/// # Errors
/// When the store fails.
pub fn ending_on(txn: &dyn ReadTxn, day: Day) -> Result<Vec<(String, String)>> {
    let notes = txn.records_of(EXPIRY, &day.0.to_string())?;
    let named = notes.iter().filter_map(|note| note.id.split_once('/'));
    Ok(named.map(|(space, id)| (space.to_owned(), id.to_owned())).collect())
}

fn note(id: String, day: Day) -> Record {
    Record {
        id,
        owner: day.0.to_string(),
        body: String::new(),
        expires: None,
    }
}

/// Drops rows that ended before today.
///
/// # Errors
/// When the store fails.
pub fn clean(world: &World, now: Instant) -> Result<()> {
    let today = now.day();
    world.store().write(&Partition::City.name(), move |txn| {
        let last = get::<i32>(txn, META, CLEANED, now)?.map_or(today.0 - LOOK_BACK, |row| row.body);
        for day in last..today.0 {
            for due in txn.records_of(EXPIRY, &day.to_string())? {
                let Some((space, id)) = due.id.split_once('/') else {
                    continue;
                };
                match txn.record(space, id)?.map(|record| record.expires) {
                    // It slid on since: look again when it ends now.
                    Some(Some(at)) if at > now => txn.put_record(EXPIRY, &note(due.id.clone(), at.day()))?,
                    Some(Some(_)) => {
                        txn.delete_record(space, id)?;
                        txn.delete_record(EXPIRY, &due.id)?;
                    }
                    // Gone already, or kept for good since.
                    None | Some(None) => txn.delete_record(EXPIRY, &due.id)?,
                }
            }
        }
        put(txn, META, CLEANED, "", &today.0, None)
    })
}
