//! `POST /api/reveal`: the desk looks at the contacts of an order. A command like any other, made here because the answer is
//! shown and never stored on the phone; its fact is the audit row.

use axum::{Json, extract::State};
use doorstep_domain::{
    Command, Entity, Key,
    entity::Partition,
    order::{Act, OrderCommand},
};
use doorstep_protocol::{
    Envelope, Outcome,
    session::{RevealRequest, Revealed},
    version::{COMMANDS, SCHEMA},
};
use serde_json::value::to_raw_value;

use super::pull::within_limits;
use crate::{
    app::App,
    random,
    session::check::check,
    web::{
        body::Body,
        fault::{Fault, Result},
        slot::Slot,
    },
};

/// Looks.
pub(super) async fn reveal(
    State(app): State<App>,
    slot: Slot,
    Body(wish): Body<RevealRequest>,
) -> Result<Json<Revealed>> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let (revealed, touched) = app
        .with(move |world, now| {
            let who = check(world, &token, now)?;
            let command = Command::Order(OrderCommand {
                order: wish.order,
                community: wish.community.clone(),
                act: Act::Reveal { why: wish.why },
            });
            let envelope = Envelope {
                schema: SCHEMA,
                version: COMMANDS,
                actor: who.person,
                // A client of its own for one command: the numbers of the phone stay the phone's.
                client: random::client_id(),
                number: 1,
                command_id: random::command_id(),
                device_time: now,
                skew: Some(0),
                blobs: Vec::new(),
                supersedes: None,
                receipt: None,
                body: to_raw_value(&command).map_err(|_| Fault::Undecodable)?,
            };
            let (results, touched) = world.push(who.person, vec![envelope], now)?;
            match results.into_iter().next().map(|result| result.outcome) {
                Some(Outcome::Applied { .. }) => {}
                Some(Outcome::Rejected { reason, .. }) => return Err(Fault::Refused(reason)),
                _ => return Err(Fault::Broken("a reveal was not judged".to_owned())),
            }
            let partition = Partition::Community(wish.community).name();
            let Some(Entity::Order(order)) = world.entity(&partition, &Key::order(wish.order))? else {
                return Err(Fault::NotFound);
            };
            let contact = order.contact.get().cloned().unwrap_or_default();
            let revealed = Revealed {
                phone: contact.phone.get().map(|p| p.dial().to_owned()).unwrap_or_default(),
                door: contact.door.get().cloned().unwrap_or_default(),
            };
            Ok((revealed, touched))
        })
        .await?;
    app.poke(&touched);
    app.metrics.count("doorstep_reveals_total", String::new());
    Ok(Json(revealed))
}
