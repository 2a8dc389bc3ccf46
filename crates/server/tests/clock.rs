//! The server's clock is set while it runs, ahead and back: the order of events stays, nobody is signed out, and no deadline passes by a
//! time that has not come. How the engine lives with such clocks is shown by the simulator (`Kind::ServerClock`); this is the wiring.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;

use common::{NOON, Phone, Server};
use doorstep_domain::{
    Command, Entity, FeedbackId, Instant,
    feedback::FeedbackCommand,
    order::{Order, State},
    time::{DAY, MINUTE},
};
use doorstep_protocol::{Receipt, Row};
use doorstep_server::{
    demo::people::{DESK, MEMBER, RESIDENT},
    ticker,
};
use uuid::Uuid;

async fn write(phone: &mut Phone<'_>, count: u128) -> Receipt {
    let command = Command::Feedback(FeedbackCommand::Write {
        feedback: FeedbackId(Uuid::from_u128(0xfe00 + count)),
        community: "yy".into(),
        text: "路灯不亮".to_owned(),
    });
    let reply = phone.push(&command).await;
    reply.results[0].outcome.receipt().unwrap().clone()
}

async fn orders(phone: &mut Phone<'_>) -> Vec<Order> {
    let rows = phone.pull().await.rows;
    let mut orders: Vec<_> = rows
        .iter()
        .filter_map(Row::entity)
        .filter_map(|entity| match entity {
            Entity::Order(order) => Some(*order),
            _ => None,
        })
        .collect();
    orders.sort_by_key(|order| order.id);
    orders
}

/// What the ticker does each second.
async fn tick(server: &Server) -> bool {
    let moves = ticker::watch(&server.app).await.is_some();
    ticker::due(&server.app).await.unwrap();
    moves
}

async fn held(server: &Server) -> bool {
    server.phone().get("/api/health").await.json()["timers_held"] == true
}

#[tokio::test]
async fn set_ahead_it_judges_by_the_time_before_and_lets_no_deadline_pass() {
    let server = Server::demo();
    let (mut resident, mut desk) = (server.phone_of(&RESIDENT).await, server.phone_of(&DESK).await);
    assert!(tick(&server).await);
    let before = orders(&mut desk).await;
    assert!(before.iter().any(|order| order.state == State::AwaitingConfirm));

    // A month: more than any deadline, and more than the desk's twelve hours. Somebody writes before the ticker has looked.
    server.time.set(30 * DAY);
    let first = write(&mut resident, 1).await;
    assert_eq!(first.at, NOON);
    assert!(!tick(&server).await);
    assert!(held(&server).await);
    server.time.advance(MINUTE);
    assert!(!tick(&server).await);
    assert_eq!(
        orders(&mut desk).await,
        before,
        "nobody is signed out, and no deadline has passed"
    );
    assert_eq!(write(&mut resident, 2).await.at, NOON.plus(MINUTE));

    // Set right again: everything goes on where it was.
    server.time.set(-30 * DAY);
    assert!(tick(&server).await);
    assert!(!held(&server).await);
    let last = write(&mut resident, 3).await;
    assert_eq!(last.at, NOON.plus(MINUTE));
    assert_eq!(last.seq, first.seq + 2);
    server.time.advance(30 * DAY);
    assert!(tick(&server).await);
    let mut desk = server.phone_of(&DESK).await;
    assert_ne!(
        orders(&mut desk).await,
        before,
        "time that really passed lets deadlines pass"
    );
}

#[tokio::test]
async fn set_back_the_order_of_events_stays_and_nobody_is_signed_out() {
    let server = Server::demo();
    let (mut resident, mut member) = (server.phone_of(&RESIDENT).await, server.phone_of(&MEMBER).await);
    let mut told = vec![write(&mut resident, 1).await];
    for count in 2..5 {
        server.time.set(-DAY);
        server.time.advance(MINUTE);
        assert!(tick(&server).await);
        told.push(write(&mut resident, count).await);
    }
    assert!(told.is_sorted_by(|one, next| one.seq < next.seq));
    let times: Vec<Instant> = told.iter().map(|receipt| receipt.at).collect();
    assert!(times.is_sorted(), "{times:?}");
    assert!(!orders(&mut member).await.is_empty());
    // The limits count as ever: a window that lies in the future is none.
    for _ in 0..5 {
        server.time.set(-DAY);
        assert!(!orders(&mut member).await.is_empty());
    }
}
