//! `POST /api/session/transfer`: 换个浏览器打开.

use axum::{Json, extract::State};
use doorstep_protocol::session::Transfer;

use super::pull::within_limits;
use crate::{
    app::App,
    session::{card::Blank, check::check, transfer},
    web::{fault::Result, origin::Origin, slot::Slot},
};

/// Makes a code.
pub(super) async fn create(State(app): State<App>, slot: Slot, origin: Origin) -> Result<Json<Transfer>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let who = app.with(move |world, now| check(world, &token, now)).await?;
    let blank = app.hash(Blank::new).await?;
    let made = app
        .with(move |world, now| transfer::create(world, &who, blank, &origin.base, now))
        .await?;
    Ok(Json(made))
}
