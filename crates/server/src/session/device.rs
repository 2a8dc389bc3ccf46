//! The device list, and ending what is on it.

use doorstep_authority::{Storage, Txn};
use doorstep_domain::{Instant, PersonId, entity::Partition, time::DAY};
use doorstep_protocol::session::Device;

use super::{Session, book, check::Who};
use crate::{
    app::World,
    web::fault::{Fault, Result},
};

/// How long a phone that was signed out is told so: as long as its browser may keep the cookie.
const TOLD_FOR: i64 = 400 * DAY;

/// The devices on which `person` is signed in, latest first.
///
/// # Errors
/// When the store fails.
pub fn list(world: &World, person: PersonId, asking: &Who, now: Instant) -> Result<Vec<Device>> {
    let rows = sessions(world, person)?;
    let mut devices: Vec<_> = rows
        .into_iter()
        .filter(|(_, s)| s.revoked.is_none() && s.until > now)
        .map(|(id, s)| Device {
            this: id == asking.id,
            id: s.handle,
            name: s.device,
            since: s.since,
            seen: s.seen,
        })
        .collect();
    devices.sort_by(|a, b| (b.seen, &b.id).cmp(&(a.seen, &a.id)));
    Ok(devices)
}

/// Ends the session `handle` of `person` on purpose; returns the name of its record, for its open feeds.
///
/// # Errors
/// 404 when there is no such session.
pub fn end(world: &World, person: PersonId, handle: &str, now: Instant) -> Result<String> {
    let (id, session) = sessions(world, person)?
        .into_iter()
        .find(|(_, s)| s.handle == handle)
        .ok_or(Fault::NotFound)?;
    let ended = id.clone();
    (world.store()).write(&Partition::City.name(), move |txn| {
        revoke(txn, person, &id, session, now)
    })?;
    Ok(ended)
}

/// Marks the session in the record `id` as ended on purpose.
///
/// # Errors
/// When the store fails.
pub fn revoke(
    txn: &mut dyn Txn,
    person: PersonId,
    id: &str,
    mut session: Session,
    at: Instant,
) -> doorstep_authority::Result<()> {
    session.revoked.get_or_insert(at);
    let until = Some(at.plus(TOLD_FOR));
    book::put(txn, book::SESSION, id, &person.to_string(), &session, until)
}

/// Forgets the session of `who`: its phone asked for it and needs no telling.
///
/// # Errors
/// When the store fails.
pub fn forget(world: &World, who: &Who) -> Result<()> {
    let id = who.id.clone();
    Ok(world.store().write(&Partition::City.name(), move |txn| {
        txn.delete_record(book::SESSION, &id)
    })?)
}

fn sessions(world: &World, person: PersonId) -> Result<Vec<(String, Session)>> {
    let records = world
        .store()
        .read(|txn| txn.records_of(book::SESSION, &person.to_string()))?;
    records
        .into_iter()
        .map(|r| {
            let session = serde_json::from_str(&r.body).map_err(|_| Fault::Broken("a session row".to_owned()))?;
            Ok((r.id, session))
        })
        .collect()
}
