//! `GET /metrics`.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
};

use crate::{app::App, backup::nightly::age};

/// The page.
pub(super) async fn page(State(app): State<App>) -> ([(HeaderName, HeaderValue); 2], String) {
    let mut gauges = vec![
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
    if let Some(nightly) = &app.config.nightly {
        let state = nightly.state();
        gauges.push(("doorstep_backup_age_seconds", age(&state, app.now())));
        gauges.push(("doorstep_backup_failed", u64::from(state.failed)));
    }
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, app.metrics.page(&gauges))
}
