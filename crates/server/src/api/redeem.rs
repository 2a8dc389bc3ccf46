//! `POST /api/session/card` and `/api/session/transfer/redeem`: what was scanned or typed, spent by a tap.
//!
//! Wrong tries count against the code first (in its record, for good) and against the address second.

use axum::{extract::State, response::Response};
use doorstep_protocol::session::CardSignIn;

use super::who::welcome;
use crate::{
    app::App,
    limiter::ADDRESS,
    session::redeem::{claim, spend},
    web::{
        body::Body,
        fault::{Fault, Result, too_many},
        origin::Origin,
        slot::Slot,
    },
};

/// Spends it.
pub(super) async fn card(
    State(app): State<App>,
    slot: Slot,
    origin: Origin,
    Body(wish): Body<CardSignIn>,
) -> Result<Response> {
    origin.must_be_secure()?;
    let now = app.now();
    let key = format!("address:{}", origin.address);
    app.limiter
        .look(&key, ADDRESS, now)
        .map_err(|until| too_many(until, now))?;
    let CardSignIn { secret, device } = wish;
    let claimed = app.with(move |world, now| claim(world, &secret, now)).await;
    let proven = match claimed {
        Ok(claim) => app.hash(move || claim.prove()).await?,
        Err(fault) => Err(fault),
    };
    let opened = match proven {
        Ok(claim) => app.with(move |world, now| spend(world, claim, &device, now)).await,
        Err(fault) => Err(fault),
    };
    match opened {
        Ok(opened) => welcome(&app, &slot, opened, "card").await,
        Err(fault) => {
            if matches!(fault, Fault::Session(_)) {
                // The next one is told when there are too many.
                let _ = app.limiter.take(&key, ADDRESS, app.now());
                app.metrics
                    .count("doorstep_sign_ins_refused_total", "how=\"card\"".to_owned());
            }
            Err(fault)
        }
    }
}
