//! `POST /api/card`: the desk prints a card. Its secret is in this answer and nowhere else.

use axum::{Json, extract::State};
use doorstep_protocol::session::{Card, CardRequest};

use super::pull::within_limits;
use crate::{
    app::App,
    journal::Gone,
    session::{
        card::{self, Blank},
        check::check,
    },
    web::{body::Body, fault::Result, origin::Origin, slot::Slot},
};

/// Prints it.
pub(super) async fn print(
    State(app): State<App>,
    slot: Slot,
    origin: Origin,
    Body(wish): Body<CardRequest>,
) -> Result<Json<Card>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let who = app.with(move |world, now| check(world, &token, now)).await?;
    let blank = app.hash(Blank::new).await?;
    tracing::info!(by = %who.person, person = %wish.person, "card printed");
    let home = app.home.clone();
    let printed = app
        .with(move |world, now| {
            let printed = card::print(world, who.person, wish.person, blank, &origin.base, now)?;
            home.note(Gone::Cards { person: wish.person }, now)?;
            Ok(printed)
        })
        .await?;
    Ok(Json(printed))
}
