//! `GET /api/health`: whether the server can read its data, for a probe.

use axum::{Json, extract::State};
use doorstep_authority::Storage;
use serde_json::{Value, json};

use crate::{app::App, web::fault::Result};

/// Reads one row.
pub(super) async fn health(State(app): State<App>) -> Result<Json<Value>> {
    let held = app.held.load(std::sync::atomic::Ordering::Relaxed);
    let (epoch, boot, partitions) = app
        .with(|world, _| {
            let partitions = world.store().read(|txn| txn.partitions())?.len();
            Ok((world.life().epoch.clone(), world.life().boot.clone(), partitions))
        })
        .await?;
    Ok(Json(json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "epoch": epoch,
        "boot": boot,
        "partitions": partitions,
        "timers_held": held,
        "demo": app.config.demo,
    })))
}
