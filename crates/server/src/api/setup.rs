//! `POST /api/session/setup`: the first account.

use axum::{extract::State, response::Response};
use doorstep_protocol::session::SetUp;

use super::who::welcome;
use crate::{
    app::App,
    limiter::ADDRESS,
    session::{
        secret::Hashed,
        setup::{self, Plan},
    },
    web::{
        body::Body,
        fault::{Result, too_many},
        origin::Origin,
        slot::Slot,
    },
};

/// Spends the code.
pub(super) async fn set_up(
    State(app): State<App>,
    slot: Slot,
    origin: Origin,
    Body(wish): Body<SetUp>,
) -> Result<Response> {
    origin.must_be_secure()?;
    let key = format!("address:{}", origin.address);
    app.limiter.look(&key, ADDRESS, app.now()).map_err(too_many)?;
    let code = wish.code.clone();
    let right = app.with(move |world, now| setup::check(world, &code, now)).await;
    if right.is_err() {
        let _ = app.limiter.take(&key, ADDRESS, app.now());
    }
    right?;
    let plan = Plan::of(&wish, app.now())?;
    let chosen = wish.password.clone();
    let hashed = app.hash(move || Hashed::new(&chosen)).await?;
    let opened = app
        .with(move |world, now| setup::run(world, &wish, plan, hashed, now))
        .await?;
    welcome(&app, &slot, opened, "setup").await
}
