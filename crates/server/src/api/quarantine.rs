//! `POST /api/quarantine`: the outbox of a device that was signed out on purpose. Evidence for staff, once, never executed.

use axum::{extract::State, http::StatusCode};
use doorstep_authority::Storage;
use doorstep_domain::{entity::Partition, time::DAY};
use doorstep_protocol::version::PUSH_BYTES_MAX;
use serde_json::value::RawValue;

use super::pull::within_limits;
use crate::{
    app::App,
    session::{book, check::find},
    web::{
        body::Body,
        fault::{FORBIDDEN, Fault, Result},
        slot::Slot,
    },
};

/// How long staff may look at it: as long as an order can be disputed, and some.
const KEPT_FOR: i64 = 180 * DAY;

/// Stores it as it is.
pub(super) async fn store(
    State(app): State<App>,
    slot: Slot,
    Body(sealed): Body<Box<RawValue>, PUSH_BYTES_MAX>,
) -> Result<StatusCode> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    app.with(move |world, now| {
        let who = find(world, &token, now)?;
        if who.session.revoked.is_none() {
            return Err(FORBIDDEN);
        }
        let stored = world.store().write(&Partition::City.name(), move |txn| {
            if book::get::<Box<RawValue>>(txn, book::QUARANTINE, &who.id, now)?.is_some() {
                return Ok(false);
            }
            let (owner, until) = (who.person.to_string(), now.plus(KEPT_FOR));
            book::put(txn, book::QUARANTINE, &who.id, &owner, &sealed, Some(until))?;
            Ok(true)
        })?;
        if stored {
            Ok(StatusCode::NO_CONTENT)
        } else {
            Err(Fault::Again)
        }
    })
    .await
}
