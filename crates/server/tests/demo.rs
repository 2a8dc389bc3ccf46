//! The demo: whole at any hour, put back at a tap, apart from real data.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;

use std::collections::BTreeSet;

use common::{NOON, Server, act};
use doorstep_authority::Storage;
use doorstep_domain::{
    Entity, Instant, Key,
    entity::Partition,
    order::{Act, Order, Outcome, State, Step},
    time::{HOUR, MINUTE},
};
use doorstep_protocol::session::SignedIn;
use doorstep_server::{
    app::World,
    data_dir::Home,
    demo::{
        self, order_id,
        people::{DESK, MEMBER, PEOPLE, RESIDENT},
    },
};
use serde_json::json;

fn orders(world: &World) -> Vec<Order> {
    let mut found = Vec::new();
    for partition in world.store().read(|txn| txn.partitions()).unwrap() {
        for n in 1..=60 {
            if let Some(Entity::Order(order)) = world.entity(&partition, &Key::order(order_id(n))).unwrap() {
                found.push(*order);
            }
        }
    }
    found
}

fn states(world: &World) -> BTreeSet<State> {
    orders(world).into_iter().map(|order| order.state).collect()
}

/// Every state the server knows; a draft is on the phone that writes it.
fn all() -> BTreeSet<State> {
    State::ALL.into_iter().filter(|state| *state != State::Draft).collect()
}

#[test]
fn at_every_half_hour_there_is_an_order_in_every_state_and_nothing_is_due() {
    for half in 0..48 {
        let start = NOON.plus(half * 30 * MINUTE + 7 * MINUTE);
        let world = Home::memory().world(start).unwrap();
        demo::seed(&world, start).unwrap();
        assert_eq!(states(&world), all(), "{half}");
        let (touched, _) = world.run_due(start.plus(MINUTE)).unwrap();
        assert_eq!(touched, BTreeSet::new(), "{half}");
    }
}

#[test]
fn the_stories_of_the_desk_are_there() {
    let world = Home::memory().world(NOON).unwrap();
    demo::seed(&world, NOON).unwrap();
    let orders = orders(&world);
    let any = |test: fn(&Order) -> bool| orders.iter().any(test);
    for outcome in [Outcome::Solved, Outcome::Partly, Outcome::Unsolved] {
        assert!(
            orders
                .iter()
                .any(|o| o.state == State::Closed && o.outcome() == Some(outcome)),
            "{outcome:?}"
        );
    }
    assert!(any(|o| !o.standby.is_empty()));
    assert!(any(|o| o.slot_ask.is_some()));
    assert!(any(|o| o.suspension.is_some()));
    assert!(any(|o| o.contest.as_ref().is_some_and(|c| !c.settled)));
    assert!(any(|o| o.reopened == 1 && o.state == State::Open));
    assert!(
        any(|o| o.overdue && o.state == State::Open),
        "somebody has to be called"
    );
    assert!(any(
        |o| o.state == State::Open && o.trail.iter().any(|e| e.step == Step::OfferDeclined)
    ));
    assert!(any(|o| o.handover.is_some()));
    assert!(any(|o| o.still_there_asked && o.state == State::InService));
    let sad = |o: &&Order| {
        matches!(
            o.state,
            State::Declined | State::Cancelled | State::Suspended | State::Referred
        ) || o.contest.is_some()
            || o.reopened > 0
            || o.outcome().is_some_and(|outcome| outcome != Outcome::Solved)
    };
    assert!(
        orders.iter().filter(sad).all(|o| o.community.as_str() == "sl"),
        "only in the sample community"
    );
}

#[tokio::test]
async fn the_people_can_be_become_and_are_listed() {
    let server = Server::demo();
    let mut phone = server.phone();
    let listed = phone.get("/api/demo/people").await.json();
    assert_eq!(listed.as_array().unwrap().len(), PEOPLE.len());
    for person in listed.as_array().unwrap() {
        let signed: SignedIn = phone.post("/api/demo", &json!({ "who": person["who"] })).await.read();
        assert_eq!(json!(signed.person), person["person"]);
        assert!(signed.demo);
    }
    assert_eq!(
        phone.post("/api/demo", &json!({ "who": "nobody" })).await.refusal(),
        (404, "not_found".into())
    );
}

#[tokio::test]
async fn without_demo_there_are_no_demo_people() {
    let server = Server::empty();
    let mut phone = server.phone();
    assert_eq!(
        phone.post("/api/demo", &json!({ "who": "desk" })).await.refusal(),
        (404, "not_found".into())
    );
    assert_eq!(
        phone.post("/api/demo/reset", &json!({})).await.refusal(),
        (404, "not_found".into())
    );
    assert_eq!(phone.get("/api/demo/people").await.refusal(), (404, "not_found".into()));
}

