//! Who is who: somebody arrives, signs out, is signed out. What screens call is in `calls`.

use std::rc::Rc;

use doorstep_protocol::{
    Envelope, json,
    session::{DemoEnter, SessionError, SessionFault, SignedIn},
};
use doorstep_replica::Event;
use serde::Serialize;

use super::{http, run::Shell, slots};
use crate::{routes::Route, state::OnlineFault};

const SESSION: &str = "/api/session";

/// What never arrived, for the staff to look at.
#[derive(Serialize)]
struct Quarantine {
    entries: Vec<Envelope>,
}

/// A call without anything to say still has a body.
pub(super) const NOTHING: &str = "{}";

/// The person who signed in works on this tab from now on.
pub(super) async fn seat(shell: &Rc<Shell>, slot: u8, signed: &SignedIn) {
    let app = shell.app();
    let row = slots::Row {
        slot,
        person: signed.person,
        name: signed.name.clone(),
        demo: signed.demo,
    };
    slots::set(row.clone());
    app.slots.set(slots::all());
    if app.peek(|r, _| r.person()) == Some(signed.person) && shell.slot() == slot {
        shell.event(Event::SignedIn);
    } else {
        shell.sit(row).await;
    }
}

/// What the sign-in screen needs to know of the server.
#[derive(serde::Deserialize)]
struct Health {
    #[serde(default)]
    demo: bool,
}

/// Who a demo link names, and on which slot: `demo=member`, or `demo=member&slot=2` where the people share a host.
fn demo_link(fragment: &str) -> Option<(&str, u8)> {
    let mut parts = fragment.strip_prefix("demo=")?.split('&');
    let who = parts.next()?;
    let slot = parts.find_map(|part| part.strip_prefix("slot=")?.parse().ok());
    Some((who, slot.filter(|slot| *slot < 10).unwrap_or(0)))
}

/// At the start: the person of a demo link sits down, on the screen of the address. Says whether there was one and they came.
pub(super) async fn come(shell: &Rc<Shell>) -> bool {
    let app = shell.app();
    let fragment = app.fragment.get_untracked();
    let Some((who, slot)) = demo_link(&fragment) else {
        return false;
    };
    app.fragment.set(String::new());
    let body = json::write(&DemoEnter { who: who.to_owned() }).ok();
    if let Ok(text) = send(slot, "/api/demo", body).await
        && let Ok(signed) = json::read(&text)
    {
        seat(shell, slot, &signed).await;
        return true;
    }
    app.say_bad(crate::text::common::unexpected());
    false
}

/// At the start, when nobody is here: a cookie that outlived the storage brings its person back.
pub(super) async fn arrive(shell: &Rc<Shell>) {
    let app = shell.app();
    if app.peek(|_, _| ()).is_none() {
        let slot = slots::of_tab();
        if let Ok(text) = whose_session(slot).await
            && let Ok(signed) = json::read(&text)
        {
            seat(shell, slot, &signed).await;
        } else if let Ok(text) = send(slot, "/api/health", None).await
            && let Ok(Health { demo }) = json::read(&text)
        {
            app.demo.set(demo);
        }
    }
}

/// Asks who is signed in on `slot`, or hears what the page asked before the app was there.
async fn whose_session(slot: u8) -> Result<String, OnlineFault> {
    let early = if slot == 0 { http::asked_early().await } else { None };
    match early {
        Some(answer) => said(answer),
        None => send(slot, SESSION, None).await,
    }
}

/// Ends the session of this tab and removes what is kept here.
pub(super) async fn sign_out(shell: &Rc<Shell>) {
    let ended = send(shell.slot(), "/api/session/out", Some(NOTHING.to_owned())).await;
    // Otherwise the session would live on without its data, and open again by itself at the next start.
    let over = |e: &SessionError| matches!(e.error, SessionFault::Reauth | SessionFault::Revoked);
    match &ended {
        Err(OnlineFault::Refused(error)) if over(error) => {}
        Ok(_) => {}
        Err(OnlineFault::Offline) => return shell.app().say_bad(crate::text::common::online_only()),
        Err(_) => return shell.app().say_bad(crate::text::common::unexpected()),
    }
    shell.destroy().await;
    shell.app().go(Route::Join);
}

/// This device was signed out on purpose: what never arrived goes to quarantine once, then everything goes.
pub(super) async fn wipe(shell: &Rc<Shell>, slot: u8, sealed: Vec<Envelope>) {
    if !sealed.is_empty()
        && let Ok(body) = json::write(&Quarantine { entries: sealed })
    {
        // One try: whoever revoked the device does not wait for it.
        let _ = send(slot, "/api/quarantine", Some(body)).await;
    }
    shell.destroy().await;
    shell.app().go(Route::Join);
}

/// Sends a call, as POST when it has a body, and waits for the text of its answer.
pub(super) async fn send(slot: u8, path: &str, body: Option<String>) -> Result<String, OnlineFault> {
    let method = if body.is_some() { "POST" } else { "GET" };
    said(http::call(slot, method, path, body).await.ok_or(OnlineFault::Offline)?)
}

/// The text of a good answer.
fn said(answer: http::Answer) -> Result<String, OnlineFault> {
    if (200..300).contains(&answer.status) {
        return Ok(answer.text);
    }
    let refused = json::read::<SessionError>(&answer.text)
        .ok()
        .filter(|e| e.error != SessionFault::Unknown);
    Err(refused.map_or(OnlineFault::Other, OnlineFault::Refused))
}
