//! Set-up, passwords, cards, transfer codes, devices, and how sessions end.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;

use common::{Phone, Server};
use doorstep_domain::time::{DAY, HOUR, MINUTE};
use doorstep_protocol::session::{Card, Device, SignedIn, Transfer};
use doorstep_server::demo::people::{DAUGHTER, DESK, HE, LIN, MEMBER, RESIDENT, SECRETARY};
use futures_util::future::join_all;
use serde_json::{Value, json};

fn set_up(code: &str) -> Value {
    json!({
        "code": code, "account": "Zheng", "password": "窗口三点半喝茶去", "name": "郑示例", "community": "jmk",
        "community_name": "示例社区", "community_phone": "000 9190 0009", "device": "Chrome",
    })
}

fn password(account: &str, password: &str) -> Value {
    json!({ "account": account, "password": password, "device": "Chrome" })
}

async fn redeem(phone: &mut Phone<'_>, secret: &str) -> common::Answer {
    phone
        .post("/api/session/card", &json!({ "secret": secret, "device": "微信" }))
        .await
}

async fn card(server: &Server) -> Card {
    let mut desk = server.phone_of(&DESK).await;
    desk.post("/api/card", &json!({ "person": RESIDENT.id() })).await.read()
}

fn secret(card: &Card) -> String {
    card.url.split('#').nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn the_set_up_code_makes_one_account_and_no_more() {
    let server = Server::empty();
    let code = server.code.clone().unwrap();
    let mut phone = server.phone();
    let wrong = phone
        .post("/api/session/setup", &set_up("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE"))
        .await;
    assert_eq!(wrong.refusal(), (401, "refused".into()));
    let mut weak = set_up(&code);
    weak["password"] = "12345678".into();
    assert_eq!(
        phone.post("/api/session/setup", &weak).await.refusal(),
        (409, "field".into())
    );
    let signed: SignedIn = phone
        .post("/api/session/setup", &set_up(&code.to_lowercase()))
        .await
        .read();
    assert_eq!(signed.name, "郑示例");
    let mut other = server.phone();
    assert_eq!(
        other.post("/api/session/setup", &set_up(&code)).await.refusal(),
        (401, "refused".into())
    );
    let again: SignedIn = other
        .post("/api/session/password", &password("zheng ", "窗口三点半喝茶去"))
        .await
        .read();
    assert_eq!(again.person, signed.person);
}

#[tokio::test]
async fn wrong_passwords_look_like_unknown_accounts_and_the_sixth_waits() {
    let server = Server::empty();
    let code = server.code.clone().unwrap();
    server.phone().post("/api/session/setup", &set_up(&code)).await;
    let mut phone = server.phone();
    let wrong = phone
        .post("/api/session/password", &password("zheng", "wrong one"))
        .await;
    let unknown = phone
        .post("/api/session/password", &password("nobody", "wrong one"))
        .await;
    assert_eq!((wrong.status, wrong.json()), (unknown.status, unknown.json()));
    for _ in 0..4 {
        phone
            .post("/api/session/password", &password("zheng", "wrong one"))
            .await;
    }
    let right = password("zheng", "窗口三点半喝茶去");
    assert_eq!(
        phone.post("/api/session/password", &right).await.refusal(),
        (429, "too_many".into())
    );
    server.time.advance(15 * MINUTE);
    phone.post("/api/session/password", &right).await.read::<SignedIn>();
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let server = Server::demo();
    let mut phone = server.phone();
    phone.slot = 3;
    let answer = phone.post("/api/demo", &json!({ "who": "resident" })).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-ds3="));
    for flag in ["; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    assert_eq!(phone.get("/api/session").await.read::<SignedIn>().person, RESIDENT.id());
    phone.slot = 4;
    assert_eq!(phone.get("/api/session").await.refusal(), (401, "reauth".into()));
}

#[tokio::test]
async fn a_card_signs_in_three_times_and_looking_at_it_costs_nothing() {
    let server = Server::demo();
    let card = card(&server).await;
    assert_eq!((card.name.as_str(), card.activations), ("王示例", 3));
    let page = server.phone().get("/join").await;
    assert_eq!(page.status, 200);
    for typed in [secret(&card), card.code.to_lowercase(), card.code.replace('-', " ")] {
        let signed: SignedIn = redeem(&mut server.phone(), &typed).await.read();
        assert_eq!(signed.person, RESIDENT.id());
    }
    for spent in [secret(&card), card.code.clone()] {
        assert_eq!(
            redeem(&mut server.phone(), &spent).await.refusal(),
            (401, "refused".into())
        );
    }
}

#[tokio::test]
async fn a_card_ends_after_thirty_days_and_a_new_one_voids_it() {
    let server = Server::demo();
    let first = card(&server).await;
    let second = card(&server).await;
    assert_eq!(redeem(&mut server.phone(), &secret(&first)).await.refusal().0, 401);
    assert_eq!(redeem(&mut server.phone(), &first.code).await.refusal().0, 401);
    redeem(&mut server.phone(), &secret(&second)).await.read::<SignedIn>();
    server.time.advance(30 * DAY);
    assert_eq!(redeem(&mut server.phone(), &secret(&second)).await.refusal().0, 401);
}

#[tokio::test]
async fn the_fifth_wrong_code_locks_that_card_and_no_other() {
    let server = Server::demo();
    let card = card(&server).await;
    // Same first four characters, another proof, and a check character that fits.
    let wrong: Vec<String> = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        .chars()
        .flat_map(|a| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().map(move |b| (a, b)))
        .map(|(a, b)| {
            format!(
                "{}{a}{}{b}",
                &card.code[..4],
                card.code[5..].replace('-', "").get(..4).unwrap()
            )
        })
        .filter(|code| {
            *code != card.code.replace('-', "") && doorstep_server::session::code::Code::parse(code).is_some()
        })
        .take(5)
        .collect();
    assert_eq!(wrong.len(), 5);
    for code in &wrong {
        assert_eq!(
            redeem(&mut server.phone(), code).await.refusal(),
            (401, "refused".into())
        );
    }
    assert_eq!(
        redeem(&mut server.phone(), &card.code).await.refusal(),
        (401, "refused".into())
    );
    // What is in the QR can't be guessed, so it still works.
    redeem(&mut server.phone(), &secret(&card)).await.read::<SignedIn>();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_at_once_exactly_three_get_in() {
    for scanned in [true, false] {
        let server = Server::demo();
        let card = card(&server).await;
        let typed = if scanned { secret(&card) } else { card.code };
        let tries = (0..50).map(|_| async { redeem(&mut server.phone(), &typed).await.status.as_u16() });
        let answers = join_all(tries).await;
        assert_eq!(
            answers.iter().filter(|status| **status == 200).count(),
            3,
            "{answers:?}"
        );
        assert_eq!(
            answers.iter().filter(|status| **status == 401).count(),
            47,
            "{answers:?}"
        );
    }
}

#[tokio::test]
async fn only_the_persons_own_desk_prints_and_nobody_prints_one_for_a_desk() {
    let server = Server::demo();
    let ask = |person: &doorstep_server::demo::people::DemoPerson| json!({ "person": person.id() });
    let mut member = server.phone_of(&MEMBER).await;
    assert_eq!(
        member.post("/api/card", &ask(&RESIDENT)).await.refusal(),
        (403, "forbidden".into())
    );
    let mut desk = server.phone_of(&DESK).await;
    // 崖尧村 has no desk here.
    assert_eq!(
        desk.post("/api/card", &ask(&LIN)).await.refusal(),
        (403, "forbidden".into())
    );
    assert_eq!(
        desk.post("/api/card", &ask(&SECRETARY)).await.refusal(),
        (409, "rejected".into())
    );
    desk.post("/api/card", &ask(&MEMBER)).await.read::<Card>();
    desk.post("/api/card", &ask(&HE)).await.read::<Card>();
}

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
    assert_eq!(lost.post("/api/quarantine", &sealed).await.status, 201);
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
