//! `GET /api/health`: whether the server can read its data, for a probe.

use axum::{Json, extract::State};
use doorstep_authority::Storage;
use serde_json::{Value, json};

use crate::{app::App, web::fault::Result};

/// Reads one row.
pub(super) async fn health(State(app): State<App>) -> Result<Json<Value>> {
    let held = app.held.load(std::sync::atomic::Ordering::Relaxed);
    let (life, partitions, until) = app
        .with(|world, _| {
            let partitions = world.store().read(|txn| txn.partitions())?.len();
            Ok((world.life(), partitions, world.recovering()?))
        })
        .await?;
    let backup = app.config.nightly.as_ref().map(|nightly| {
        let state = nightly.state();
        json!({ "last": state.last, "failed": state.failed })
    });
    Ok(Json(json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "epoch": life.epoch,
        "boot": life.boot,
        "partitions": partitions,
        "timers_held": held,
        "recovering_until": until,
        "backup": backup,
        "demo": app.config.demo,
    })))
}
