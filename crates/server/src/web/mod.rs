//! The application as one service: routes, layers, and the web app for every other address.

pub mod body;
pub mod fault;
pub mod guard;
pub mod headers;
pub mod origin;
pub mod pack;
pub mod slot;

use axum::{Router, middleware};

use crate::{api, app::App, assets, demo};

/// Everything, ready to be served or called.
pub fn router(app: App) -> Router {
    let api = api::router()
        .layer(middleware::from_fn(guard::own_page))
        .layer(middleware::from_fn_with_state(app.clone(), guard::stamp))
        .layer(middleware::from_fn(pack::long_answers));
    let mut all = Router::new().nest("/api", api).merge(api::outside());
    if app.config.demo {
        all = all.merge(demo::page::router());
    }
    all.fallback(assets::serve)
        .layer(middleware::from_fn_with_state(app.clone(), guard::to_https))
        .layer(middleware::from_fn_with_state(app.clone(), guard::watch))
        .layer(middleware::from_fn_with_state(app.clone(), headers::secure))
        .with_state(app)
}
