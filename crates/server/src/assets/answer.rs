//! One file as a response: type, cache, tag, and the smallest copy the browser takes.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::source::File;
use crate::web::pack::takes;

/// A hashed name never changes its bytes.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// Entry pages, the service worker, the manifest: asked for each time, answered 304 when nothing changed.
const ASK_AGAIN: &str = "no-cache";

/// The response to a request with `headers`.
pub(super) fn with(file: &File, path: &str, headers: &HeaderMap) -> Response {
    let (bytes, coding) = smallest(file, headers);
    let etag = match coding {
        Some(coding) => format!("\"{}-{coding}\"", file.tag),
        None => format!("\"{}\"", file.tag),
    };
    let same = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag));
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        bytes.into_response()
    };
    let out = response.headers_mut();
    let cache = if is_hashed(path) { FOR_GOOD } else { ASK_AGAIN };
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        out.insert(header::ETAG, etag);
    }
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
    if let Some(coding) = coding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn smallest(file: &File, headers: &HeaderMap) -> (std::borrow::Cow<'static, [u8]>, Option<&'static str>) {
    match (&file.brotli, &file.gzip) {
        (Some(bytes), _) if takes(headers, "br") => (bytes.clone(), Some("br")),
        (_, Some(bytes)) if takes(headers, "gzip") => (bytes.clone(), Some("gzip")),
        _ => (file.plain.clone(), None),
    }
}

/// Trunk writes `name-<hash>.js` and `name-<hash>_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('-').skip(1).any(|part| {
        let digits = part
            .bytes()
            .take_while(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b))
            .count();
        digits >= 12 && matches!(part.as_bytes().get(digits), Some(b'.' | b'_'))
    })
}

/// Exactly `application/wasm`, without a parameter: else the browser does not compile while it loads.
fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> File {
        File {
            plain: b"plain".to_vec().into(),
            brotli: Some(b"br".to_vec().into()),
            gzip: Some(b"gz".to_vec().into()),
            tag: "t".to_owned(),
        }
    }

    fn asking(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_smallest_copy_that_is_taken() {
        let coding = |accept| smallest(&file(), &asking(header::ACCEPT_ENCODING, accept)).1;
        assert_eq!(coding("gzip, deflate, br"), Some("br"));
        assert_eq!(coding("gzip, br;q=0"), Some("gzip"));
        assert_eq!(coding("identity"), None);
    }

    #[test]
    fn a_known_tag_is_not_sent_again() {
        let again = with(&file(), "a.js", &asking(header::IF_NONE_MATCH, "\"x\", W/\"t\""));
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let other = with(&file(), "a.js", &asking(header::IF_NONE_MATCH, "\"t-br\""));
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn only_hashed_names_are_kept_for_good() {
        for hashed in [
            "doorstep-web-0123456789abcdef_bg.wasm",
            "a/components-0123456789abcdef.css",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for not in [
            "index.html",
            "sw.js",
            "sw-kill.js",
            "icons/icon-512.png",
            "apple-touch-180.png",
        ] {
            assert!(!is_hashed(not), "{not}");
        }
        assert_eq!(kind("x_bg.wasm"), "application/wasm");
    }
}
