//! `POST /api/push`.

use axum::{Json, extract::State};
use doorstep_protocol::{
    PushReply, PushRequest,
    version::{PUSH_BYTES_MAX, PUSH_ENTRIES_MAX},
};

use super::pull::within_limits;
use crate::{
    app::App,
    session::check::check_as,
    web::{body::Body, fault::Result, slot::Slot},
};

/// Bytes of a push around its commands.
const FRAME: usize = 8 * 1024;

/// Judges the commands in order. Those beyond the most of one push are not looked at: fewer results come back.
pub(super) async fn push(
    State(app): State<App>,
    slot: Slot,
    Body(mut request): Body<PushRequest, { PUSH_BYTES_MAX + FRAME }>,
) -> Result<Json<PushReply>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let (reply, touched) = app
        .with(move |world, now| {
            check_as(world, &token, request.actor, now)?;
            request.entries.truncate(PUSH_ENTRIES_MAX);
            let (results, touched) = world.push(request.actor, request.entries, now)?;
            let stamp = world.life().stamp(now);
            Ok((PushReply { stamp, results }, touched))
        })
        .await?;
    app.poke(&touched);
    for result in &reply.results {
        let word = result.outcome.word();
        app.metrics
            .count("doorstep_commands_total", format!("outcome=\"{word}\""));
        tracing::info!(command = %result.command_id, outcome = word, "judged");
    }
    Ok(Json(reply))
}
