//! `GET /metrics`.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
};

use crate::app::App;

/// The page.
pub(super) async fn page(State(app): State<App>) -> ([(HeaderName, HeaderValue); 2], String) {
    let gauges = [
        (
            "doorstep_up_seconds",
            u64::try_from(app.time.monotonic() / 1000).unwrap_or(0),
        ),
        ("doorstep_feed_streams", app.hub.count() as u64),
        (
            "doorstep_timers_held",
            u64::from(app.held.load(std::sync::atomic::Ordering::Relaxed)),
        ),
    ];
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, app.metrics.page(&gauges))
}
