//! What nobody in particular is told: health, refusals, the kinds of answers to a push, headers.

use std::{collections::BTreeMap, fs};

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode},
};
use doorstep_authority::Life;
use doorstep_domain::{
    Instant,
    order::{Act, Why},
};
use doorstep_protocol::{PushReply, feed::FeedEvent};
use doorstep_server::demo::{order_id, people::RESIDENT};
use serde::Serialize;
use serde_json::Value;

use super::{get, life, open, phone_of, push, shown};
use crate::common::{Answer, Server, act};

/// What the mock says to anybody.
#[derive(Serialize)]
pub(super) struct Shared {
    start: Instant,
    health: Value,
    people: Vec<Value>,
    feed: BTreeMap<&'static str, FeedEvent>,
    pushes: BTreeMap<&'static str, PushReply>,
    faults: BTreeMap<&'static str, Refusal>,
    headers: Headers,
}

#[derive(Serialize)]
struct Refusal {
    status: u16,
    body: Value,
}

/// How the real server dresses its answers.
#[derive(Serialize)]
struct Headers {
    /// On every answer. The hashes in the policy stand for those of the app that is served.
    every: BTreeMap<String, String>,
    /// On those of the API.
    api: BTreeMap<String, String>,
    /// The type of a file, by its ending.
    kinds: BTreeMap<String, String>,
}

/// Records what nobody in particular is told.
pub(super) async fn record(start: Instant) -> Shared {
    let server = open(start);
    let mut phone = server.phone();
    let health = get(&mut phone, "/api/health").await;
    let mut people: Vec<Value> = get(&mut phone, "/api/demo/people").await;
    people.retain(|listed| shown().any(|person| listed["who"] == person.who));
    let Life { epoch, boot } = life();
    let hello = FeedEvent::Hello { epoch, boot };
    Shared {
        start,
        health,
        people,
        feed: BTreeMap::from([("hello", hello), ("news", FeedEvent::News)]),
        pushes: pushes(start).await,
        faults: faults(&server).await,
        headers: headers(&server).await,
    }
}

/// The kinds of answers to a push. The mock puts ids, numbers and moments in their places.
async fn pushes(start: Instant) -> BTreeMap<&'static str, PushReply> {
    let server = open(start);
    let mut phone = phone_of(&server, &RESIDENT).await;
    let why = Why::NoLongerNeeded;
    let text = String::new();
    let cancel = act(order_id(1), "yy", Act::Cancel { why, text });
    let applied = push(&mut phone, 1, &cancel).await;
    let already = push(&mut phone, 1, &cancel).await;
    phone.number += 1;
    let gap = push(&mut phone, 3, &cancel).await;
    phone.number = 0;
    let fork = push(&mut phone, 4, &cancel).await;
    let all = BTreeMap::from([("applied", applied), ("already", already), ("gap", gap), ("fork", fork)]);
    for (word, reply) in &all {
        assert_eq!(reply.results[0].outcome.word(), *word);
    }
    all
}

async fn faults(server: &Server) -> BTreeMap<&'static str, Refusal> {
    let mut stranger = server.phone();
    let refusal = |answer: Answer| Refusal {
        status: answer.status.as_u16(),
        body: answer.json(),
    };
    let reauth = refusal(stranger.get("/api/session").await);
    let not_found = refusal(stranger.get("/api/nothing").await);
    let mut foreign = stranger.request("POST", "/api/demo", Body::from("{}"));
    foreign
        .headers_mut()
        .insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
    let forbidden = refusal(stranger.send(foreign).await);
    BTreeMap::from([("reauth", reauth), ("not_found", not_found), ("forbidden", forbidden)])
}

async fn headers(server: &Server) -> Headers {
    let dist = server.dist.path();
    fs::write(dist.join("csp.txt"), "script 'sha256-SCRIPTS'\nstyle 'sha256-STYLES'\n").unwrap();
    let mut phone = server.phone();
    let of = |answer: &Answer, names: &[&str]| {
        let pairs = names
            .iter()
            .map(|name| ((*name).to_owned(), answer.header(name).to_owned()));
        pairs.collect::<BTreeMap<_, _>>()
    };
    let page = phone.get("/").await;
    let every = [
        "content-security-policy",
        "permissions-policy",
        "referrer-policy",
        "x-content-type-options",
    ];
    let health = phone.get("/api/health").await;
    let mut kinds = BTreeMap::new();
    for ending in [
        "css",
        "html",
        "ico",
        "js",
        "json",
        "png",
        "svg",
        "txt",
        "wasm",
        "webmanifest",
        "webp",
        "woff2",
    ] {
        let name = format!("file.{ending}");
        fs::write(dist.join(&name), "x").unwrap();
        let answer = phone.get(&format!("/{name}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        kinds.insert(ending.to_owned(), answer.header("content-type").to_owned());
    }
    Headers {
        every: of(&page, &every),
        api: of(&health, &["cache-control", "content-type"]),
        kinds,
    }
}
