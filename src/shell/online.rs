//! Calls that need the network: who is who. They run when a person taps, never by themselves.

use std::rc::Rc;

use doorstep_protocol::{
    Envelope,
    session::{SessionError, SessionFault, SignedIn},
};
use doorstep_replica::Event;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::{device, http, run::Shell, slots};
use crate::{
    routes::Route,
    state::{Intent, OnlineCall, OnlineFault, OnlineReply, Running},
};

const SESSION: &str = "/api/session";
const DEVICES: &str = "/api/session/devices";

/// Runs a call.
pub(super) fn run(shell: Rc<Shell>, call: OnlineCall) -> Running {
    Box::pin(async move {
        match call {
            OnlineCall::Card(mut body) => {
                body.device = device::name();
                enter(&shell, "/api/session/card", &body).await
            }
            OnlineCall::Password(mut body) => {
                body.device = device::name();
                enter(&shell, "/api/session/password", &body).await
            }
            OnlineCall::SetUp(mut body) => {
                body.device = device::name();
                enter(&shell, "/api/session/setup", &body).await
            }
            OnlineCall::Demo(body) => {
                let slot = slots::of_tab();
                let signed: SignedIn = post(slot, "/api/demo", &body).await?;
                seat(&shell, slot, &signed).await;
                Ok(OnlineReply::SignedIn(signed))
            }
            OnlineCall::DemoReset => {
                post::<serde_json::Value>(shell.slot(), "/api/demo/reset", &serde_json::json!({})).await?;
                shell.start_over().await;
                Ok(OnlineReply::Done)
            }
            OnlineCall::Devices => get(shell.slot(), DEVICES).await.map(OnlineReply::Devices),
            OnlineCall::EndDevice(id) => {
                post::<serde_json::Value>(
                    shell.slot(),
                    "/api/session/devices/end",
                    &serde_json::json!({ "device": id }),
                )
                .await?;
                Ok(OnlineReply::Done)
            }
            OnlineCall::Transfer => post(shell.slot(), "/api/session/transfer", &serde_json::json!({}))
                .await
                .map(OnlineReply::Transfer),
            OnlineCall::IssueCard(body) => post(shell.slot(), "/api/card", &body).await.map(OnlineReply::Card),
            OnlineCall::Reveal(body) => post(shell.slot(), "/api/reveal", &body)
                .await
                .map(OnlineReply::Revealed),
        }
    })
}

/// Signs somebody in: on the slot of this tab when its session is over or nobody is there, else on a free one.
async fn enter(shell: &Rc<Shell>, path: &str, body: &impl Serialize) -> Result<OnlineReply, OnlineFault> {
    let app = shell.app();
    let open = app.peek(|r, _| r.link().standing == doorstep_replica::Standing::Fine);
    let slot = if open == Some(true) {
        slots::free()
    } else {
        slots::of_tab()
    };
    let signed: SignedIn = post(slot, path, body).await?;
    seat(shell, slot, &signed).await;
    Ok(OnlineReply::SignedIn(signed))
}

/// The person who signed in works on this tab from now on.
async fn seat(shell: &Rc<Shell>, slot: u8, signed: &SignedIn) {
    let app = shell.app();
    slots::set(slot, signed.person, &signed.name, signed.demo);
    app.slots.set(slots::all());
    if app.peek(|r, _| r.person()) == Some(signed.person) && shell.slot() == slot {
        shell.event(Event::SignedIn);
    } else {
        shell.sit(slot, signed.person, signed.demo).await;
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

/// At the start: a demo link signs in; a cookie that outlived the storage brings its person back.
pub(super) async fn arrive(shell: &Rc<Shell>) {
    let app = shell.app();
    let fragment = app.fragment.get_untracked();
    if let Some((who, slot)) = demo_link(&fragment) {
        app.fragment.set(String::new());
        slots::set_tab(slot);
        let call = OnlineCall::Demo(doorstep_protocol::session::DemoEnter { who: who.to_owned() });
        match run(Rc::clone(shell), call).await {
            Ok(_) => app.dispatch(Intent::Replace(Route::Home)),
            Err(_) => app.say_bad(crate::text::common::unexpected()),
        }
        return;
    }
    if app.peek(|_, _| ()).is_none() {
        let slot = slots::of_tab();
        if let Ok(signed) = get::<SignedIn>(slot, SESSION).await {
            seat(shell, slot, &signed).await;
        } else if let Ok(health) = get::<Health>(slot, "/api/health").await {
            app.demo.set(health.demo);
        }
    }
}

/// Ends the session of this tab and removes what is kept here.
pub(super) async fn sign_out(shell: &Rc<Shell>) {
    let ended = post::<serde_json::Value>(shell.slot(), "/api/session/out", &serde_json::json!({})).await;
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
    if !sealed.is_empty() {
        // One try: whoever revoked the device does not wait for it.
        let _ = post::<serde_json::Value>(slot, "/api/quarantine", &serde_json::json!({ "entries": sealed })).await;
    }
    shell.destroy().await;
    shell.app().go(Route::Join);
}

async fn post<T: DeserializeOwned>(slot: u8, path: &str, body: &impl Serialize) -> Result<T, OnlineFault> {
    let body = serde_json::to_string(body).map_err(|_| OnlineFault::Other)?;
    read(http::call(slot, "POST", path, Some(body)).await)
}

async fn get<T: DeserializeOwned>(slot: u8, path: &str) -> Result<T, OnlineFault> {
    read(http::call(slot, "GET", path, None).await)
}

fn read<T: DeserializeOwned>(answer: Option<http::Answer>) -> Result<T, OnlineFault> {
    let answer = answer.ok_or(OnlineFault::Offline)?;
    let text = if answer.text.is_empty() { "null" } else { &answer.text };
    if (200..300).contains(&answer.status) {
        return serde_json::from_str(text).map_err(|_| OnlineFault::Other);
    }
    let refused = serde_json::from_str::<SessionError>(text)
        .ok()
        .filter(|e| e.error != SessionFault::Unknown);
    Err(refused.map_or(OnlineFault::Other, OnlineFault::Refused))
}
