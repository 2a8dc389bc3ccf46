//! Reading a JSON body of at most so many bytes.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header,
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

use super::fault::{Fault, Result};
use crate::app::App;

/// Bytes of a call about sessions: names, codes and ids.
pub const SMALL: usize = 8 * 1024;

/// A decoded body of at most `MAX` bytes.
#[derive(Clone, Debug)]
pub struct Body<T, const MAX: usize = SMALL>(pub T);

impl<T: DeserializeOwned, const MAX: usize> FromRequest<App> for Body<T, MAX> {
    type Rejection = Fault;

    async fn from_request(request: Request, _app: &App) -> Result<Self> {
        let bytes = raw(request, MAX).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| Fault::Undecodable)
    }
}

/// The bytes of a body.
///
/// # Errors
/// [`Fault::TooLarge`], as early as the length is known.
pub async fn raw(request: Request, most: usize) -> Result<Bytes> {
    let declared = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > most) {
        return Err(Fault::TooLarge(most));
    }
    match Limited::new(request.into_body(), most).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Fault::TooLarge(most)),
        Err(_) => Err(Fault::Undecodable),
    }
}
