//! Photos and voice notes over HTTP: what is taken, what is kept of it, who gets it.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;
#[path = "../../domain/tests/fixture/placing.rs"]
mod placing;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use common::{Answer, Phone, Server};
use doorstep_domain::{
    Command, CommunityId, OrderId, PersonId, Sha256,
    order::{Act, Attached, Media, OrderCommand, Placing},
    time::DAY,
};
use doorstep_protocol::Outcome;
use doorstep_server::{
    demo::people::{DAUGHTER, DESK, MEMBER, RESIDENT},
    random,
    time::TimeSource as _,
};
use placing::placing;

const ORDER: OrderId = OrderId::from_bits(0xB10B);

/// A PNG of one pixel, with a text in it that says where it was made.
fn png() -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        let body = [kind, data].concat();
        [&length[..], &body, &crc(&body).to_be_bytes()].concat()
    };
    let pixel = [
        0x78, 0x01, 0x01, 0x04, 0, 0xfb, 0xff, 0, 200, 90, 30, 0x05, 0x58, 0x01, 0x41,
    ];
    [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]),
        &chunk(b"tEXt", b"Comment\0GPS 29.56301 106.55156"),
        &chunk(b"IDAT", &pixel),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
        crc
    })
}

fn voice() -> Vec<u8> {
    [&[0x1a, 0x45, 0xdf, 0xa3], &b"....webm....A_OPUS...."[..]].concat()
}

fn place(phone: &Phone<'_>, resident: PersonId, sent: &[(&[u8], Media)]) -> Command {
    let attached = sent.iter().map(|(bytes, media)| Attached {
        hash: Sha256(random::digest(bytes)),
        media: *media,
        bytes: u32::try_from(bytes.len()).unwrap(),
        seconds: if *media == Media::Voice { 3 } else { 0 },
    });
    let day = phone.server.time.now().plus(DAY).day();
    Command::Order(OrderCommand {
        order: ORDER,
        community: CommunityId::from("yy"),
        act: Act::Place(Box::new(Placing {
            attached: attached.collect(),
            ..placing("A05", resident, day)
        })),
    })
}

fn path(bytes: &[u8]) -> String {
    format!("/api/blob/{}?community=yy&order={ORDER}", random::digest(bytes))
}

async fn put(phone: &mut Phone<'_>, address: &[u8], bytes: &[u8]) -> Answer {
    let mut request = phone.request("PUT", &path(address), Body::from(bytes.to_vec()));
    let kind = header::HeaderValue::from_static("application/octet-stream");
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    phone.send(request).await
}

#[tokio::test]
async fn a_photo_comes_after_its_order_without_what_stood_beside_its_pixels() {
    let server = Server::demo();
    let mut resident = server.phone_of(&RESIDENT).await;
    let (photo, spoken) = (png(), voice());
    assert_eq!(
        put(&mut resident, &photo, &photo).await.refusal(),
        (409, "not_yet".into())
    );
    let command = place(
        &resident,
        RESIDENT.id(),
        &[(&photo, Media::Photo), (&spoken, Media::Voice)],
    );
    let reply = resident.push(&command).await;
    assert!(matches!(reply.results[0].outcome, Outcome::Applied { .. }), "{reply:?}");
    assert_eq!(resident.get(&path(&photo)).await.refusal(), (404, "late".into()));
    for _ in 0..2 {
        assert_eq!(put(&mut resident, &photo, &photo).await.status, StatusCode::NO_CONTENT);
        assert_eq!(
            put(&mut resident, &spoken, &spoken).await.status,
            StatusCode::NO_CONTENT
        );
    }
    for person in [RESIDENT, DAUGHTER, DESK] {
        let mut phone = server.phone_of(&person).await;
        let answer = phone.get(&path(&photo)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", person.who);
        assert_eq!(answer.header("content-type"), "image/jpeg");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("content-security-policy").contains("sandbox"));
        assert!(!String::from_utf8_lossy(&answer.body).contains("GPS"));
        assert!(answer.body.starts_with(&[0xff, 0xd8]));
        let answer = phone.get(&path(&spoken)).await;
        assert_eq!((answer.header("content-type"), &answer.body), ("audio/webm", &spoken));
    }
    let mut member = server.phone_of(&MEMBER).await;
    assert_eq!(member.get(&path(&photo)).await.refusal(), (404, "not_found".into()));
    assert_eq!(
        put(&mut member, &photo, &photo).await.refusal(),
        (409, "not_yet".into())
    );
    assert_eq!(server.phone().get(&path(&photo)).await.status, StatusCode::UNAUTHORIZED);
    let figures = member.get("/metrics").await;
    let figures = String::from_utf8(figures.body).unwrap();
    assert!(
        figures.contains("doorstep_blobs_total{media=\"photo\",outcome=\"new\"} 1"),
        "{figures}"
    );
    assert!(!figures.contains(&random::digest(&photo)) && !figures.contains(&ORDER.to_string()));
}

