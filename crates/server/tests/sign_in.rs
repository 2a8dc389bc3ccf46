//! Set-up, invitations, passwords and cards.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;

use common::{Server, card, redeem, secret};
use doorstep_domain::time::{DAY, MINUTE};
use doorstep_protocol::session::{Card, SignedIn, Transfer};
use doorstep_server::demo::people::{DESK, HE, LIN, MEMBER, OPERATOR, RESIDENT, SECRETARY};
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
async fn a_colleague_is_invited_and_a_forgotten_password_is_replaced() {
    let server = Server::demo();
    let mut secretary = server.phone_of(&SECRETARY).await;
    let wish = json!({ "person": DESK.id() });
    let mut account = set_up("");
    for (password, name) in [("窗口三点半喝茶去", "desk1"), ("柜台四点半也喝茶", "desk1")] {
        let old: Transfer = secretary.post("/api/session/invite", &wish).await.read();
        let invited: Transfer = secretary.post("/api/session/invite", &wish).await.read();
        account["account"] = name.into();
        account["password"] = password.into();
        account["code"] = old.code.into();
        let void = server.phone().post("/api/session/setup", &account).await;
        assert_eq!(void.refusal(), (401, "refused".into()));
        account["code"] = invited.code.into();
        let signed: SignedIn = server.phone().post("/api/session/setup", &account).await.read();
        assert_eq!((signed.person, signed.name.as_str()), (DESK.id(), DESK.name));
        let again = server.phone().post("/api/session/setup", &account).await;
        assert_eq!(again.refusal(), (401, "refused".into()));
    }
    let mut phone = server.phone();
    let forgotten = phone
        .post("/api/session/password", &self::password("desk1", "窗口三点半喝茶去"))
        .await;
    assert_eq!(forgotten.refusal(), (401, "refused".into()));
    phone
        .post("/api/session/password", &self::password("desk1", "柜台四点半也喝茶"))
        .await
        .read::<SignedIn>();
    // The name is taken for everybody else.
    let operator = server
        .phone_of(&OPERATOR)
        .await
        .post("/api/session/invite", &json!({ "person": SECRETARY.id() }))
        .await;
    account["code"] = operator.read::<Transfer>().code.into();
    assert_eq!(
        server.phone().post("/api/session/setup", &account).await.refusal(),
        (409, "field".into())
    );
}

#[tokio::test]
async fn invitations_come_from_above_and_only_for_those_at_a_desk() {
    let server = Server::demo();
    let wish = |person: &doorstep_server::demo::people::DemoPerson| json!({ "person": person.id() });
    let mut desk = server.phone_of(&DESK).await;
    assert_eq!(
        desk.post("/api/session/invite", &wish(&DESK)).await.refusal(),
        (403, "forbidden".into())
    );
    let mut secretary = server.phone_of(&SECRETARY).await;
    for above in [&OPERATOR, &RESIDENT] {
        assert_eq!(
            secretary.post("/api/session/invite", &wish(above)).await.refusal().0,
            403
        );
    }
    let mut operator = server.phone_of(&OPERATOR).await;
    assert_eq!(
        operator.post("/api/session/invite", &wish(&RESIDENT)).await.refusal(),
        (409, "rejected".into())
    );
    let late: Transfer = operator.post("/api/session/invite", &wish(&DESK)).await.read();
    server.time.advance(DAY);
    assert_eq!(
        server
            .phone()
            .post("/api/session/setup", &set_up(&late.code))
            .await
            .refusal()
            .0,
        401
    );
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
