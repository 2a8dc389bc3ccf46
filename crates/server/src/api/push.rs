//! `POST /api/push`.

use axum::{Json, extract::State};
use doorstep_authority::CommandId;
use doorstep_domain::{Command, person::PersonCommand};
use doorstep_protocol::{
    Envelope, Outcome, PushReply, PushRequest,
    version::{PUSH_BYTES_MAX, PUSH_ENTRIES_MAX},
};

use super::pull::within_limits;
use crate::{
    app::App,
    journal::Gone,
    session::check::check_as,
    web::{body::Body, fault::Result, slot::Slot},
};

/// Bytes of a push around its commands.
const FRAME: usize = 8 * 1024;

/// The consents that a batch withdraws.
fn withdrawals(entries: &[Envelope]) -> Vec<(CommandId, Gone)> {
    let withdrawal = |entry: &Envelope| match entry.command()? {
        Command::Person(PersonCommand::Consent {
            person,
            purpose,
            version: None,
        }) => Some((entry.command_id, Gone::Consent { person, purpose })),
        _ => None,
    };
    entries.iter().filter_map(withdrawal).collect()
}

/// It happened, now or before: a journal that missed it because the process died gets it with the repetition.
fn is_done(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Applied { .. } => true,
        Outcome::Already { first } => is_done(first),
        _ => false,
    }
}

/// Judges the commands in order. Those beyond the most of one push are not looked at: fewer results come back.
pub(super) async fn push(
    State(app): State<App>,
    slot: Slot,
    Body(mut request): Body<PushRequest, { PUSH_BYTES_MAX + FRAME }>,
) -> Result<Json<PushReply>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let home = app.home.clone();
    let (reply, touched, went_back) = app
        .with(move |world, now| {
            check_as(world, &token, request.actor, now)?;
            request.entries.truncate(PUSH_ENTRIES_MAX);
            let withdrawals = withdrawals(&request.entries);
            let (results, touched) = world.push(request.actor, request.entries, now)?;
            for (command, gone) in withdrawals {
                if results.iter().any(|r| r.command_id == command && is_done(&r.outcome)) {
                    home.note(gone, now)?;
                }
            }
            let stamp = world.life().stamp(now);
            Ok((PushReply { stamp, results }, touched, world.went_back()))
        })
        .await?;
    app.poke(&touched);
    if went_back {
        // What proved it was deferred, and comes again in the new life.
        app.begin_life().await?;
    }
    for result in &reply.results {
        let word = result.outcome.word();
        app.metrics
            .count("doorstep_commands_total", format!("outcome=\"{word}\""));
        tracing::info!(command = %result.command_id, outcome = word, "judged");
    }
    Ok(Json(reply))
}
