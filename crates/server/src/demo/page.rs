//! `GET /demo`: the start page. Plain HTML under the same policy as everything else; the only script is what the reset button
//! needs.

use axum::{
    Router,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::people::PEOPLE;
use crate::{
    app::App,
    web::origin::{Origin, is_loopback},
};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page and its two files.
pub fn router() -> Router<App> {
    Router::new()
        .route("/demo", get(page))
        .route("/demo/page.css", get(async || file("text/css; charset=utf-8", STYLE)))
        .route(
            "/demo/page.js",
            get(async || file("text/javascript; charset=utf-8", SCRIPT)),
        )
}

fn file(kind: &'static str, text: &'static str) -> Response {
    (headers(kind), text).into_response()
}

fn headers(kind: &'static str) -> [(HeaderName, HeaderValue); 2] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ]
}

async fn page(State(app): State<App>, origin: Origin) -> Response {
    // Each person on a host of their own, as if on a phone of their own. Only names under localhost lead back here without a
    // name server; elsewhere the people share a host, each in a slot.
    let own_hosts = app.config.site_url.is_none() && is_loopback(&origin.host);
    let scheme = origin.base.split(':').next().unwrap_or("http");
    let port = if origin.port.is_empty() {
        String::new()
    } else {
        format!(":{}", origin.port)
    };
    let people: Vec<_> = PEOPLE
        .iter()
        .filter(|p| p.shown)
        .enumerate()
        .map(|(slot, p)| {
            let (who, name, zh, en) = (p.who, p.name, p.zh, p.en);
            let href = if own_hosts {
                format!("{scheme}://{who}.localhost{port}/#demo={who}")
            } else {
                format!("/#demo={who}&amp;slot={slot}")
            };
            format!(
                "<li><a class=\"person\" href=\"{href}\" target=\"doorstep-{who}\"><b>{name}</b><span>{zh}</span>\
                 <span lang=\"en\">{en}</span></a></li>\n"
            )
        })
        .collect();
    let hosts = if own_hosts { "own" } else { "shared" };
    let secure = if origin.secure { "yes" } else { "no" };
    let html = PAGE
        .replace("<!--PEOPLE-->", &people.concat())
        .replace("__HOSTS__", hosts)
        .replace("__SECURE__", secure);
    (headers("text/html; charset=utf-8"), html).into_response()
}
