//! The account slot of a call: several people may be signed in in one browser, each under a digit with a cookie of its own.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use doorstep_protocol::version::SLOT_HEADER;

use super::fault::{FORBIDDEN, Fault, Result};
use crate::app::App;

/// Seconds a browser keeps the cookie: the most it accepts. When the session ends is the server's decision.
const COOKIE_SECONDS: u32 = 400 * 86_400;

/// A slot and the token its cookie holds.
#[derive(Clone, Debug)]
pub struct Slot {
    /// 0 to 9.
    pub digit: u8,
    /// The token; none when nobody is signed in there.
    pub token: Option<String>,
}

impl Slot {
    /// The token.
    ///
    /// # Errors
    /// 401 `reauth` when there is none.
    pub fn token(&self) -> Result<String> {
        self.token.clone().ok_or(super::fault::REAUTH)
    }

    /// The header that keeps `token` in this slot.
    pub fn keep(&self, token: &str) -> HeaderValue {
        self.cookie(token, COOKIE_SECONDS)
    }

    /// The header that empties this slot.
    pub fn clear(&self) -> HeaderValue {
        self.cookie("", 0)
    }

    fn cookie(&self, value: &str, seconds: u32) -> HeaderValue {
        let text = format!(
            "__Host-ds{}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict",
            self.digit
        );
        // Digits and hex only.
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }
}

/// The digit a call names: in the header, or for a stream, which can't set one, in the query.
pub fn digit(headers: &HeaderMap, query: Option<&str>) -> Option<u8> {
    let named = match headers.get(SLOT_HEADER) {
        Some(value) => value.to_str().ok()?,
        None => query?.split('&').find_map(|pair| pair.strip_prefix("slot="))?,
    };
    match named.as_bytes() {
        [digit @ b'0'..=b'9'] => Some(digit - b'0'),
        _ => None,
    }
}

fn token(headers: &HeaderMap, digit: u8) -> Option<String> {
    let name = format!("__Host-ds{digit}=");
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name.as_str()))
        .filter(|value| !value.is_empty())
        .map(ToOwned::to_owned)
}

impl FromRequestParts<App> for Slot {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self> {
        let digit = digit(&parts.headers, parts.uri.query()).ok_or(FORBIDDEN)?;
        let token = token(&parts.headers, digit);
        Ok(Self { digit, token })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slot_reads_its_own_cookie() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("__Host-ds1=bb; x=y; __Host-ds0=aa"),
        );
        assert_eq!(token(&headers, 0).as_deref(), Some("aa"));
        assert_eq!(token(&headers, 1).as_deref(), Some("bb"));
        assert_eq!(token(&headers, 2), None);
        assert_eq!(digit(&headers, Some("actor=1&slot=7")), Some(7));
        headers.insert(SLOT_HEADER, HeaderValue::from_static("12"));
        assert_eq!(digit(&headers, Some("slot=7")), None);
    }
}
