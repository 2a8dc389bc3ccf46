//! `POST /api/pull`.

use std::sync::atomic::Ordering;

use axum::{Json, extract::State};
use doorstep_protocol::{PullReply, PullRequest};

use crate::{
    app::App,
    limiter::CALLS,
    random,
    session::check::check_as,
    web::{
        body::Body,
        fault::{Result, too_many},
        slot::Slot,
    },
};

/// Answers one page.
pub(super) async fn pull(
    State(app): State<App>,
    slot: Slot,
    Body(request): Body<PullRequest>,
) -> Result<Json<PullReply>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let reply = {
        let request = request.clone();
        app.with(move |world, now| {
            check_as(world, &token, request.actor, now)?;
            Ok((world.pull(request.actor, &request, now)?, world.went_back()))
        })
        .await?
    };
    let mut reply = match reply {
        // What it holds is of a life that is over: asked again in the new one.
        (_, true) if app.begin_life().await? => {
            app.with(move |world, now| Ok(world.pull(request.actor, &request, now)?))
                .await?
        }
        (reply, _) => reply,
    };
    reply.full = app.full.load(Ordering::Relaxed);
    app.metrics
        .add("doorstep_pulled_rows_total", String::new(), reply.rows.len() as u64);
    Ok(Json(reply))
}

/// Counts a call of a session.
///
/// # Errors
/// 429 when there are more than any phone makes.
pub(super) fn within_limits(app: &App, token: &str) -> Result<()> {
    let key = format!("calls:{}", random::digest(token.as_bytes()));
    let now = app.now();
    app.limiter.take(&key, CALLS, now).map_err(|until| too_many(until, now))
}
