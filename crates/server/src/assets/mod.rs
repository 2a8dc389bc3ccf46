//! The web app: files that were built and compressed before, never while somebody waits.
//!
//! A hashed name is kept for good, everything else is asked for anew each time. An address that is no file and looks like a page
//! gets `index.html`: the app reads the address itself.

mod answer;
mod source;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
pub use source::Assets;

use crate::{
    app::App,
    web::fault::{Fault, Result},
};

/// What stands where an app would be, before it was built.
const NOT_BUILT: &str = include_str!("not-built.html");

/// Answers every address that is no endpoint.
pub async fn serve(State(app): State<App>, request: Request<Body>) -> Result<Response> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Fault::Method);
    }
    let path = request.uri().path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    if let Some(file) = app.assets.find(path) {
        return Ok(answer::with(&file, path, request.headers()));
    }
    if !is_page(&request, path) {
        return Ok((StatusCode::NOT_FOUND, "not found\n").into_response());
    }
    Ok(match app.assets.find("index.html") {
        Some(file) => answer::with(&file, "index.html", request.headers()),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            NOT_BUILT,
        )
            .into_response(),
    })
}

/// A browser that goes somewhere, not one that fetches a file.
fn is_page(request: &Request<Body>, path: &str) -> bool {
    let named = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let wants_html = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*"));
    wants_html && (!named || path == "index.html")
}
