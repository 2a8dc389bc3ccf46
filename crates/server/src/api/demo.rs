//! `POST /api/demo`, `POST /api/demo/reset`, `GET /api/demo/people`: only with `--demo`, else they do not exist.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use doorstep_protocol::session::DemoEnter;

use super::who::welcome;
use crate::{
    app::App,
    demo::{self, people::PEOPLE},
    session::password,
    web::{
        body::Body,
        fault::{Fault, Result},
        origin::Origin,
        slot::Slot,
    },
};

fn only_in_a_demo(app: &App) -> Result<()> {
    if app.config.demo { Ok(()) } else { Err(Fault::NotFound) }
}

/// Becomes one of the people.
pub(super) async fn enter(
    State(app): State<App>,
    slot: Slot,
    origin: Origin,
    Body(wish): Body<DemoEnter>,
) -> Result<Response> {
    only_in_a_demo(&app)?;
    origin.must_be_secure()?;
    let person = PEOPLE
        .iter()
        .find(|person| person.who == wish.who)
        .ok_or(Fault::NotFound)?
        .id();
    let opened = app
        .with(move |world, now| password::open(world, person, "演示", now))
        .await?;
    welcome(&app, &slot, opened, "demo").await
}

/// Puts everything back. Whoever is signed in stays so.
pub(super) async fn reset(State(app): State<App>) -> Result<StatusCode> {
    only_in_a_demo(&app)?;
    demo::reset(&app).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The people one can become.
pub(super) async fn people(State(app): State<App>) -> Result<Json<serde_json::Value>> {
    only_in_a_demo(&app)?;
    Ok(Json(demo::people::listed()))
}
