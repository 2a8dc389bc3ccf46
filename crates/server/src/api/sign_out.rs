//! `POST /api/session/out`: this device signs out. Asked for here, so nothing is revoked: the phone decides what it keeps.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    journal::Gone,
    session::{check::find, device},
    web::{fault::Result, slot::Slot},
};

/// Forgets the session and empties the slot, also when there was none.
pub(super) async fn sign_out(State(app): State<App>, slot: Slot) -> Result<Response> {
    if let Some(token) = slot.token.clone() {
        let home = app.home.clone();
        let ended = app
            .with(move |world, now| {
                let who = find(world, &token, now)?;
                // One that was ended on purpose stays as a row: another copy of the cookie is still told so.
                if who.session.revoked.is_none() {
                    device::forget(world, &who)?;
                    let session = who.id.clone();
                    home.note(Gone::Out { session }, now)?;
                }
                Ok(who.id)
            })
            .await;
        if let Ok(session) = ended {
            app.hub.end(&session);
        }
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, slot.clear())]).into_response())
}
