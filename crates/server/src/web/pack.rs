//! Long answers are packed for whoever unpacks them: a first pull shrinks to a fifth, on a road where ten kilobytes take a
//! twentieth of a second. The app's own files have copies that were packed when it was built, much better than anybody could
//! while somebody waits.

use std::io::Write as _;

use axum::{
    body::{Body, HttpBody as _, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use flate2::{Compression, write::GzEncoder};

use super::fault::Fault;

/// What fits into one packet is sent as it is.
const ONE_PACKET: u64 = 1400;

/// Packs an answer that is JSON, long, and of known length: a stream is none.
pub async fn long_answers(request: Request, next: Next) -> Response {
    let unpacks = takes(request.headers(), "gzip");
    let response = next.run(request).await;
    let json = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let long = response.body().size_hint().exact().is_some_and(|n| n > ONE_PACKET);
    if !(unpacks && json && long) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let packed = match to_bytes(body, usize::MAX).await {
        Ok(bytes) => gzip(&bytes),
        Err(error) => return Fault::Broken(error.to_string()).into_response(),
    };
    let Ok(packed) = packed else {
        return Fault::Broken("an answer can't be packed".to_owned()).into_response();
    };
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers
        .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    head.headers
        .append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(head, Body::from(packed))
}

/// Not the hardest: somebody waits, and the names of fields, which repeat, are most of it.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::default());
    packer.write_all(bytes)?;
    packer.finish()
}

/// Whether a request with `headers` takes an answer in `coding`.
pub fn takes(headers: &HeaderMap, coding: &str) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok());
    accepted.unwrap_or_default().split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        words.next() == Some(coding)
            && words
                .next()
                .is_none_or(|q| !matches!(q, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}
