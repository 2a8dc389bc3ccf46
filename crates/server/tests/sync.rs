//! Push, pull and feed together; contacts revealed at the desk.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;

use axum::body::Body;
use common::{Server, act};
use doorstep_domain::{
    Entity,
    order::{Act, State, Step, Why},
};
use doorstep_protocol::{Outcome, feed::FeedEvent, session::Revealed};
use doorstep_server::demo::{
    order_id,
    people::{DESK, FENG, MEMBER, RESIDENT},
};
use http_body_util::BodyExt as _;
use serde_json::json;
use tower::ServiceExt as _;

async fn next(body: &mut Body) -> Option<FeedEvent> {
    loop {
        let frame = body.frame().await?.unwrap();
        let text = String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap();
        if let Some(data) = text.strip_prefix("data: ") {
            return Some(serde_json::from_str(data.trim()).unwrap());
        }
    }
}

async fn listen(server: &Server, phone: &common::Phone<'_>) -> Body {
    let path = format!("/api/feed?slot=0&actor={}", phone.person);
    let request = phone.request("GET", &path, Body::empty());
    let response = server.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    response.into_body()
}

#[tokio::test]
async fn one_takes_it_and_the_other_hears_of_it() {
    let server = Server::demo();
    let mut member = server.phone_of(&MEMBER).await;
    let mut resident = server.phone_of(&FENG).await;
    let mut feed = listen(&server, &resident).await;
    let hello = next(&mut feed).await.unwrap();
    assert!(matches!(hello, FeedEvent::Hello { epoch, .. } if epoch == server.app.epoch()));
    let order = order_id(9);
    let reply = member.push(&act(order, "yy", Act::Accept { generation: 0 })).await;
    assert!(matches!(reply.results[0].outcome, Outcome::Applied { .. }), "{reply:?}");
    assert_eq!(next(&mut feed).await, Some(FeedEvent::News));
    let rows = resident.pull().await.rows;
    let seen = rows
        .iter()
        .filter_map(doorstep_protocol::Row::entity)
        .find_map(|entity| match entity {
            Entity::Order(found) if found.id == order => Some(found),
            _ => None,
        });
    let seen = seen.unwrap();
    assert_eq!(seen.state, State::Accepted);
    let card = seen.holders[0].card.get().unwrap();
    assert_eq!(card.name, MEMBER.name);
}

#[tokio::test]
async fn a_feed_ends_when_its_device_is_signed_out() {
    let server = Server::demo();
    let lost = server.phone_of(&RESIDENT).await;
    let mut own = server.phone_of(&RESIDENT).await;
    let mut feed = listen(&server, &lost).await;
    next(&mut feed).await;
    let devices = own.get("/api/session/devices").await.json();
    let other = devices.as_array().unwrap().iter().find(|d| d["this"] == false).unwrap();
    own.post("/api/session/devices/end", &json!({ "device": other["id"] }))
        .await;
    assert_eq!(next(&mut feed).await, Some(FeedEvent::Session));
    assert_eq!(next(&mut feed).await, None);
    drop(feed);
    assert_eq!(server.app.hub.count(), 0);
}

#[tokio::test]
async fn feeds_end_when_the_server_does() {
    let server = Server::demo();
    let phone = server.phone_of(&RESIDENT).await;
    let mut feed = listen(&server, &phone).await;
    next(&mut feed).await;
    server.app.ending.send_replace(true);
    assert_eq!(next(&mut feed).await, None);
}

#[tokio::test]
async fn the_desk_sees_contacts_one_by_one_and_on_record() {
    let server = Server::demo();
    let mut desk = server.phone_of(&DESK).await;
    let order = order_id(3);
    let wish = json!({ "community": "yy", "order": order, "why": Why::NotReachable });
    let revealed: Revealed = desk.post("/api/reveal", &wish).await.read();
    assert_eq!(revealed.phone, RESIDENT.phone());
    assert_eq!(revealed.door, "2单元 301室");
    // The member who holds it has no desk; a stranger learns not even that it exists.
    let mut member = server.phone_of(&MEMBER).await;
    assert_eq!(member.post("/api/reveal", &wish).await.refusal().0, 409);
    assert_eq!(
        server.phone().post("/api/reveal", &wish).await.refusal(),
        (401, "reauth".into())
    );
    let rows = server.phone_of(&RESIDENT).await.pull().await.rows;
    let trail = rows
        .iter()
        .filter_map(doorstep_protocol::Row::entity)
        .find_map(|entity| match entity {
            Entity::Order(found) if found.id == order => Some(found.trail),
            _ => None,
        });
    let looks: Vec<_> = trail
        .unwrap()
        .into_iter()
        .filter(|e| e.step == Step::Revealed)
        .collect();
    assert_eq!(looks.len(), 1, "one look, one line, and the refused ones leave none");
}
