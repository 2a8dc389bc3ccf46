//! The calls of screens that need the network, with what each says and hears. They travel with the screens that everybody has:
//! the first screen makes none before somebody taps.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the macro tells of a file that did not come through the function's own result"
)]

use std::rc::Rc;

use doorstep_protocol::json;
use serde::Serialize;
use wasm_split_helpers::wasm_split;

use super::{
    device,
    online::{NOTHING, seat, send},
    run::Shell,
    slots,
};
use crate::state::{OnlineCall, OnlineFault, OnlineReply, Plain, Running};

const DEVICES: &str = "/api/session/devices";

/// Names the device to sign out.
#[derive(Serialize)]
struct EndDevice<'a> {
    device: &'a str,
}

/// Runs a call, once the code for it is here.
pub(super) fn run(shell: Rc<Shell>, call: OnlineCall) -> Running {
    Box::pin(async move {
        match runner().await {
            Ok(run) => run(shell, call).await,
            Err(NotHere) => Err(OnlineFault::Offline),
        }
    })
}

type Run = fn(Rc<Shell>, OnlineCall) -> Running;

/// The file with the calls did not come.
struct NotHere;

impl From<wasm_split_helpers::SplitLoaderError> for NotHere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[wasm_split(everyday, fallible)]
fn runner() -> Result<Run, NotHere> {
    Ok(run_here)
}

/// Only texts live across the waiting, which is compiled once for all calls.
fn run_here(shell: Rc<Shell>, mut call: OnlineCall) -> Running {
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
        OnlineCall::Invite(body) => ("/api/session/invite", json::write(body)),
        OnlineCall::Reveal(body) => ("/api/reveal", json::write(body)),
        OnlineCall::Plain(plain, body) => return Some((path(*plain), body.take())),
    };
    Some((path, Some(body.ok()?)))
}

const fn path(plain: Plain) -> &'static str {
    match plain {
        Plain::HandOver => "/api/handover",
        Plain::Evidence => "/api/handover/list",
        Plain::ReadEvidence => "/api/handover/read",
    }
}

/// What the text of an answer says.
fn answer(call: &OnlineCall, text: &str) -> Result<OnlineReply, OnlineFault> {
    let reply = match call {
        OnlineCall::Card(_) | OnlineCall::Password(_) | OnlineCall::SetUp(_) | OnlineCall::Demo(_) => {
            json::read(text).map(OnlineReply::SignedIn)
        }
        OnlineCall::DemoReset | OnlineCall::EndDevice(_) => Ok(OnlineReply::Done),
        OnlineCall::Devices => json::read(text).map(OnlineReply::Devices),
        OnlineCall::Transfer | OnlineCall::Invite(_) => json::read(text).map(OnlineReply::Transfer),
        OnlineCall::IssueCard(_) => json::read(text).map(OnlineReply::Card),
        OnlineCall::Reveal(_) => json::read(text).map(OnlineReply::Revealed),
        OnlineCall::Plain(..) => Ok(OnlineReply::Text(text.to_owned())),
    };
    reply.map_err(|_| OnlineFault::Other)
}
