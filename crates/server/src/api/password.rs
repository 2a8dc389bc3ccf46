//! `POST /api/session/password`: staff. Limits count by account before address; every refusal looks the same.

use axum::{extract::State, response::Response};
use doorstep_protocol::session::PasswordSignIn;

use super::who::welcome;
use crate::{
    app::App,
    limiter::{ADDRESS, PASSWORD},
    random,
    session::{password, redeem::REFUSED},
    web::{
        body::Body,
        fault::{Result, too_many},
        origin::Origin,
        slot::Slot,
    },
};

/// Signs in.
pub(super) async fn sign_in(
    State(app): State<App>,
    slot: Slot,
    origin: Origin,
    Body(wish): Body<PasswordSignIn>,
) -> Result<Response> {
    origin.must_be_secure()?;
    let now = app.now();
    let account = password::account_name(&wish.account).map_err(|_| REFUSED)?;
    let by_account = format!("account:{}", random::digest(account.as_bytes()));
    let by_address = format!("address:{}", origin.address);
    app.limiter
        .take(&by_account, PASSWORD, now)
        .map_err(|until| too_many(until, now))?;
    app.limiter
        .look(&by_address, ADDRESS, now)
        .map_err(|until| too_many(until, now))?;
    let (person, proof) = app
        .with(move |world, now| password::proof(world, &account, now))
        .await?;
    let typed = wish.password;
    let right = app.hash(move || proof.is(&typed)).await?;
    let Some(person) = person.filter(|_| right) else {
        let _ = app.limiter.take(&by_address, ADDRESS, app.now());
        app.metrics
            .count("doorstep_sign_ins_refused_total", "how=\"password\"".to_owned());
        return Err(REFUSED);
    };
    app.limiter.forgive(&by_account);
    let device = wish.device;
    let opened = app
        .with(move |world, now| password::open(world, person, &device, now))
        .await?;
    welcome(&app, &slot, opened, "password").await
}
