//! `POST /api/quarantine`: the outbox of a device that was signed out on purpose. Evidence for staff, once, never executed.

use axum::{extract::State, http::StatusCode};
use doorstep_authority::Storage;
use doorstep_domain::entity::Partition;
use doorstep_protocol::{Envelope, version::PUSH_BYTES_MAX};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::pull::within_limits;
use crate::{
    app::App,
    session::{book, check::find, evidence},
    web::{
        body::Body,
        fault::{FORBIDDEN, Fault, Result},
        slot::Slot,
    },
};

/// What an outbox looks like. Anything else is kept as it is, for whoever can make something of it.
#[derive(Deserialize)]
struct Outbox {
    entries: Vec<Envelope>,
}

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
        let (person, entries) = (who.person, serde_json::from_str::<Outbox>(sealed.get()));
        let stored = world.store().write(&Partition::City.name(), move |txn| {
            if book::get::<Box<RawValue>>(txn, book::QUARANTINE, &who.id, now)?.is_some() {
                return Ok(false);
            }
            let (owner, until) = (who.person.to_string(), now.plus(evidence::KEPT_FOR));
            book::put(txn, book::QUARANTINE, &who.id, &owner, &sealed, Some(until))?;
            Ok(true)
        })?;
        if stored {
            if let Ok(Outbox { entries }) = entries {
                let placed = evidence::place(world, person, entries)?;
                evidence::keep(world, person, None, placed, now)?;
            }
            Ok(StatusCode::NO_CONTENT)
        } else {
            Err(Fault::Again)
        }
    })
    .await
}
