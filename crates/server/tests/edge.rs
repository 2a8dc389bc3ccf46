//! What comes over the wire and should not, and what every answer says.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;

use axum::body::Body;
use common::{Phone, Server};
use doorstep_protocol::version::{PUSH_BYTES_MAX, SCHEMA};
use doorstep_server::{
    api::ROUTES,
    app::Config,
    demo::people::{MEMBER, RESIDENT},
};
use proptest::{prelude::*, test_runner::Config as Cases};
use serde_json::{Value, json};

fn pull_of(person: &doorstep_server::demo::people::DemoPerson) -> Value {
    json!({ "schema": SCHEMA, "actor": person.id(), "limit": 10 })
}

type Spoil = fn(&mut axum::http::HeaderMap);

#[tokio::test]
async fn a_call_from_another_page_changes_nothing() {
    let server = Server::demo();
    let phone = server.phone_of(&RESIDENT).await;
    let good = || phone.request("POST", "/api/pull", pull_of(&RESIDENT).to_string().into());
    assert_eq!(server.send(good()).await.status, 200);
    let spoils: [Spoil; 6] = [
        |h| drop(h.remove("x-doorstep-slot")),
        |h| drop(h.insert("x-doorstep-slot", "x".parse().unwrap())),
        |h| drop(h.insert("content-type", "text/plain".parse().unwrap())),
        |h| drop(h.remove("content-type")),
        |h| drop(h.insert("sec-fetch-site", "cross-site".parse().unwrap())),
        |h| drop(h.insert("sec-fetch-site", "same-site".parse().unwrap())),
    ];
    for spoil in spoils {
        let mut request = good();
        spoil(request.headers_mut());
        assert_eq!(server.send(request).await.refusal(), (403, "forbidden".into()));
    }
    // An old browser sends no fetch metadata; the header it can't forge is still there.
    let mut old = good();
    old.headers_mut().remove("sec-fetch-site");
    assert_eq!(server.send(old).await.status, 200);
}

#[tokio::test]
async fn the_actor_is_the_person_of_the_session() {
    let server = Server::demo();
    let mut phone = server.phone_of(&RESIDENT).await;
    assert_eq!(
        phone.post("/api/pull", &pull_of(&MEMBER)).await.refusal(),
        (401, "reauth".into())
    );
    let push = json!({ "actor": MEMBER.id(), "entries": [] });
    assert_eq!(phone.post("/api/push", &push).await.refusal(), (401, "reauth".into()));
    let feed = format!("/api/feed?slot=0&actor={}", MEMBER.id());
    assert_eq!(phone.get(&feed).await.refusal(), (401, "reauth".into()));
    assert_eq!(
        server.phone().post("/api/pull", &pull_of(&MEMBER)).await.refusal(),
        (401, "reauth".into())
    );
}

#[tokio::test]
async fn too_much_and_unreadable_are_said_plainly() {
    let server = Server::demo();
    let mut phone = server.phone_of(&RESIDENT).await;
    let long = json!({ "actor": RESIDENT.id(), "entries": [], "padding": "x".repeat(PUSH_BYTES_MAX + 9_000) });
    let answer = phone.post("/api/push", &long).await;
    assert_eq!(answer.refusal(), (413, "too_large".into()));
    assert!(answer.json()["limit"].as_u64().is_some());
    for bad in [
        "",
        "{",
        "[]",
        "{\"actor\":1}",
        "\u{0}",
        "{\"actor\":\"x\",\"entries\":[]}",
    ] {
        let request = phone.request("POST", "/api/push", Body::from(bad));
        assert_eq!(
            phone.send(request).await.refusal(),
            (400, "undecodable".into()),
            "{bad}"
        );
    }
    assert_eq!(phone.get("/api/nothing").await.refusal(), (404, "not_found".into()));
    assert_eq!(phone.get("/api").await.refusal(), (404, "not_found".into()));
    assert_eq!(phone.get("/api/push").await.refusal(), (405, "method".into()));
    assert_eq!(phone.post("/elsewhere", &json!({})).await.status, 405);
}

