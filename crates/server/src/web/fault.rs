//! Everything that is not a 200. A 4xx means an undecodable envelope, sign-in or a limit; the body is always JSON with a stable
//! word in `error`, and what went wrong inside is logged, never shown.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use doorstep_authority::StoreError;
use doorstep_domain::{Instant, Reason};
use doorstep_protocol::session::{SessionError, SessionFault};
use serde_json::{Value, json};

/// What a handler gives when it has no answer.
pub type Result<T> = core::result::Result<T, Fault>;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Sign-in: the body is a [`SessionError`].
    Session(SessionError),
    /// The body can't be read at all.
    Undecodable,
    /// The body has more bytes than this.
    TooLarge(usize),
    /// More calls or tries than anybody makes: try again at this moment, in so many seconds.
    TooMany(Instant, i64),
    /// No such address under `/api`, or nothing by that name.
    NotFound,
    /// The address does not take this method.
    Method,
    /// Signing in needs a connection whose cookies the browser keeps.
    Insecure,
    /// It was done before and can't be done twice.
    Again,
    /// Nothing that came before names it: that first, then this again.
    NotYet,
    /// It was erased, and nobody takes it any more.
    Gone,
    /// It is not what it should be.
    Unfit,
    /// It is known of, and whoever has it did not send it yet.
    Late,
    /// The rules refuse it.
    Refused(Reason),
    /// The disk is full: reads go on, nothing was written.
    Full,
    /// Not at this moment.
    Busy,
    /// Something unexpected; the words are for the log.
    Broken(String),
}

/// A refusal about sign-in without more to say.
pub const fn session(error: SessionFault) -> Fault {
    Fault::Session(SessionError {
        error,
        until: None,
        reason: None,
    })
}

/// A field that can't be accepted.
pub const fn field(reason: Reason) -> Fault {
    Fault::Session(SessionError {
        error: SessionFault::Field,
        until: None,
        reason: Some(reason),
    })
}

/// Too many calls or tries at `now`; again from `until`.
pub const fn too_many(until: Instant, now: Instant) -> Fault {
    // Rounded up: a second too early would only be told to wait again.
    Fault::TooMany(until, until.since(now) / 1000 + 1)
}

/// No session on this slot, or one of another person.
pub const REAUTH: Fault = session(SessionFault::Reauth);
/// Another page asked, or the person may not.
pub const FORBIDDEN: Fault = session(SessionFault::Forbidden);

/// Seconds after which a phone should try again when the disk is full: somebody has to act first.
const FULL_RETRY: HeaderValue = HeaderValue::from_static("60");
/// Seconds after which a busy server is worth another try.
const BUSY_RETRY: HeaderValue = HeaderValue::from_static("2");

