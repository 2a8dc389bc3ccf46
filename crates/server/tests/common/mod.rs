//! A server without sockets, and phones that call it.
#![allow(dead_code, reason = "each test file is a crate of its own and uses a part of this")]

pub(crate) mod pocket;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use doorstep_domain::{
    Command, CommunityId, Instant, OrderId, PersonId,
    order::{Act, OrderCommand},
};
use doorstep_protocol::{
    Envelope, PushReply, PushRequest,
    session::Card,
    version::{COMMANDS, SCHEMA, SLOT_HEADER},
};
use doorstep_server::{
    app::{App, Config, World},
    assets::Assets,
    data_dir::Home,
    demo::{
        self,
        people::{DESK, DemoPerson, RESIDENT},
    },
    random,
    session::setup,
    time::{Hand, TimeSource},
    web,
};
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;
use serde_json::{Value, json, value::to_raw_value};
use tower::ServiceExt as _;

/// 2026-11-23 10:00 in China.
pub(crate) const NOON: Instant = Instant(1_795_399_200_000);

/// A server in memory.
pub(crate) struct Server {
    pub(crate) app: App,
    pub(crate) time: Arc<Hand>,
    pub(crate) router: Router,
    /// The set-up code, without a demo.
    pub(crate) code: Option<String>,
    /// The folder its assets come from.
    pub(crate) dist: tempfile::TempDir,
}

impl Server {
    /// With the demo's people.
    pub(crate) fn demo() -> Self {
        Self::with(Config {
            demo: true,
            ..Config::default()
        })
    }

    /// Empty.
    pub(crate) fn empty() -> Self {
        Self::with(Config::default())
    }

    pub(crate) fn with(config: Config) -> Self {
        let home = Home::memory();
        let world = home.world(NOON).unwrap();
        demo::admit(&world, config.demo, NOON).unwrap();
        let code = if config.demo {
            None
        } else {
            setup::code(&world, NOON).unwrap()
        };
        Self {
            code,
            ..Self::over(world, home, config, NOON)
        }
    }

    /// Over a world that is there already, at the moment `start`.
    pub(crate) fn over(world: World, home: Home, config: Config, start: Instant) -> Self {
        let time = Arc::new(Hand::at(start));
        let dist = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("index.html", "<!doctype html><title>app</title>"),
            ("index.html.br", "brotli"),
            ("sw.js", "'use strict';"),
            ("app-0123456789abcdef_bg.wasm", "wasm"),
            ("csp.txt", "script 'sha256-abc='\nstyle 'sha256-def='\n"),
        ] {
            std::fs::write(dist.path().join(name), text).unwrap();
        }
        let assets = Assets::Folder(dist.path().to_owned());
        let app = App::new(world, home, config, Arc::clone(&time) as Arc<dyn TimeSource>, assets);
        Self {
            router: web::router(app.clone()),
            app,
            time,
            code: None,
            dist,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: bytes.to_vec(),
        }
    }

    /// A phone nobody is signed in on.
    pub(crate) fn phone(&self) -> Phone<'_> {
        Phone {
            server: self,
            slot: 0,
            cookie: None,
            person: PersonId::from_bits(0),
            client: random::client_id(),
            number: 0,
        }
    }

    /// A phone of one of the demo's people.
    pub(crate) async fn phone_of(&self, person: &DemoPerson) -> Phone<'_> {
        let mut phone = self.phone();
        let answer = phone.post("/api/demo", &json!({ "who": person.who })).await;
        assert_eq!(answer.status, StatusCode::OK);
        phone.person = person.id();
        phone
    }
}

/// A response, read.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn read<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, StatusCode::OK, "{}", String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Status and the word of the error.
    pub(crate) fn refusal(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["error"].as_str().unwrap().to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A browser with one slot.
pub(crate) struct Phone<'a> {
    pub(crate) server: &'a Server,
    pub(crate) slot: u8,
    /// `name=value`, as the browser keeps it.
    pub(crate) cookie: Option<String>,
    pub(crate) person: PersonId,
    pub(crate) client: doorstep_domain::ClientId,
    pub(crate) number: u64,
}

impl Phone<'_> {
    pub(crate) fn request(&self, method: &str, path: &str, body: Body) -> Request<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "resident.localhost:8080")
            .header(SLOT_HEADER, self.slot.to_string())
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        request.body(body).unwrap()
    }

    /// Sends and keeps the cookie of the answer.
    pub(crate) async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = self.server.send(request).await;
        if let Some(set) = answer.headers.get(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            self.cookie = Some(pair.to_owned()).filter(|pair| !pair.ends_with('='));
        }
        answer
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Answer {
        let request = self.request("POST", path, Body::from(body.to_string()));
        self.send(request).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path, Body::empty());
        self.send(request).await
    }

    /// Wraps a command with the next number.
    pub(crate) fn envelope(&mut self, command: &Command) -> Envelope {
        self.number += 1;
        Envelope {
            schema: SCHEMA,
            version: COMMANDS,
            actor: self.person,
            client: self.client,
            number: self.number,
            command_id: random::command_id(),
            device_time: self.server.time.now(),
            skew: Some(0),
            blobs: Vec::new(),
            supersedes: None,
            receipt: None,
            body: to_raw_value(command).unwrap(),
        }
    }

    pub(crate) async fn push(&mut self, command: &Command) -> PushReply {
        let entries = vec![self.envelope(command)];
        let request = PushRequest {
            actor: self.person,
            entries,
        };
        let body = serde_json::to_value(&request).unwrap();
        self.post("/api/push", &body).await.read()
    }

    /// Everything the person sees.
    pub(crate) async fn pull(&mut self) -> doorstep_protocol::PullReply {
        let body = json!({ "schema": SCHEMA, "actor": self.person, "limit": 500 });
        self.post("/api/pull", &body).await.read()
    }
}

pub(crate) fn act(order: OrderId, community: &str, act: Act) -> Command {
    Command::Order(OrderCommand {
        order,
        community: CommunityId::from(community),
        act,
    })
}

/// Spends what was scanned or typed.
pub(crate) async fn redeem(phone: &mut Phone<'_>, secret: &str) -> Answer {
    phone
        .post("/api/session/card", &json!({ "secret": secret, "device": "微信" }))
        .await
}

/// A card of the resident, printed at the desk.
pub(crate) async fn card(server: &Server) -> Card {
    let mut desk = server.phone_of(&DESK).await;
    desk.post("/api/card", &json!({ "person": RESIDENT.id() })).await.read()
}

/// What its QR holds.
pub(crate) fn secret(card: &Card) -> String {
    card.url.split('#').nth(1).unwrap().to_owned()
}
