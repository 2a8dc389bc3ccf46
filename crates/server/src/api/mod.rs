//! The endpoints, one file each, and the table that routes and documents them.

mod blob;
mod card;
mod demo;
mod devices;
mod feed;
mod handover;
mod health;
mod metrics;
mod openapi;
mod password;
mod pull;
mod push;
mod quarantine;
mod redeem;
mod reveal;
mod setup;
mod sign_out;
mod transfer;
mod who;

use axum::{
    Router,
    routing::{MethodRouter, get, post, put},
};

use crate::{app::App, web::fault::Fault};

/// One endpoint: where it is, what it says of itself, and who answers.
pub struct Route {
    /// `get`, `post` or `put`.
    pub method: &'static str,
    /// Below `/api`.
    pub path: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Needs a session on the slot.
    pub signed: bool,
    /// Schema of the body; `binary` for bytes.
    pub body: Option<&'static str>,
    /// Schema of the answer.
    pub reply: Option<&'static str>,
    handler: fn() -> MethodRouter<App>,
}

macro_rules! routes {
    ($($method:ident $path:literal $signed:ident $body:expr, $reply:expr, $handler:path, $summary:literal;)*) => {
        /// Every endpoint under `/api`.
        pub const ROUTES: &[Route] = &[$(Route {
            method: stringify!($method),
            path: $path,
            summary: $summary,
            signed: $signed,
            body: $body,
            reply: $reply,
            handler: || $method($handler),
        }),*];
    };
}

const SIGNED: bool = true;
const OPEN: bool = false;

routes! {
    post "/push" SIGNED Some("PushRequest"), Some("PushReply"), push::push, "Commands up, outcomes down, in the same order.";
    post "/pull" SIGNED Some("PullRequest"), Some("PullReply"), pull::pull, "What changed of what the actor may see.";
    get "/feed" SIGNED None, Some("FeedEvent"), feed::feed, "Server-sent events that only say there is news.";
    get "/session" SIGNED None, Some("SignedIn"), who::who, "Who is signed in on the slot.";
    post "/session/card" OPEN Some("CardSignIn"), Some("SignedIn"), redeem::card, "Spends one activation of a printed card, or a transfer code.";
    post "/session/password" OPEN Some("PasswordSignIn"), Some("SignedIn"), password::sign_in, "Staff sign in.";
    post "/session/setup" OPEN Some("SetUp"), Some("SignedIn"), setup::set_up, "Spends a one-time set-up code: the first, which makes the first secretary, or an invitation.";
    post "/session/invite" SIGNED Some("CardRequest"), Some("Transfer"), setup::invite, "A one-time set-up code for somebody who works at a desk; also for a forgotten password.";
    post "/session/transfer" SIGNED None, Some("Transfer"), transfer::create, "A code that opens the session in another browser.";
    post "/session/transfer/redeem" OPEN Some("CardSignIn"), Some("SignedIn"), redeem::card, "Spends a transfer code.";
    post "/session/out" SIGNED None, None, sign_out::sign_out, "Signs this device out.";
    get "/session/devices" SIGNED None, Some("Devices"), devices::list, "The devices of the person; for the desk, with `person`, of somebody else.";
    post "/session/devices/end" SIGNED Some("EndDevice"), None, devices::end, "Signs a device out from afar.";
    post "/card" SIGNED Some("CardRequest"), Some("Card"), card::print, "The desk prints a card; earlier cards of the person are void.";
    post "/reveal" SIGNED Some("RevealRequest"), Some("Revealed"), reveal::reveal, "The desk looks at the contacts of an order; leaves an audit row.";
    post "/quarantine" SIGNED Some("Sealed"), None, quarantine::store, "The sealed outbox of a device that was signed out; once, never executed.";
    post "/handover" SIGNED Some("Parcel"), Some("HandedOver"), handover::store, "Unsent commands of somebody else, carried by a colleague: evidence for the desk, never executed.";
    get "/handover/list" SIGNED None, Some("EvidenceList"), handover::list, "What the desk has as evidence, carried or left by a device that was signed out.";
    post "/handover/read" SIGNED Some("ReadEvidence"), Some("Envelope"), handover::read, "The content of one piece of evidence, for the desk of its community; noted on it.";
    put "/blob/{hash}" SIGNED Some("binary"), None, blob::put, "The bytes of an attachment, once a command of the same person has named them. Told `not_yet` before that, `gone` after they were erased, `unfit` when they are not what they should be.";
    get "/blob/{hash}" SIGNED None, Some("binary"), blob::get, "The bytes of an attachment, for those to whom its order shows it now. Told `late` while the phone that has them did not send them.";
    post "/demo" OPEN Some("DemoEnter"), Some("SignedIn"), demo::enter, "Becomes one of the demo people.";
    post "/demo/reset" OPEN None, None, demo::reset, "Puts the demo back to its start.";
    get "/demo/people" OPEN None, Some("DemoPeople"), demo::people, "The demo people.";
    get "/health" OPEN None, Some("Health"), health::health, "Whether the server can read its data.";
    get "/openapi.json" OPEN None, None, openapi::openapi, "This description.";
}

/// The endpoints under `/api`; anything else there is a 404 in JSON.
pub fn router() -> Router<App> {
    ROUTES
        .iter()
        .fold(Router::new(), |router, route| {
            router.route(route.path, (route.handler)())
        })
        .fallback(async || Fault::NotFound)
        .method_not_allowed_fallback(async || Fault::Method)
}

/// The endpoints outside `/api`.
pub fn outside() -> Router<App> {
    Router::new().route("/metrics", get(metrics::page))
}
