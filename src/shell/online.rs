//! Calls that need the network: who is who. They run when a person taps, never by themselves.

use std::rc::Rc;

use doorstep_protocol::{
    Envelope, json,
    session::{SessionError, SessionFault, SignedIn},
};
use doorstep_replica::Event;
use serde::Serialize;

use super::{device, http, run::Shell, slots};
use crate::{
    routes::Route,
    state::{Intent, OnlineCall, OnlineFault, OnlineReply, Running},
};

const SESSION: &str = "/api/session";
const DEVICES: &str = "/api/session/devices";

/// Names the device to sign out.
#[derive(Serialize)]
struct EndDevice<'a> {
    device: &'a str,
}

/// What never arrived, for the staff to look at.
#[derive(Serialize)]
struct Quarantine {
    entries: Vec<Envelope>,
}

/// A call without anything to say still has a body.
const NOTHING: &str = "{}";

/// Runs a call. Only texts live across the waiting, which is compiled once for all calls.
pub(super) fn run(shell: Rc<Shell>, mut call: OnlineCall) -> Running {
    Box::pin(async move {
        let slot = slot(&shell, &call);
        let (path, body) = ask(&mut call).ok_or(OnlineFault::Other)?;
        let text = send(slot, path, body).await?;
        let reply = answer(&call, &text)?;
        if let OnlineReply::SignedIn(signed) = &reply {
            seat(&shell, slot, signed).await;
        } else if matches!(call, OnlineCall::DemoReset) {
            shell.start_over().await;
        }
        Ok(reply)
    })
}

/// The slot a call is for. Signing in: this tab's when its session is over or nobody is there, else a free one.
fn slot(shell: &Shell, call: &OnlineCall) -> u8 {
    match call {
        OnlineCall::Card(_) | OnlineCall::Password(_) | OnlineCall::SetUp(_) => {
            let open = shell
                .app()
                .peek(|r, _| r.link().standing == doorstep_replica::Standing::Fine);
            if open == Some(true) {
                slots::free()
            } else {
                slots::of_tab()
            }
        }
        OnlineCall::Demo(_) => slots::of_tab(),
        _ => shell.slot(),
    }
}

/// Where a call goes and with what body; none when it can't be written.
fn ask(call: &mut OnlineCall) -> Option<(&'static str, Option<String>)> {
    let (path, body) = match call {
        OnlineCall::Card(body) => {
            body.device = device::name();
            ("/api/session/card", json::write(body))
        }
        OnlineCall::Password(body) => {
            body.device = device::name();
            ("/api/session/password", json::write(body))
        }
        OnlineCall::SetUp(body) => {
            body.device = device::name();
            ("/api/session/setup", json::write(body))
        }
        OnlineCall::Demo(body) => ("/api/demo", json::write(body)),
        OnlineCall::DemoReset => ("/api/demo/reset", Ok(NOTHING.to_owned())),
        OnlineCall::Devices => return Some((DEVICES, None)),
        OnlineCall::EndDevice(device) => ("/api/session/devices/end", json::write(&EndDevice { device })),
        OnlineCall::Transfer => ("/api/session/transfer", Ok(NOTHING.to_owned())),
        OnlineCall::IssueCard(body) => ("/api/card", json::write(body)),
        OnlineCall::Reveal(body) => ("/api/reveal", json::write(body)),
    };
    Some((path, Some(body.ok()?)))
}

/// What the text of an answer says.
fn answer(call: &OnlineCall, text: &str) -> Result<OnlineReply, OnlineFault> {
    let reply = match call {
        OnlineCall::Card(_) | OnlineCall::Password(_) | OnlineCall::SetUp(_) | OnlineCall::Demo(_) => {
            json::read(text).map(OnlineReply::SignedIn)
        }
        OnlineCall::DemoReset | OnlineCall::EndDevice(_) => Ok(OnlineReply::Done),
        OnlineCall::Devices => json::read(text).map(OnlineReply::Devices),
        OnlineCall::Transfer => json::read(text).map(OnlineReply::Transfer),
        OnlineCall::IssueCard(_) => json::read(text).map(OnlineReply::Card),
        OnlineCall::Reveal(_) => json::read(text).map(OnlineReply::Revealed),
    };
    reply.map_err(|_| OnlineFault::Other)
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
        if let Ok(text) = send(slot, SESSION, None).await
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
async fn send(slot: u8, path: &str, body: Option<String>) -> Result<String, OnlineFault> {
    let method = if body.is_some() { "POST" } else { "GET" };
    let answer = http::call(slot, method, path, body).await.ok_or(OnlineFault::Offline)?;
    if (200..300).contains(&answer.status) {
        return Ok(answer.text);
    }
    let refused = json::read::<SessionError>(&answer.text)
        .ok()
        .filter(|e| e.error != SessionFault::Unknown);
    Err(refused.map_or(OnlineFault::Other, OnlineFault::Refused))
}
