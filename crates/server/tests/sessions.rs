//! Transfer codes, devices, and how sessions end.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;

use common::{Server, card, redeem};
use doorstep_domain::time::{DAY, HOUR, MINUTE};
use doorstep_protocol::session::{Device, SignedIn, Transfer};
use doorstep_server::demo::people::{DAUGHTER, DESK, MEMBER, RESIDENT};
use serde_json::json;

#[tokio::test]
async fn a_transfer_code_opens_one_other_browser_within_ten_minutes() {
    let server = Server::demo();
    let mut wechat = server.phone_of(&RESIDENT).await;
    let transfer: Transfer = wechat.post("/api/session/transfer", &json!({})).await.read();
    assert!(transfer.url.starts_with("http://resident.localhost:8080/join#"));
    let mut browser = server.phone();
    let signed: SignedIn = redeem(&mut browser, &transfer.code).await.read();
    assert_eq!(signed.person, RESIDENT.id());
    assert_eq!(
        redeem(&mut server.phone(), &transfer.code).await.refusal(),
        (401, "refused".into())
    );
    let late: Transfer = wechat.post("/api/session/transfer", &json!({})).await.read();
    server.time.advance(10 * MINUTE);
    assert_eq!(
        redeem(&mut server.phone(), &late.code).await.refusal(),
        (401, "refused".into())
    );
}

#[tokio::test]
async fn a_transferred_desk_session_ends_with_the_first() {
    let server = Server::demo();
    let mut desk = server.phone_of(&DESK).await;
    server.time.advance(8 * HOUR);
    let transfer: Transfer = desk.post("/api/session/transfer", &json!({})).await.read();
    let mut other = server.phone();
    redeem(&mut other, &transfer.code).await.read::<SignedIn>();
    server.time.advance(4 * HOUR);
    assert_eq!(desk.get("/api/session").await.refusal(), (401, "reauth".into()));
    assert_eq!(other.get("/api/session").await.refusal(), (401, "reauth".into()));
}

#[tokio::test]
async fn a_device_that_was_signed_out_hears_revoked_and_may_leave_its_outbox_once() {
    let server = Server::demo();
    let mut lost = server.phone_of(&RESIDENT).await;
    let mut own = server.phone_of(&RESIDENT).await;
    let sealed = json!({ "sealed": [1, 2, 3] });
    assert_eq!(
        lost.post("/api/quarantine", &sealed).await.refusal(),
        (403, "forbidden".into())
    );
    let devices: Vec<Device> = own.get("/api/session/devices").await.read();
    assert_eq!(devices.len(), 2);
    let other = devices.iter().find(|d| !d.this).unwrap();
    let ended = own
        .post("/api/session/devices/end", &json!({ "device": other.id }))
        .await;
    assert_eq!(ended.status, 204);
    assert_eq!(lost.get("/api/session").await.refusal(), (401, "revoked".into()));
    assert_eq!(own.get("/api/session/devices").await.read::<Vec<Device>>().len(), 1);
    assert_eq!(lost.post("/api/quarantine", &sealed).await.status, 204);
    assert_eq!(
        lost.post("/api/quarantine", &sealed).await.refusal(),
        (409, "again".into())
    );
    server.time.advance(300 * DAY);
    assert_eq!(lost.get("/api/session").await.refusal(), (401, "revoked".into()));
}

#[tokio::test]
async fn the_desk_ends_a_lost_phone_and_strangers_can_not() {
    let server = Server::demo();
    let mut lost = server.phone_of(&RESIDENT).await;
    let path = format!("/api/session/devices?person={}", RESIDENT.id());
    for stranger in [&MEMBER, &DAUGHTER] {
        assert_eq!(
            server.phone_of(stranger).await.get(&path).await.refusal(),
            (403, "forbidden".into())
        );
    }
    let mut desk = server.phone_of(&DESK).await;
    let devices: Vec<Device> = desk.get(&path).await.read();
    let end = json!({ "device": devices[0].id, "person": RESIDENT.id() });
    assert_eq!(
        server
            .phone_of(&MEMBER)
            .await
            .post("/api/session/devices/end", &end)
            .await
            .refusal()
            .0,
        403
    );
    assert_eq!(desk.post("/api/session/devices/end", &end).await.status, 204);
    assert_eq!(lost.get("/api/session").await.refusal(), (401, "revoked".into()));
}

#[tokio::test]
async fn signing_out_forgets_and_never_revokes() {
    let server = Server::demo();
    let mut phone = server.phone_of(&RESIDENT).await;
    let before = phone.cookie.clone();
    let answer = phone.post("/api/session/out", &json!({})).await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    phone.cookie = before;
    assert_eq!(phone.get("/api/session").await.refusal(), (401, "reauth".into()));
}

#[tokio::test]
async fn residents_slide_half_a_year_members_a_month_and_the_desk_ends_after_twelve_hours() {
    let server = Server::demo();
    let mut resident = server.phone_of(&RESIDENT).await;
    let mut member = server.phone_of(&MEMBER).await;
    let mut desk = server.phone_of(&DESK).await;
    server.time.advance(11 * HOUR);
    assert_eq!(desk.get("/api/session").await.status, 200);
    server.time.advance(HOUR);
    assert_eq!(desk.get("/api/session").await.refusal(), (401, "reauth".into()));
    for _ in 0..5 {
        server.time.advance(29 * DAY);
        assert_eq!(member.get("/api/session").await.status, 200);
    }
    server.time.advance(30 * DAY);
    assert_eq!(member.get("/api/session").await.refusal(), (401, "reauth".into()));
    assert_eq!(resident.get("/api/session").await.status, 200);
    server.time.advance(181 * DAY);
    assert_eq!(resident.get("/api/session").await.refusal(), (401, "reauth".into()));
}

#[tokio::test]
async fn over_plain_http_on_a_network_address_sign_in_says_why_not() {
    let server = Server::demo();
    let phone = server.phone();
    let mut request = phone.request("POST", "/api/demo", r#"{"who":"resident"}"#.into());
    request
        .headers_mut()
        .insert("host", "192.168.1.5:8080".parse().unwrap());
    let answer = server.send(request).await;
    assert_eq!(answer.refusal(), (403, "insecure".into()));
    assert!(answer.json()["message"].as_str().unwrap().contains("https"));
}

#[tokio::test]
async fn what_ended_is_cleaned_up_and_what_slid_on_is_not() {
    let server = Server::demo();
    card(&server).await;
    let mut member = server.phone_of(&MEMBER).await;
    let clean = || {
        server
            .app
            .with(|world, now| Ok(doorstep_server::session::book::clean(world, now)?))
    };
    let count = |space: &'static str, person: String| {
        server.app.with(move |world, _| {
            use doorstep_authority::Storage as _;
            Ok(world.store().read(|txn| txn.records_of(space, &person))?.len())
        })
    };
    clean().await.unwrap();
    for _ in 0..4 {
        server.time.advance(20 * DAY);
        assert_eq!(member.get("/api/session").await.status, 200);
        clean().await.unwrap();
    }
    assert_eq!(count("card", RESIDENT.id().to_string()).await.unwrap(), 0);
    assert_eq!(count("session", MEMBER.id().to_string()).await.unwrap(), 1);
    server.time.advance(40 * DAY);
    clean().await.unwrap();
    assert_eq!(count("session", MEMBER.id().to_string()).await.unwrap(), 0);
}
