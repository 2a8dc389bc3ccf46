//! Bytes to the server and back. An answer counts only when it says it is Doorstep's, as everywhere.

use doorstep_domain::Sha256;
use doorstep_protocol::{
    json,
    session::{SessionError, SessionFault},
    version::EPOCH_HEADER,
};
use doorstep_replica::{BlobRefusal, BlobRow, Failure};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::Response;

use super::{super::http, js};
use crate::state::attach::Of;

/// Longest wait: a photo over 2G takes a minute.
const TIMEOUT_MS: i32 = 120_000;
/// Longest wait that the server may ask for, in seconds: whoever sent too much in a day goes on the next.
const LONGEST_WAIT: i64 = 24 * 3600;

/// Sends the bytes of one.
pub(super) async fn put(slot: u8, row: &BlobRow, bytes: &Uint8Array) -> Result<(), BlobRefusal> {
    let unreachable = BlobRefusal::Failed(Failure::Unreachable);
    let of = Of {
        order: row.order,
        community: row.community.clone(),
    };
    let response = fetch(slot, "PUT", &of, &row.hash, Some(bytes))
        .await
        .map_err(|_| unreachable)?;
    match response.status() {
        204 => Ok(()),
        401 => {
            let text = text(&response).await;
            let fault = json::read::<SessionError>(&text).map(|e| e.error);
            let revoked = fault.is_ok_and(|f| f == SessionFault::Revoked);
            Err(BlobRefusal::Failed(if revoked {
                Failure::Revoked
            } else {
                Failure::Reauth
            }))
        }
        409 => Err(BlobRefusal::NotYet),
        410 => Err(BlobRefusal::Gone),
        400 | 404 | 413 | 415 => Err(BlobRefusal::Unfit),
        status => {
            let seconds = http::retry_after(&response).ok().flatten();
            Err(BlobRefusal::Failed(http::later(status, seconds, LONGEST_WAIT)))
        }
    }
}

/// Asks for the bytes of one. The status tells the rest.
pub(super) async fn get(slot: u8, of: &Of, hash: &Sha256) -> Result<Response, JsValue> {
    fetch(slot, "GET", of, hash, None).await
}

async fn fetch(
    slot: u8,
    method: &str,
    of: &Of,
    hash: &Sha256,
    bytes: Option<&Uint8Array>,
) -> Result<Response, JsValue> {
    let path = format!("/api/blob/{hash}?community={}&order={}", of.community, of.order);
    let body = bytes.map(|bytes| ("application/octet-stream", bytes.into()));
    let (response, _) = http::send(slot, method, &path, body, TIMEOUT_MS).await?;
    if response.headers().get(EPOCH_HEADER)?.is_none() {
        return Err(JsValue::NULL);
    }
    Ok(response)
}

/// The text of an answer; empty when it broke off.
pub(super) async fn text(response: &Response) -> String {
    let text = js::wait(response, "text", &[]).await;
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}
