//! `POST /api/session/setup`: the first account, or that of somebody invited; `POST /api/session/invite` invites.

use axum::{Json, extract::State, response::Response};
use doorstep_protocol::session::{CardRequest, SetUp, Transfer};

use super::{pull::within_limits, who::welcome};
use crate::{
    app::App,
    journal::Gone,
    limiter::ADDRESS,
    session::{
        check::check,
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
    let now = app.now();
    let key = format!("address:{}", origin.address);
    app.limiter
        .look(&key, ADDRESS, now)
        .map_err(|until| too_many(until, now))?;
    let code = wish.code.clone();
    let right = app.with(move |world, now| setup::check(world, &code, now)).await;
    if right.is_err() {
        let _ = app.limiter.take(&key, ADDRESS, app.now());
    }
    let plan = Plan::of(&wish, right?, now)?;
    let chosen = wish.password.clone();
    let hashed = app.hash(move || Hashed::new(&chosen)).await?;
    let home = app.home.clone();
    let opened = app
        .with(move |world, now| {
            let opened = setup::run(world, &wish, plan, hashed, now)?;
            // A new password ends what the old one opened.
            let person = opened.person;
            home.note(Gone::Everywhere { person }, now)?;
            Ok(opened)
        })
        .await?;
    welcome(&app, &slot, opened, "setup").await
}

/// Invites somebody who works at a desk.
pub(super) async fn invite(
    State(app): State<App>,
    slot: Slot,
    origin: Origin,
    Body(wish): Body<CardRequest>,
) -> Result<Json<Transfer>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let invited = app
        .with(move |world, now| {
            let who = check(world, &token, now)?;
            tracing::info!(by = %who.person, person = %wish.person, "invited");
            setup::invite(world, who.person, wish.person, &origin.base, now)
        })
        .await?;
    Ok(Json(invited))
}