#[tokio::test]
async fn a_demo_that_was_put_back_asks_nobody_to_bring_anything_again() {
    let server = Server::demo();
    let mut member = server.phone_of(&MEMBER).await;
    let cursor = member.pull().await.cursor;
    demo::reset(&server.app).await.unwrap();
    let epoch = server.app.epoch();
    let body = json!({ "schema": 1, "actor": member.person, "limit": 500, "cursor": cursor });
    let page: doorstep_protocol::PullReply = member.post("/api/pull", &body).await.read();
    assert!(page.reset && page.stamp.epoch == epoch);
    let health = member.get("/api/health").await.json();
    assert_eq!(
        (&health["recovering_until"], health["epoch"].as_str()),
        (&json!(null), Some(&*epoch))
    );
    let taken = member
        .push(&act(order_id(9), "yy", Act::Accept { generation: 0 }))
        .await;
    assert_eq!(taken.results[0].outcome.word(), "applied");
}

#[tokio::test]
async fn a_reset_puts_everything_back_under_a_new_epoch_and_keeps_people_signed_in() {
    let server = Server::demo();
    let mut member = server.phone_of(&MEMBER).await;
    member
        .push(&act(order_id(9), "yy", Act::Accept { generation: 0 }))
        .await;
    let state = || async {
        server
            .app
            .with(|world, _| {
                let partition = Partition::Community("yy".into()).name();
                match world.entity(&partition, &Key::order(order_id(9)))? {
                    Some(Entity::Order(order)) => Ok(order.state),
                    other => panic!("{other:?}"),
                }
            })
            .await
            .unwrap()
    };
    assert_eq!(state().await, State::Accepted);
    let before = server.app.epoch();
    server.time.advance(3 * HOUR);
    assert_eq!(server.phone().post("/api/demo/reset", &json!({})).await.status, 204);
    assert_ne!(server.app.epoch(), before);
    assert_eq!(state().await, State::Open);
    assert_eq!(member.get("/api/session").await.read::<SignedIn>().person, MEMBER.id());
}

#[tokio::test]
async fn a_reset_removes_the_files_and_works_again_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::open(folder.path()).unwrap();
    let world = home.world(NOON).unwrap();
    demo::admit(&world, true, NOON).unwrap();
    let config = doorstep_server::app::Config {
        demo: true,
        ..Default::default()
    };
    let time = std::sync::Arc::new(doorstep_server::time::Hand::at(NOON));
    let assets = doorstep_server::assets::Assets::Folder("nowhere".into());
    let app = doorstep_server::app::App::new(world, home, config, time, assets);
    let mut epochs = BTreeSet::from([app.epoch()]);
    for _ in 0..2 {
        demo::reset(&app).await.unwrap();
        epochs.insert(app.epoch());
        assert_eq!(app.with(|world, _| Ok(states(world))).await.unwrap(), all());
    }
    assert_eq!(epochs.len(), 3);
}

#[test]
fn invented_and_real_data_never_mix() {
    let home = Home::memory();
    let world = home.world(NOON).unwrap();
    demo::admit(&world, true, NOON).unwrap();
    demo::admit(&world, true, Instant(NOON.0 + 1)).unwrap();
    assert!(demo::admit(&world, false, NOON).is_err());
    let real = Home::memory().world(NOON).unwrap();
    demo::admit(&real, false, NOON).unwrap();
    let community = doorstep_server::session::setup::code(&real, NOON).unwrap();
    assert!(community.is_some());
    let person = world.entity("city", &Key::person(RESIDENT.id())).unwrap();
    real.install(person.unwrap(), NOON).unwrap();
    assert!(demo::admit(&real, true, NOON).is_err());
}

#[tokio::test]
async fn the_start_page_opens_each_person_on_their_own_host() {
    let server = Server::demo();
    let phone = server.phone();
    let page = |host: &'static str| {
        let mut request = phone.request("GET", "/demo", axum::body::Body::empty());
        request.headers_mut().insert("host", host.parse().unwrap());
        async { String::from_utf8(server.send(request).await.body).unwrap() }
    };
    let local = page("localhost:8080").await;
    assert!(local.contains("href=\"http://resident.localhost:8080/#demo=resident\""));
    assert!(local.contains("target=\"doorstep-desk\"") && local.contains(DESK.name));
    assert!(local.contains("演示数据 · 人物与数字均为虚构") && local.contains("data-secure=\"yes\""));
    let lan = page("192.168.1.5:8080").await;
    assert!(lan.contains("href=\"/#demo=resident&amp;slot=0\"") && lan.contains("data-secure=\"no\""));
    let forged = page("x\"><script>").await;
    assert!(!forged.contains("<script>"));
}
