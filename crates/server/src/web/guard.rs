//! Layers around every request: what another page may not do, what every answer says, and what happens when a handler panics.

use std::panic::AssertUnwindSafe;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, header, uri::PathAndQuery},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use doorstep_protocol::version::EPOCH_HEADER;
use futures_util::FutureExt as _;
use tracing::info;

use super::{
    fault::{FORBIDDEN, Fault},
    origin::Origin,
    slot,
};
use crate::app::App;

/// A call that changes something comes from our own page: it carries a header that a foreign form can't set, in a type that a
/// foreign form can't send, and the browser says where it comes from.
pub async fn own_page(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let json = headers.get(header::CONTENT_TYPE).is_some_and(|v| {
        v.to_str().is_ok_and(|v| {
            v.split(';')
                .next()
                .is_some_and(|v| v.trim().eq_ignore_ascii_case("application/json"))
        })
    });
    let ours = headers
        .get("sec-fetch-site")
        .is_none_or(|v| v == "same-origin" || v == "none");
    // No form can put anything, and a foreign script asks first, which nothing here answers: so bytes may be bytes.
    let ours_alone = json || *request.method() == Method::PUT;
    if changes && !(ours_alone && ours && slot::digit(headers, None).is_some()) {
        return FORBIDDEN.into_response();
    }
    next.run(request).await
}

/// A phone that was given the plain address of a server with a certificate is sent to the right one.
pub async fn to_https(State(app): State<App>, request: Request, next: Next) -> Response {
    if !app.config.lan {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let origin = Origin::of(&parts, &app);
    if origin.secure {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let place = parts.uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let port = if origin.port.is_empty() { "80" } else { &origin.port };
    Redirect::temporary(&format!("https://{}:{port}{place}", origin.host)).into_response()
}

/// Every answer of the API says which life of the data it speaks of, and is kept by nobody.
pub async fn stamp(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(epoch) = HeaderValue::from_str(&app.epoch()) {
        headers.insert(EPOCH_HEADER, epoch);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Catches panics, counts and logs: the route's template, the status and the time, nothing of the contents.
pub async fn watch(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    let started = app.time.monotonic();
    let response = AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .await
        .unwrap_or_else(|_| Fault::Broken("a handler panicked".to_owned()).into_response());
    let ms = app.time.monotonic() - started;
    let status = response.status().as_u16();
    app.metrics.count(
        "doorstep_http_requests_total",
        format!("route=\"{route}\",method=\"{}\",status=\"{status}\"", known(&method)),
    );
    app.metrics.time(&route, u64::try_from(ms).unwrap_or(0));
    info!(route, method = known(&method), status, ms, "request");
    response
}

/// Methods are free text on the wire; figures and logs know these.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::{Router, body::Body, middleware, routing::get};
    use doorstep_domain::Instant;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;
    use crate::{app::Config, assets::Assets, data_dir::Home, time::Hand};

    async fn broken() -> &'static str {
        panic!("王示例 00013800000")
    }

    #[tokio::test]
    async fn a_panic_is_a_500_that_says_nothing_and_the_next_call_is_answered() {
        let home = Home::memory();
        let world = home.world(Instant(0)).unwrap();
        let time = Arc::new(Hand::default());
        let app = App::new(world, home, Config::default(), time, Assets::Folder("nowhere".into()));
        let inside = app.clone();
        let router = Router::new()
            .route("/panics", get(broken))
            .route(
                "/panics-inside",
                get(async move || {
                    inside
                        .with(|_, _| -> super::super::fault::Result<()> { panic!("王示例") })
                        .await
                }),
            )
            .route("/fine", get(async || "fine"))
            .layer(middleware::from_fn_with_state(app, watch));
        for path in ["/panics", "/panics-inside"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), 500);
            let body = answer.into_body().collect().await.unwrap().to_bytes();
            assert_eq!(body, r#"{"error":"broken"}"#);
        }
        let request = Request::get("/fine").body(Body::empty()).unwrap();
        assert_eq!(router.oneshot(request).await.unwrap().status(), 200);
    }
}
