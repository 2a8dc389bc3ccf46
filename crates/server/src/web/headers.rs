//! Headers that every response carries, and the rules that come with whatever a browser may run.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::app::App;

/// Camera for scanning a card and for a photo, microphone for a voice note; nothing else is ever asked.
const PERMISSIONS: &str = "camera=(self), accelerometer=(), autoplay=(), browsing-topics=(), display-capture=(), \
                           geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(self), midi=(), payment=(), \
                           serial=(), usb=()";

/// The policy of what is only read: nothing in it runs, whoever opens it as a page or frames it.
const DATA: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Adds them.
pub async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let rules = headers
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| runs(kind.as_bytes()));
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    if rules {
        put(header::CONTENT_SECURITY_POLICY, &app.assets.policy());
        put(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    } else {
        put(header::CONTENT_SECURITY_POLICY, DATA);
    }
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    // Not with our own certificate: a browser that remembers it could not be told to go on.
    if app
        .config
        .site_url
        .as_ref()
        .is_some_and(|url| url.starts_with("https://"))
    {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// Whether a browser may run something of this kind under the rules that come with it: a page, a picture opened as a page, a
/// script that a worker is made of. For the rest they would be half a
/// kilobyte that nobody reads.
fn runs(kind: &[u8]) -> bool {
    ["text/html", "image/svg+xml", "text/javascript"]
        .iter()
        .any(|one| kind.starts_with(one.as_bytes()))
}

/// The policy with these hashes of inline scripts and styles.
pub fn policy(scripts: &str, styles: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; img-src 'self' data: blob:; \
         media-src blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}