#[tokio::test]
async fn one_strange_command_among_others_stops_nothing() {
    let server = Server::demo();
    let mut phone = server.phone_of(&RESIDENT).await;
    let mut entries = Vec::new();
    for body in [
        json!({ "invented": { "later": true } }),
        json!({ "order": { "order": RESIDENT.id(), "community": "yy", "act": { "remark": { "text": "x".repeat(70_000) } } } }),
        json!({ "feedback": { "write": { "feedback": MEMBER.id(), "community": "yy", "text": "路灯不亮" } } }),
    ] {
        let mut envelope = phone.envelope(&common::act(
            doorstep_server::demo::order_id(3),
            "yy",
            doorstep_domain::order::Act::Confirm,
        ));
        envelope.body = serde_json::value::to_raw_value(&body).unwrap();
        entries.push(serde_json::to_value(envelope).unwrap());
    }
    let reply = phone
        .post("/api/push", &json!({ "actor": RESIDENT.id(), "entries": entries }))
        .await
        .json();
    let words: Vec<_> = reply["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(words, ["rejected", "rejected", "applied"]);
    assert_eq!(reply["results"][0]["reason"]["code"], "unknown_command");
    assert_eq!(reply["results"][1]["reason"]["code"], "too_large");
}

#[tokio::test]
async fn more_calls_than_any_phone_makes_are_told_to_wait() {
    let server = Server::demo();
    let mut phone = server.phone_of(&RESIDENT).await;
    let mut other = server.phone_of(&RESIDENT).await;
    for _ in 0..600 {
        assert_eq!(phone.post("/api/pull", &pull_of(&RESIDENT)).await.status, 200);
    }
    assert_eq!(
        phone.post("/api/pull", &pull_of(&RESIDENT)).await.refusal(),
        (429, "too_many".into())
    );
    assert_eq!(other.post("/api/pull", &pull_of(&RESIDENT)).await.status, 200);
}

#[tokio::test]
async fn every_address_answers_with_the_security_headers() {
    let server = Server::demo();
    let mut phone: Phone<'_> = server.phone();
    let pages = [
        "/",
        "/order/new",
        "/demo",
        "/demo/page.css",
        "/demo/page.js",
        "/sw.js",
        "/missing.js",
        "/metrics",
    ];
    let api = ROUTES.iter().map(|route| (route.method, format!("/api{}", route.path)));
    let all = pages.iter().map(|page| ("get", (*page).to_owned())).chain(api);
    for (method, path) in all.chain([("get", "/api/nothing".to_owned())]) {
        let answer = if method == "get" {
            phone.get(&path).await
        } else {
            phone.post(&path, &json!({})).await
        };
        let policy = answer.header("content-security-policy");
        let kind = answer.header("content-type");
        if kind.starts_with("text/html") || kind.starts_with("text/javascript") {
            assert!(
                policy.starts_with("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"),
                "{path}"
            );
            assert!(policy.contains("'sha256-abc='"));
            assert!(answer.header("permissions-policy").contains("camera=(self)"));
        } else if !kind.is_empty() {
            assert!(policy.starts_with("default-src 'none'"), "{path} {kind}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("strict-transport-security"), "");
        if path.starts_with("/api") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
            assert_eq!(answer.header("x-doorstep-epoch"), server.app.epoch(), "{path}");
            assert_ne!(answer.status, 500, "{path}");
        }
    }
}

#[tokio::test]
async fn hsts_is_promised_only_behind_a_real_certificate() {
    let server = Server::with(Config {
        site_url: Some("https://doorstep.example.cn".into()),
        ..Config::default()
    });
    let answer = server.phone().get("/api/health").await;
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn with_a_certificate_a_phone_at_the_plain_address_is_sent_to_the_other() {
    let server = Server::with(Config {
        lan: true,
        ..Config::default()
    });
    let phone = server.phone();
    let go = |host: &'static str| {
        let mut request = phone.request("GET", "/demo?x=1", Body::empty());
        request.headers_mut().insert("host", host.parse().unwrap());
        server.send(request)
    };
    let answer = go("192.168.1.5:8080").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (307, "https://192.168.1.5:8080/demo?x=1")
    );
    assert_eq!(go("localhost:8080").await.status, 200);
}

#[tokio::test]
async fn pages_are_asked_for_again_and_hashed_files_kept() {
    let server = Server::empty();
    let mut phone = server.phone();
    let page = phone.get("/jobs/pool").await;
    assert!(String::from_utf8_lossy(&page.body).contains("<title>app"));
    assert_eq!(page.header("cache-control"), "no-cache");
    let wasm = phone.get("/app-0123456789abcdef_bg.wasm").await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
    assert_eq!(wasm.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(phone.get("/sw.js").await.header("cache-control"), "no-cache");
    let mut request = phone.request("GET", "/", Body::empty());
    request
        .headers_mut()
        .insert("accept-encoding", "gzip, br".parse().unwrap());
    let small = server.send(request).await;
    assert_eq!(
        (small.header("content-encoding"), small.body.as_slice()),
        ("br", &b"brotli"[..])
    );
    assert_eq!(small.header("vary"), "accept-encoding");
    for hidden in [
        "/csp.txt",
        "/index.html.br",
        "/../Cargo.toml",
        "/app-ffffffffffffffff.js",
    ] {
        assert_eq!(phone.get(hidden).await.status, 404, "{hidden}");
    }
    assert_eq!(
        phone.get("/demo").await.body,
        page.body,
        "without --demo there is no demo page"
    );
}

#[tokio::test]
async fn a_long_answer_is_packed_for_whoever_unpacks_it() {
    let server = Server::demo();
    let phone = server.phone_of(&RESIDENT).await;
    let pull = |accepted: Option<&str>| {
        let body = json!({ "schema": 1, "actor": phone.person, "limit": 500 });
        let mut request = phone.request("POST", "/api/pull", Body::from(body.to_string()));
        if let Some(accepted) = accepted {
            request
                .headers_mut()
                .insert("accept-encoding", accepted.parse().unwrap());
        }
        server.send(request)
    };
    let plain = pull(None).await;
    assert_eq!((plain.status.as_u16(), plain.header("content-encoding")), (200, ""));
    let refused = pull(Some("gzip;q=0, br")).await;
    assert_eq!(refused.body, plain.body, "nobody has to unpack");
    let packed = pull(Some("gzip, deflate, br")).await;
    assert_eq!(
        (packed.header("content-encoding"), packed.header("vary")),
        ("gzip", "accept-encoding")
    );
    assert_eq!(packed.header("content-type"), plain.header("content-type"));
    assert!(packed.body.len() * 3 < plain.body.len());
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(packed.body.as_slice()), &mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    let mut short = phone.request("GET", "/api/health", Body::empty());
    short.headers_mut().insert("accept-encoding", "gzip".parse().unwrap());
    assert_eq!(server.send(short).await.header("content-encoding"), "");
}

#[tokio::test]
async fn the_description_names_every_endpoint() {
    let server = Server::empty();
    let document = server.phone().get("/api/openapi.json").await.json();
    let mut described: Vec<_> = (document["paths"].as_object().unwrap().iter())
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| format!("{path} {method}"))
        })
        .collect();
    described.sort();
    let mut routed: Vec<_> = (ROUTES.iter())
        .map(|route| format!("/api{} {}", route.path, route.method))
        .collect();
    routed.sort();
    assert_eq!(described, routed);
}

