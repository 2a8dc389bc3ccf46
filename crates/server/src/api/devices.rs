//! `GET /api/session/devices` and `POST /api/session/devices/end`: where a person is signed in, and ending it from afar. The desk
//! does it for people of its community who lost a phone.

use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
};
use doorstep_domain::{Instant, PersonId};
use doorstep_protocol::session::Device;
use serde::Deserialize;

use crate::{
    app::{App, World},
    journal::Gone,
    session::{
        check::{Who, check},
        device, people,
    },
    web::{body::Body, fault::Result, slot::Slot},
};

/// Whose devices; one's own when not named.
#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    person: Option<PersonId>,
}

/// Which device to end.
#[derive(Debug, Deserialize)]
pub(super) struct EndDevice {
    device: String,
    #[serde(default)]
    person: Option<PersonId>,
}

/// Lists them.
pub(super) async fn list(State(app): State<App>, slot: Slot, Query(whose): Query<Whose>) -> Result<Json<Vec<Device>>> {
    let token = slot.token()?;
    let devices = app
        .with(move |world, now| {
            let who = check(world, &token, now)?;
            let person = allowed(world, &who, whose.person, now)?;
            device::list(world, person, &who, now)
        })
        .await?;
    Ok(Json(devices))
}

/// Ends one: an explicit row, so that the phone hears `revoked`.
pub(super) async fn end(State(app): State<App>, slot: Slot, Body(wish): Body<EndDevice>) -> Result<StatusCode> {
    let token = slot.token()?;
    let home = app.home.clone();
    let session = app
        .with(move |world, now| {
            let who = check(world, &token, now)?;
            let person = allowed(world, &who, wish.person, now)?;
            tracing::info!(by = %who.person, %person, "device signed out");
            let session = device::end(world, person, &wish.device, now)?;
            let gone = Gone::Device {
                person,
                session: session.clone(),
            };
            home.note(gone, now)?;
            Ok(session)
        })
        .await?;
    app.hub.end(&session);
    Ok(StatusCode::NO_CONTENT)
}

fn allowed(world: &World, who: &Who, whose: Option<PersonId>, now: Instant) -> Result<PersonId> {
    let Some(person) = whose.filter(|person| *person != who.person) else {
        return Ok(who.person);
    };
    people::must_be_desk_of(world, who.person, &people::load(world, person)?, now)?;
    Ok(person)
}
