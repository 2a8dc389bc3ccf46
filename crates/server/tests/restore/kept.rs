//! What was taken away stays away, whatever the backup holds.

use doorstep_domain::{
    Command,
    order::Act,
    person::{Consent, PersonCommand},
};
use doorstep_server::{
    app::Config,
    backup::make::backup,
    demo::people::{DESK, MEMBER, RESIDENT},
};
use serde_json::json;

use super::town::{HEALTH, START, later, place, restored, serve, serve_as, ticks};
use crate::common::{act, card, pocket::Pocket, redeem, secret};

fn holds(path: &std::path::Path, word: &str) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default();
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[tokio::test]
async fn devices_consents_and_codes_stay_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("backup"));
    let server = serve(&data, START);
    let mut phone = Pocket::of(&server, &RESIDENT).await;
    phone.sync(&server).await;
    place(&server, &mut phone, START);
    phone.sync(&server).await;
    let lost = server.phone_of(&MEMBER).await.cookie;
    let out = server.phone_of(&MEMBER).await.cookie;
    let stays = server.phone_of(&MEMBER).await.cookie;
    let card = card(&server).await;
    let mut desk = server.phone_of(&DESK).await;
    let transfer = desk.post("/api/session/transfer", &json!({})).await.json()["code"].clone();
    backup(&data, &file, None).unwrap();
    assert!(holds(&file, HEALTH), "the backup has what was there then");

    // After the backup: a phone is lost, another one signs out, a consent is withdrawn.
    later(&server, 5);
    let mut own = server.phone();
    own.cookie.clone_from(&stays);
    let devices = own.get("/api/session/devices").await.json();
    let handle = {
        let mut theirs = server.phone();
        theirs.cookie.clone_from(&lost);
        let listed = theirs.get("/api/session/devices").await.json();
        let this = listed.as_array().unwrap().iter().find(|d| d["this"] == true).unwrap();
        this["id"].clone()
    };
    assert_eq!(devices.as_array().unwrap().len(), 3);
    own.post("/api/session/devices/end", &json!({ "device": handle })).await;
    let mut leaving = server.phone();
    leaving.cookie.clone_from(&out);
    leaving.post("/api/session/out", &json!({})).await;
    let withdraw = PersonCommand::Consent {
        person: RESIDENT.id(),
        purpose: Consent::Health,
        version: None,
    };
    phone.ask(&server, Command::Person(withdraw));
    phone.sync(&server).await;
    ticks(&server).await;

    later(&server, 5);
    let now = server.app.now();
    let done = restored(server, &data, &file, now);
    assert_eq!(done.void, 3, "a card, its code, and the code for another browser");
    let database = data.join("doorstep.sqlite");
    assert!(!holds(&database, HEALTH), "erased before anything is served");
    let journal = std::fs::read_to_string(data.join("journal")).unwrap();
    assert!(!journal.contains("示例") && journal.lines().count() >= 3, "{journal}");

    let server = serve(&data, now);
    for (cookie, word) in [(&lost, Some("revoked")), (&out, Some("reauth")), (&stays, None)] {
        let mut theirs = server.phone();
        theirs.cookie.clone_from(cookie);
        let answer = theirs.get("/api/session").await;
        match word {
            Some(word) => assert_eq!(answer.refusal(), (401, word.to_owned())),
            None => assert_eq!(answer.status, 200),
        }
    }
    for code in [secret(&card), card.code, transfer.as_str().unwrap().to_owned()] {
        assert_eq!(
            redeem(&mut server.phone(), &code).await.refusal().0,
            401,
            "open codes are void"
        );
    }
    // Phones bring the order back again, and not the note.
    phone.sync(&server).await;
    later(&server, 121);
    ticks(&server).await;
    drop(server);
    assert!(!holds(&database, HEALTH));
}

#[tokio::test]
async fn an_old_file_copied_in_place_is_noticed_and_what_was_taken_away_holds_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let database = data.join("doorstep.sqlite");
    let old = folder.path().join("old");
    let server = serve(&data, START);
    let mut phone = Pocket::of(&server, &RESIDENT).await;
    phone.sync(&server).await;
    let lost = server.phone_of(&MEMBER).await.cookie;
    backup(&data, &old, None).unwrap();
    let order = place(&server, &mut phone, START);
    phone.sync(&server).await;
    let mut own = server.phone_of(&MEMBER).await;
    let listed = own.get("/api/session/devices").await.json();
    let other = listed.as_array().unwrap().iter().find(|d| d["this"] == false).unwrap();
    own.post("/api/session/devices/end", &json!({ "device": other["id"] }))
        .await;
    drop(server);

    // Somebody means well.
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(data.join(format!("doorstep.sqlite{ending}")));
    }
    std::fs::copy(&old, &database).unwrap();
    let server = serve_as(&data, START, Config::default());
    let epoch = server.app.epoch();
    let mut theirs = server.phone();
    theirs.cookie.clone_from(&lost);
    assert_eq!(theirs.get("/api/session").await.refusal(), (401, "revoked".into()));
    assert_eq!(theirs.get("/api/health").await.json()["recovering_until"], json!(null));
    phone.sync(&server).await;
    assert_ne!(server.app.epoch(), epoch, "the phone knew more than the file");
    assert_eq!(phone.replica.epoch(), server.app.epoch());
    assert!(theirs.get("/api/health").await.json()["recovering_until"].is_number());
    doorstep_server::recover::ask_to_end(&data).unwrap();
    assert!(doorstep_server::recover::is_asked_to_end(&data));
    later(&server, 121);
    ticks(&server).await;
    phone.event(&server, doorstep_replica::Event::Tick);
    phone.sync(&server).await;
    assert!(phone.replica.orders().any(|o| o.id == order));
    assert!(phone.replica.entries().iter().all(|e| e.proof.is_none()));
    phone.ask(&server, act(order, "yy", Act::Remark { text: "谢谢".into() }));
    phone.sync(&server).await;
    assert_eq!(phone.replica.outbox().count(), 0);
}