#[tokio::test]
async fn what_is_not_what_it_says_is_refused() {
    let server = Server::demo();
    let mut resident = server.phone_of(&RESIDENT).await;
    let page = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    let (photo, spoken) = (png(), voice());
    let named = [
        (&page[..], Media::Photo),
        (&photo[..], Media::Photo),
        (&spoken[..], Media::Photo),
    ];
    let command = place(&resident, RESIDENT.id(), &named);
    assert!(matches!(
        resident.push(&command).await.results[0].outcome,
        Outcome::Applied { .. }
    ));
    for bytes in [&page, &spoken] {
        assert_eq!(put(&mut resident, bytes, bytes).await.refusal(), (415, "unfit".into()));
    }
    let mut other = png();
    other[50] ^= 1;
    assert_eq!(
        put(&mut resident, &photo, &other).await.refusal(),
        (415, "unfit".into()),
        "another content"
    );
    assert_eq!(put(&mut resident, &photo, &vec![0; 700_000]).await.refusal().0, 413);
    let bad = resident.request("PUT", "/api/blob/xyz?community=yy&order=nonsense", Body::empty());
    assert!(resident.send(bad).await.status.is_client_error());
}

#[tokio::test]
async fn another_page_can_not_send_one() {
    let server = Server::demo();
    let resident = server.phone_of(&RESIDENT).await;
    let photo = png();
    for drop in ["x-doorstep-slot", "sec-fetch-site"] {
        let mut request: Request<Body> = resident.request("PUT", &path(&photo), Body::from(photo.clone()));
        if drop == "sec-fetch-site" {
            let foreign = header::HeaderValue::from_static("cross-site");
            request.headers_mut().insert("sec-fetch-site", foreign);
        } else {
            request.headers_mut().remove(drop);
        }
        assert_eq!(server.send(request).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn nobody_fills_the_disk_in_a_day() {
    let server = Server::demo();
    let mut resident = server.phone_of(&RESIDENT).await;
    let photo = png();
    let command = place(&resident, RESIDENT.id(), &[(&photo, Media::Photo)]);
    resident.push(&command).await;
    let mut last = 0;
    for _ in 0..61 {
        last = put(&mut resident, &photo, b"wrong").await.status.as_u16();
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn what_is_over_is_erased_and_a_late_phone_is_told_to_let_go() {
    let server = Server::demo();
    let mut resident = server.phone_of(&RESIDENT).await;
    let (photo, spoken) = (png(), voice());
    let command = place(
        &resident,
        RESIDENT.id(),
        &[(&photo, Media::Photo), (&spoken, Media::Voice)],
    );
    resident.push(&command).await;
    put(&mut resident, &photo, &photo).await;
    let cancel = Act::Cancel {
        why: doorstep_domain::order::Why::NoLongerNeeded,
        text: String::new(),
    };
    resident.push(&common::act(ORDER, "yy", cancel)).await;
    assert_eq!(resident.get(&path(&photo)).await.status, StatusCode::OK);
    for (days, last) in [(2, false), (9, true)] {
        server.time.advance(days * DAY);
        let due = server.app.with(|world, now| {
            while world.run_due(now)?.1 {}
            Ok(())
        });
        due.await.unwrap();
        assert_eq!(resident.get(&path(&photo)).await.refusal(), (404, "not_found".into()));
        let late = put(&mut resident, &spoken, &spoken).await;
        if last {
            assert_eq!(put(&mut resident, &photo, &photo).await.refusal(), (410, "gone".into()));
        } else {
            assert_eq!(
                late.status,
                StatusCode::NO_CONTENT,
                "it comes late, and nobody is shown it"
            );
        }
    }
}