#[tokio::test]
async fn health_and_figures_say_how_it_goes_without_saying_who() {
    let server = Server::demo();
    let mut phone = server.phone_of(&RESIDENT).await;
    phone.pull().await;
    assert_eq!(phone.get("/api/health").await.json()["status"], "ok");
    let page = phone.get("/metrics").await;
    let text = String::from_utf8(page.body).unwrap();
    assert!(text.contains("doorstep_http_requests_total{route=\"/api/pull\",method=\"POST\",status=\"200\"} 1"));
    assert!(text.contains("doorstep_sign_ins_total{how=\"demo\"} 1"));
    assert!(!text.contains(&RESIDENT.id().to_string()) && !text.contains("示例"));
}

#[test]
fn no_bytes_whatever_are_a_500() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let server = Server::demo();
    let phone = runtime.block_on(server.phone_of(&RESIDENT));
    let template = json!({ "actor": RESIDENT.id(), "entries": [] }).to_string();
    let mut runner = proptest::test_runner::TestRunner::new(Cases {
        cases: 300,
        failure_persistence: None,
        ..Cases::default()
    });
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        (0..template.len(), any::<u8>()).prop_map(move |(at, byte)| {
            let mut bytes = template.clone().into_bytes();
            bytes[at] = byte;
            bytes
        }),
        "(\\[|\\{\"a\":){0,400}".prop_map(String::into_bytes),
    ];
    runner
        .run(&bytes, |bytes| {
            for path in [
                "/api/push",
                "/api/pull",
                "/api/session/card",
                "/api/reveal",
                "/api/quarantine",
                "/api/handover",
            ] {
                let request = phone.request("POST", path, Body::from(bytes.clone()));
                let status = runtime.block_on(server.send(request)).status.as_u16();
                prop_assert!(matches!(status, 200 | 400 | 401 | 403 | 429), "{path}: {status}");
            }
            Ok(())
        })
        .unwrap();
}
