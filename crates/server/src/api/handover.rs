//! `/api/handover`: what a colleague carries for somebody whose phone can't send, and the desk's look at it.

use axum::{Json, extract::State};
use doorstep_protocol::{
    Envelope,
    handover::{Evidence, HandedOver, PARCEL, Parcel, ReadEvidence},
    version::{PUSH_BYTES_MAX, PUSH_ENTRIES_MAX},
};

use super::pull::within_limits;
use crate::{
    app::App,
    session::{check::check, evidence},
    web::{
        body::Body,
        fault::{Fault, Result},
        slot::Slot,
    },
};

/// Keeps a parcel.
pub(super) async fn store(
    State(app): State<App>,
    slot: Slot,
    Body(parcel): Body<Parcel, PUSH_BYTES_MAX>,
) -> Result<Json<HandedOver>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    if parcel.parcel != PARCEL || parcel.entries.len() > PUSH_ENTRIES_MAX {
        return Err(Fault::Undecodable);
    }
    let done = app
        .with(move |world, now| {
            let who = check(world, &token, now)?;
            let placed = evidence::place(world, parcel.author, parcel.entries)?;
            evidence::must_carry(world, who.person, &placed, now)?;
            tracing::info!(by = %who.person, author = %parcel.author, commands = placed.len(), "handed over");
            evidence::keep(world, parcel.author, Some(who.person), placed, now)
        })
        .await?;
    Ok(Json(done))
}

/// What the desk has to look at.
pub(super) async fn list(State(app): State<App>, slot: Slot) -> Result<Json<Vec<Evidence>>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let found = app
        .with(move |world, now| {
            let who = check(world, &token, now)?;
            evidence::list(world, who.person, now)
        })
        .await?;
    Ok(Json(found))
}

/// The content of one piece.
pub(super) async fn read(State(app): State<App>, slot: Slot, Body(wish): Body<ReadEvidence>) -> Result<Json<Envelope>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let envelope = app
        .with(move |world, now| {
            let who = check(world, &token, now)?;
            tracing::info!(by = %who.person, command = %wish.command_id, "evidence read");
            evidence::read(world, who.person, wish.command_id, now)
        })
        .await?;
    Ok(Json(envelope))
}
