//! Records what the real server says to the demo's people: through its router, with a fixed clock, fixed ids and a fixed key, so
//! that the same source always gives the same bytes.

mod person;
mod shared;

use std::{collections::BTreeMap, sync::Arc};

use doorstep_authority::{Authority, Life, MacKey, MemoryStore};
use doorstep_domain::{ClientId, Command, CommandId, Instant};
use doorstep_protocol::{PullReply, PushReply, PushRequest, version::SCHEMA};
use doorstep_server::{
    app::Config,
    data_dir::Home,
    demo::{
        self,
        people::{DemoPerson, PEOPLE},
    },
    store::Store,
};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::common::{Phone, Server};

/// Rows of a recorded page: few, so that a first pull of the mock takes several.
const ROWS: u32 = 40;

/// Every file of the mock: its name and its text.
pub(crate) async fn files(start: Instant) -> BTreeMap<String, String> {
    let text = |value: String| format!("{value}\n");
    let shared = serde_json::to_string_pretty(&shared::record(start).await).unwrap();
    let mut files = BTreeMap::from([("server.json".to_owned(), text(shared))]);
    for person in shown() {
        let recording = serde_json::to_string_pretty(&person::record(start, person).await).unwrap();
        files.insert(format!("{}.json", person.who), text(recording));
    }
    files
}

/// Those whom the start page offers.
fn shown() -> impl Iterator<Item = &'static DemoPerson> {
    PEOPLE.iter().filter(|person| person.shown)
}

fn life() -> Life {
    Life {
        epoch: "mock".to_owned(),
        boot: "mock".to_owned(),
    }
}

/// The demo as it is at `start`, the same at each call.
fn open(start: Instant) -> Server {
    let store = Arc::new(Store::Memory(MemoryStore::default()));
    let world = Authority::start(store, MacKey::new(vec![7; 32]), life(), start).unwrap();
    demo::seed(&world, start).unwrap();
    let config = Config {
        demo: true,
        ..Config::default()
    };
    Server::over(world, Home::memory(), config, start)
}

/// A phone of theirs, the same at each call.
async fn phone_of<'a>(server: &'a Server, person: &DemoPerson) -> Phone<'a> {
    let mut phone = server.phone_of(person).await;
    phone.client = ClientId(person.id().0);
    phone
}

/// Sends one command under a fixed id.
async fn push(phone: &mut Phone<'_>, id: u128, command: &Command) -> PushReply {
    let mut envelope = phone.envelope(command);
    envelope.command_id = CommandId::from_bits(id);
    let request = PushRequest {
        actor: phone.person,
        entries: vec![envelope],
    };
    let body = serde_json::to_value(&request).unwrap();
    phone.post("/api/push", &body).await.read()
}

/// One page.
async fn pull(phone: &mut Phone<'_>, cursor: Option<&str>, lease: Option<&str>) -> PullReply {
    let mut body = json!({ "schema": SCHEMA, "actor": phone.person, "limit": ROWS });
    for (name, value) in [("cursor", cursor), ("lease", lease)] {
        if let Some(value) = value {
            body[name] = value.into();
        }
    }
    phone.post("/api/pull", &body).await.read()
}

async fn get<T: DeserializeOwned>(phone: &mut Phone<'_>, path: &str) -> T {
    phone.get(path).await.read()
}
