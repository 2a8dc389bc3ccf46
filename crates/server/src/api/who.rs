//! `GET /api/session`, and what every sign-in answers with.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use doorstep_domain::PersonId;
use doorstep_protocol::session::SignedIn;

use crate::{
    app::{App, World},
    session::{Session, check::check, people, redeem::Opened},
    web::{
        fault::{Fault, REAUTH, Result},
        slot::Slot,
    },
};

/// Who is signed in on the slot. The cookie is given again, so that it lasts as long as the session may.
pub(super) async fn who(State(app): State<App>, slot: Slot) -> Result<Response> {
    let token = slot.token()?;
    let demo = app.config.demo;
    let reply = {
        let token = token.clone();
        app.with(move |world, now| {
            let who = check(world, &token, now)?;
            described(world, who.person, &who.session, demo)
        })
        .await?
    };
    Ok(([(header::SET_COOKIE, slot.keep(&token))], Json(reply)).into_response())
}

/// The answer to a sign-in, with its cookie.
pub(super) async fn welcome(app: &App, slot: &Slot, opened: Opened, how: &'static str) -> Result<Response> {
    let cookie = slot.keep(&opened.token);
    let demo = app.config.demo;
    let reply = app
        .with(move |world, _| described(world, opened.person, &opened.session, demo))
        .await?;
    app.metrics.count("doorstep_sign_ins_total", format!("how=\"{how}\""));
    tracing::info!(person = %reply.person, how, "signed in");
    Ok(([(header::SET_COOKIE, cookie)], Json(reply)).into_response())
}

fn described(world: &World, person: PersonId, session: &Session, demo: bool) -> Result<SignedIn> {
    let found = people::load(world, person).map_err(|fault| match fault {
        // Their record is gone: nobody is signed in.
        Fault::NotFound => REAUTH,
        other => other,
    })?;
    Ok(SignedIn {
        person,
        name: people::name(&found),
        device: session.device.clone(),
        until: session.until,
        demo,
    })
}