impl Fault {
    /// Its status.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Session(error) => match error.error {
                SessionFault::Reauth | SessionFault::Revoked | SessionFault::Refused | SessionFault::Unknown => {
                    StatusCode::UNAUTHORIZED
                }
                SessionFault::TooMany => StatusCode::TOO_MANY_REQUESTS,
                SessionFault::Forbidden => StatusCode::FORBIDDEN,
                SessionFault::Field => StatusCode::CONFLICT,
            },
            Self::Undecodable => StatusCode::BAD_REQUEST,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(..) => StatusCode::TOO_MANY_REQUESTS,
            Self::NotFound | Self::Late => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Unfit => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Insecure => StatusCode::FORBIDDEN,
            Self::Again | Self::NotYet | Self::Refused(_) => StatusCode::CONFLICT,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable word for figures and logs.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Session(error) => match error.error {
                SessionFault::Reauth => "reauth",
                SessionFault::Revoked => "revoked",
                SessionFault::Refused | SessionFault::Unknown => "refused",
                SessionFault::TooMany => "too_many",
                SessionFault::Forbidden => "forbidden",
                SessionFault::Field => "field",
            },
            Self::Undecodable => "undecodable",
            Self::TooLarge(_) => "too_large",
            Self::TooMany(..) => "too_many",
            Self::NotFound => "not_found",
            Self::Method => "method",
            Self::Insecure => "insecure",
            Self::Again => "again",
            Self::NotYet => "not_yet",
            Self::Gone => "gone",
            Self::Unfit => "unfit",
            Self::Late => "late",
            Self::Refused(_) => "rejected",
            Self::Full => "full",
            Self::Busy => "busy",
            Self::Broken(_) => "broken",
        }
    }

    fn body(&self) -> Value {
        let mut body = match self {
            Self::Session(error) => serde_json::to_value(error).unwrap_or_default(),
            Self::TooLarge(limit) => json!({ "limit": limit }),
            Self::TooMany(until, _) => json!({ "until": until }),
            Self::Refused(reason) => json!({ "reason": reason }),
            Self::Insecure => json!({
                "message": "这个地址不是 https，浏览器不会保存登录。请用 https 地址打开，或在本机用 localhost 打开。",
                "message_en": "This address is not https, so the browser will not keep a sign-in. Use the https address, or localhost on this machine.",
            }),
            _ => json!({}),
        };
        if let Value::Object(fields) = &mut body {
            fields.insert("error".to_owned(), self.word().into());
        }
        body
    }
}

impl core::fmt::Display for Fault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Broken(why) => f.write_str(why),
            other => f.write_str(other.word()),
        }
    }
}

impl core::error::Error for Fault {}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        if let Self::Broken(why) = &self {
            tracing::error!(why, "request failed");
        }
        let mut response = (self.status(), axum::Json(self.body())).into_response();
        let retry = match self {
            Self::Full => Some(FULL_RETRY),
            Self::Busy => Some(BUSY_RETRY),
            Self::TooMany(_, seconds) => Some(HeaderValue::from(seconds)),
            _ => None,
        };
        if let Some(retry) = retry {
            response.headers_mut().insert(header::RETRY_AFTER, retry);
        }
        response
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::Full,
            kind => Self::Broken(format!("the journal: {kind}")),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::Retry => Self::Busy,
            // A serde message may quote a value; the kind is enough for the log.
            StoreError::Corrupt(_) => Self::Broken("stored data can't be read".to_owned()),
            StoreError::Aborted(_) => Self::Broken("a job gave up".to_owned()),
            other => Self::Broken(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_decodes_as_a_session_error() {
        let faults = [
            REAUTH,
            FORBIDDEN,
            Fault::Undecodable,
            Fault::TooLarge(5),
            Fault::Insecure,
            Fault::Full,
        ];
        for fault in faults {
            let read: SessionError = serde_json::from_value(fault.body()).unwrap();
            if let Fault::Session(error) = &fault {
                assert_eq!(read, *error);
            } else {
                assert_eq!(read.error, SessionFault::Unknown, "{fault:?}");
            }
        }
    }

    #[test]
    fn too_many_says_when_and_in_how_many_seconds() {
        let fault = too_many(Instant(61_500), Instant(1_000));
        let read: SessionError = serde_json::from_value(fault.body()).unwrap();
        assert_eq!((read.error, read.until), (SessionFault::TooMany, Some(Instant(61_500))));
        assert_eq!(fault.into_response().headers()[header::RETRY_AFTER], "61");
    }

    #[test]
    fn a_full_disk_asks_to_come_back_later() {
        let response = Fault::from(StoreError::Full).into_response();
        assert_eq!(response.status().as_u16(), 507);
        assert_eq!(response.headers()[header::RETRY_AFTER], "60");
    }

    #[test]
    fn what_a_store_quotes_is_not_told_on() {
        let fault = Fault::from(StoreError::Corrupt("invalid value: 王示例".to_owned()));
        assert!(!fault.to_string().contains('王') && !fault.body().to_string().contains('王'));
    }
}
