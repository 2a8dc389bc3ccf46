//! Calls to the server. An answer counts only when it says it is Doorstep: a captive portal answers 200 to everything.

use doorstep_protocol::{
    json,
    session::{SessionError, SessionFault},
    version::{EPOCH_HEADER, SLOT_HEADER},
};
use doorstep_replica::Failure;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit, Response};

use super::{
    device,
    timer::{self, Timer},
};

/// Where the replica pulls.
pub(super) const PULL: &str = "/api/pull";
/// Longest wait for an answer: 2G with three seconds of latency still gets through.
const TIMEOUT_MS: i32 = 30_000;

/// What came back.
pub(super) struct Answer {
    /// HTTP status.
    pub(super) status: u16,
    /// The body.
    pub(super) text: String,
    /// Seconds the server asks to wait.
    pub(super) retry_after: Option<i64>,
}

/// Calls `path`; `None` when nothing that is Doorstep answered.
pub(super) async fn call(slot: u8, method: &str, path: &str, body: Option<String>) -> Option<Answer> {
    request(slot, method, path, body).await.ok().flatten()
}

/// What the page asked before the app was there (`index.html`): who is signed in.
pub(super) async fn asked_early() -> Option<Answer> {
    let asked = take("dsSession")?;
    early(asked.dyn_into().ok()?).await
}

/// The first pull, asked in the same way: its body and the promise of its answer.
async fn pulled_early(path: &str, body: &str) -> Option<Answer> {
    if path != PULL {
        return None;
    }
    let asked: js_sys::Array = take("dsPull")?.dyn_into().ok()?;
    // Of somebody else, or no longer what is to be asked.
    if asked.get(0).as_string().is_none_or(|said| said != body) {
        return None;
    }
    early(asked.get(1).dyn_into().ok()?).await
}

/// What the page left under `name`: used once.
fn take(name: &str) -> Option<JsValue> {
    let window = web_sys::window()?;
    let name = JsValue::from_str(name);
    let left = js_sys::Reflect::get(&window, &name).ok()?;
    // Deleting a field of the window can't fail.
    let _ = js_sys::Reflect::delete_property(&window, &name);
    Some(left)
}

async fn early(asked: js_sys::Promise) -> Option<Answer> {
    let response: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    understood_as_ours(&response).await.ok().flatten()
}

async fn request(slot: u8, method: &str, path: &str, body: Option<String>) -> Result<Option<Answer>, JsValue> {
    let body = body.map(|body| ("application/json", JsValue::from(body)));
    let (response, guard) = send(slot, method, path, body, TIMEOUT_MS).await?;
    let answer = understood_as_ours(&response).await;
    drop(guard);
    answer
}

/// Sends a call, its body with what it is, and waits for the head of whatever answers. Both head and body are given up after `longest`
/// milliseconds, for as long as the timer is held.
pub(super) async fn send(
    slot: u8,
    method: &str,
    path: &str,
    body: Option<(&str, JsValue)>,
    longest: i32,
) -> Result<(Response, Timer), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let headers = Headers::new()?;
    headers.set(SLOT_HEADER, &slot.to_string())?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_cache(RequestCache::NoStore);
    if let Some((kind, body)) = body {
        headers.set("content-type", kind)?;
        init.set_body(&body);
    }
    init.set_headers(&headers);
    let abort = AbortController::new()?;
    init.set_signal(Some(&abort.signal()));
    let guard = timer::after(longest, move || abort.abort());
    let response = JsFuture::from(window.fetch_with_str_and_init(path, &init)).await?;
    Ok((response.dyn_into()?, guard))
}

/// Seconds the server asks to wait.
pub(super) fn retry_after(response: &Response) -> Result<Option<i64>, JsValue> {
    Ok(response.headers().get("retry-after")?.and_then(|s| s.parse().ok()))
}

/// The answer, if it is Doorstep's.
async fn understood_as_ours(response: &Response) -> Result<Option<Answer>, JsValue> {
    let ours = response.headers().get(EPOCH_HEADER)?.is_some();
    let json = response
        .headers()
        .get("content-type")?
        .is_some_and(|t| t.starts_with("application/json"));
    let retry_after = retry_after(response)?;
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let status = response.status();
    Ok((ours && (json || status == 204)).then_some(Answer {
        status,
        text,
        retry_after,
    }))
}

/// Calls `path` for the replica: the text of an answer, or the failure it understands. Texts in and out, so that the waiting is
/// compiled once and not for each message.
pub(super) async fn sync(slot: u8, path: &str, body: Option<String>) -> Result<String, Failure> {
    let body = body.ok_or(Failure::Upgrade)?;
    let answer = match pulled_early(path, &body).await {
        Some(answer) => answer,
        None => call(slot, "POST", path, Some(body)).await.ok_or(Failure::Unreachable)?,
    };
    match answer.status {
        200 => Ok(answer.text),
        401 => {
            let fault = json::read::<SessionError>(&answer.text).map(|e| e.error);
            Err(if fault.is_ok_and(|f| f == SessionFault::Revoked) {
                Failure::Revoked
            } else {
                Failure::Reauth
            })
        }
        413 => Err(Failure::TooLarge),
        400 | 415 | 422 | 426 => Err(Failure::Upgrade),
        status => Err(later(status, answer.retry_after, 600)),
    }
}

/// The failure of a call to a server that asks to come back later, in `seconds` and at most in `longest`; of one that does not say so,
/// that it can't be reached.
pub(super) fn later(status: u16, seconds: Option<i64>, longest: i64) -> Failure {
    let until = device::now().plus(seconds.unwrap_or(10).clamp(1, longest) * 1000);
    match status {
        429 => Failure::Busy { until },
        503 => Failure::Starting { until },
        507 => Failure::Full { until },
        _ => Failure::Unreachable,
    }
}

/// The answer in such a text.
pub(super) fn understood<T: DeserializeOwned>(answer: Result<String, Failure>) -> Result<T, Failure> {
    json::read(&answer?).map_err(|_| Failure::Upgrade)
}
