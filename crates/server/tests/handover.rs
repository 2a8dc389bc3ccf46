//! What is carried for somebody else: evidence for one desk, on record, and never a command.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;

use common::{Phone, Server, act};
use doorstep_domain::{
    Entity, OrderId,
    order::{Act, Order, State},
};
use doorstep_protocol::{
    Envelope, Outcome, PushReply, PushRequest, Row,
    handover::{Evidence, HandedOver, PARCEL, Parcel},
    session::Device,
};
use doorstep_server::demo::{
    order_id,
    people::{DAUGHTER, DESK, MEMBER, MEMBER2, RESIDENT},
};
use serde_json::json;

/// Free, in the pool of everybody.
fn open() -> OrderId {
    order_id(9)
}

fn parcel(phone: &Phone<'_>, entries: &[Envelope]) -> serde_json::Value {
    serde_json::to_value(Parcel {
        parcel: PARCEL,
        author: phone.person,
        packed: doorstep_server::time::TimeSource::now(&*phone.server.time),
        entries: entries.to_vec(),
    })
    .unwrap()
}

async fn order(phone: &mut Phone<'_>, id: OrderId) -> Order {
    let rows = phone.pull().await.rows;
    let mut found = rows.iter().filter_map(Row::entity).filter_map(|entity| match entity {
        Entity::Order(order) if order.id == id => Some(*order),
        _ => None,
    });
    found.next().unwrap()
}

async fn evidence(desk: &mut Phone<'_>) -> Vec<Evidence> {
    desk.get("/api/handover/list").await.read()
}

#[tokio::test]
async fn carried_and_sent_is_done_once_and_the_desk_sees_that_it_arrived() {
    let server = Server::demo();
    let mut author = server.phone_of(&MEMBER).await;
    let mut carrier = server.phone_of(&MEMBER2).await;
    let mut desk = server.phone_of(&DESK).await;
    let entries = vec![author.envelope(&act(open(), "yy", Act::Accept { generation: 0 }))];
    let body = parcel(&author, &entries);
    let done: HandedOver = carrier.post("/api/handover", &body).await.read();
    assert_eq!((done.kept, done.known, done.arrived), (1, 0, 0));
    assert_eq!(
        order(&mut desk, open()).await.state,
        State::Open,
        "nothing was executed"
    );
    let again: HandedOver = carrier.post("/api/handover", &body).await.read();
    assert_eq!((again.kept, again.known), (0, 1), "the same parcel twice is one");
    let [piece] = <[Evidence; 1]>::try_from(evidence(&mut desk).await).unwrap();
    assert_eq!(
        (piece.author.as_str(), piece.carrier.as_deref()),
        (MEMBER.name, Some(MEMBER2.name))
    );
    assert_eq!((piece.what.as_str(), piece.order), ("accept", Some(open())));
    assert!(!piece.number.is_empty() && !piece.arrived && piece.read.is_empty());
    // The author has a line again.
    let request = PushRequest {
        actor: author.person,
        entries: entries.clone(),
    };
    let reply: PushReply = author
        .post("/api/push", &serde_json::to_value(&request).unwrap())
        .await
        .read();
    assert!(matches!(reply.results[0].outcome, Outcome::Applied { .. }), "{reply:?}");
    assert_eq!(order(&mut desk, open()).await.state, State::Accepted);
    assert!(evidence(&mut desk).await[0].arrived);
    let late: HandedOver = carrier.post("/api/handover", &body).await.read();
    assert_eq!((late.kept, late.arrived), (0, 1));
    assert_eq!(evidence(&mut desk).await.len(), 1);
}

#[tokio::test]
async fn the_desk_of_that_community_reads_it_and_on_record() {
    let server = Server::demo();
    let mut author = server.phone_of(&MEMBER).await;
    let mut carrier = server.phone_of(&MEMBER2).await;
    let entries = vec![author.envelope(&act(open(), "yy", Act::Arrive))];
    carrier
        .post("/api/handover", &parcel(&author, &entries))
        .await
        .read::<HandedOver>();
    let wish = json!({ "command_id": entries[0].command_id });
    for stranger in [&MEMBER, &MEMBER2, &RESIDENT] {
        let mut stranger = server.phone_of(stranger).await;
        assert_eq!(
            stranger.get("/api/handover/list").await.refusal(),
            (403, "forbidden".into())
        );
        assert_eq!(stranger.post("/api/handover/read", &wish).await.status, 404);
    }
    let mut desk = server.phone_of(&DESK).await;
    let envelope: Envelope = desk.post("/api/handover/read", &wish).await.read();
    assert_eq!(envelope.command_id, entries[0].command_id);
    assert_eq!(envelope.command(), entries[0].command());
    let looks = &evidence(&mut desk).await[0].read;
    assert_eq!(looks.iter().map(|l| l.by.as_str()).collect::<Vec<_>>(), [DESK.name]);
}

#[tokio::test]
async fn who_serves_nobody_there_carries_nothing_and_a_forged_author_is_left_out() {
    let server = Server::demo();
    let mut author = server.phone_of(&MEMBER).await;
    let entries = vec![author.envelope(&act(open(), "yy", Act::Arrive))];
    let body = parcel(&author, &entries);
    for stranger in [&RESIDENT, &DAUGHTER] {
        let mut stranger = server.phone_of(stranger).await;
        assert_eq!(
            stranger.post("/api/handover", &body).await.refusal(),
            (403, "forbidden".into())
        );
    }
    let elsewhere = vec![author.envelope(&act(open(), "nowhere", Act::Arrive))];
    let mut carrier = server.phone_of(&MEMBER2).await;
    let refused = carrier.post("/api/handover", &parcel(&author, &elsewhere)).await;
    assert_eq!(refused.refusal(), (403, "forbidden".into()));
    let mut forged = body.clone();
    forged["author"] = json!(RESIDENT.id());
    let done: HandedOver = carrier.post("/api/handover", &forged).await.read();
    assert_eq!(done, HandedOver::default());
    let mut later = body;
    later["parcel"] = json!(2);
    assert_eq!(carrier.post("/api/handover", &later).await.status, 400);
    let mut desk = server.phone_of(&DESK).await;
    assert!(evidence(&mut desk).await.is_empty());
}

#[tokio::test]
async fn the_outbox_of_a_device_that_was_signed_out_is_on_the_same_list() {
    let server = Server::demo();
    let mut lost = server.phone_of(&MEMBER).await;
    let mut own = server.phone_of(&MEMBER).await;
    let entries = vec![lost.envelope(&act(open(), "yy", Act::Arrive))];
    let devices: Vec<Device> = own.get("/api/session/devices").await.read();
    let other = devices.iter().find(|d| !d.this).unwrap();
    own.post("/api/session/devices/end", &json!({ "device": other.id }))
        .await;
    let sealed = serde_json::to_value(json!({ "entries": entries })).unwrap();
    assert_eq!(lost.post("/api/quarantine", &sealed).await.status, 204);
    let mut desk = server.phone_of(&DESK).await;
    let [piece] = <[Evidence; 1]>::try_from(evidence(&mut desk).await).unwrap();
    assert_eq!((piece.author.as_str(), piece.carrier), (MEMBER.name, None));
    assert_eq!(order(&mut desk, open()).await.state, State::Open);
}
