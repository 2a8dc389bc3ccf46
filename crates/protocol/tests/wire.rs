//! The wire, pinned: a change of any message shows here before a phone in a stairwell meets it.

#[path = "../../domain/tests/fixture/placing.rs"]
mod placing;

use doorstep_domain::{
    Area, ClientId, Code, CommandId, Field, Grant, Instant, Key, OrderId, PersonId, Reason, Role, Seen, Slot,
    duty::DutyCommand,
    entity::Command,
    feedback::FeedbackCommand,
    order::{Act, Answer, Finishing, OrderCommand, Placing, Satisfaction, ServiceCode, Signature, Why},
    person::{Consent, PersonCommand, Profile},
    time::Day,
};
use doorstep_protocol::{
    Envelope, Lease, Outcome, PullReply, PullRequest, PushReply, PushRequest, PushResult, Receipt, Row, Stamp,
    feed::FeedEvent,
    handover::{Evidence, HandedOver, Look, PARCEL, Parcel},
    session::{Device, SessionError, SessionFault, SignedIn, Transfer},
    version::SCHEMA,
};
use insta::assert_json_snapshot;
use placing::placing;
use serde_json::value::RawValue;

fn receipt() -> Receipt {
    Receipt {
        epoch: "e1".into(),
        boot: String::new(),
        partition: "c:yy".into(),
        seq: 12,
        at: Instant(1_000),
        mac: "ab".into(),
    }
}

fn stamp() -> Stamp {
    Stamp {
        epoch: "e1".into(),
        boot: "b1".into(),
        now: Instant(2_000),
    }
}

fn order(act: Act) -> Command {
    Command::Order(OrderCommand {
        order: OrderId::from_bits(1),
        community: "yy".into(),
        act,
    })
}

fn envelope() -> Envelope {
    let body = serde_json::to_string(&order(Act::Accept { generation: 2 })).expect("commands are JSON");
    Envelope {
        schema: SCHEMA,
        version: 1,
        actor: PersonId::from_bits(2),
        client: ClientId::from_bits(3),
        number: 4,
        command_id: CommandId::from_bits(5),
        device_time: Instant(900),
        skew: Some(-20),
        blobs: Vec::new(),
        supersedes: Some(CommandId::from_bits(6)),
        receipt: None,
        body: RawValue::from_string(body).expect("JSON"),
    }
}

#[test]
fn push() {
    assert_json_snapshot!(PushRequest {
        actor: PersonId::from_bits(2),
        entries: vec![envelope()]
    });
    let reason = Reason::field(Code::FieldTooLong, Field::Note)
        .limit(200)
        .until(Instant(5));
    let outcomes = [
        Outcome::Applied { receipt: receipt() },
        Outcome::Rejected {
            reason,
            receipt: receipt(),
        },
        Outcome::Already {
            first: Box::new(Outcome::Applied { receipt: receipt() }),
        },
        Outcome::Gap { expected: 3 },
        Outcome::Fork,
        Outcome::Deferred { retry_ms: 500 },
        Outcome::Upgrade,
        Outcome::Faulted { receipt: receipt() },
    ];
    let results = outcomes
        .map(|outcome| PushResult {
            command_id: CommandId::from_bits(5),
            outcome,
        })
        .to_vec();
    let reply = PushReply {
        stamp: stamp(),
        results,
    };
    assert_json_snapshot!(reply);
    let text = serde_json::to_string(&reply).expect("replies are JSON");
    assert_eq!(
        serde_json::from_str::<PushReply>(&text).expect("replies are read as written"),
        reply
    );
}

#[test]
fn what_goes_again_carries_its_receipt() {
    let boot = "000002.b2".to_owned();
    let receipt = Some(Receipt { boot, ..receipt() });
    let again = Envelope { receipt, ..envelope() };
    assert_json_snapshot!(again);
    let old = r#"{"epoch":"e1","partition":"c:yy","seq":12,"at":1000,"mac":"ab"}"#;
    assert_eq!(
        serde_json::from_str::<Receipt>(old).expect("a receipt of before there were boots"),
        self::receipt()
    );
}

#[test]
fn pull() {
    let cursor = Some("opaque".to_owned());
    assert_json_snapshot!(PullRequest {
        schema: SCHEMA,
        actor: PersonId::from_bits(2),
        cursor,
        limit: 500,
        lease: Some("yy".into()),
    });
    assert_json_snapshot!(PullReply {
        stamp: stamp(),
        cursor: "opaque".into(),
        upto: [("city".to_owned(), 3), ("c:yy".to_owned(), 12)].into(),
        reset: true,
        more: false,
        full: false,
        rows: vec![Row {
            key: Key::order(OrderId::from_bits(1)),
            body: None
        }],
        lease: Some(Lease {
            community: "yy".into(),
            prefix: "YY".into(),
            from: 1001,
            to: 1011
        }),
    });
}

#[test]
fn a_row_from_a_newer_server_is_set_aside_alone() {
    let text = r#"{"key":{"kind":"hologram","id":"1"},"body":{"hologram":{"light":7}}}"#;
    let row: Row = serde_json::from_str(text).expect("the row itself decodes");
    assert!(row.entity().is_none());
    let outcome: Outcome =
        serde_json::from_str(r#"{"outcome":"postponed_by_moonlight"}"#).expect("unknown outcomes decode");
    assert_eq!(outcome, Outcome::Unknown);
    let event: FeedEvent = serde_json::from_str(r#"{"kind":"confetti"}"#).expect("unknown events decode");
    assert_eq!(event, FeedEvent::Unknown);
}

#[test]
fn sessions_and_feed() {
    let person = PersonId::from_bits(2);
    assert_json_snapshot!(SignedIn {
        person,
        name: "王示例".into(),
        device: "微信".into(),
        until: Instant(9),
        demo: true
    });
    assert_json_snapshot!(SessionError {
        error: SessionFault::TooMany,
        until: Some(Instant(9)),
        reason: None
    });
    assert_json_snapshot!(Device {
        id: "d".into(),
        name: "微信".into(),
        since: Instant(1),
        seen: Instant(2),
        this: true
    });
    assert_json_snapshot!(Transfer {
        code: "ABCD-EFGH".into(),
        url: "/join#x".into(),
        until: Instant(9)
    });
    assert_json_snapshot!([
        FeedEvent::Hello {
            epoch: "e1".into(),
            boot: "b1".into()
        },
        FeedEvent::News,
        FeedEvent::Session
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one line per command")]
fn commands() {
    let slot = Slot {
        day: Day(20_000),
        from: 540,
        to: 600,
    };
    let person = PersonId::from_bits(2);
    let why = Why::TimeClash;
    let text = String::new;
    let placing = Placing {
        building: Some("b3".into()),
        door: "301".into(),
        note: "请敲门".into(),
        code: ServiceCode::from_random(42),
        number: "YY1001".into(),
        despite_duplicate: false,
        ..placing("B01", person, slot.day)
    };
    let finishing = Finishing {
        outcome: doorstep_domain::order::Outcome::Solved,
        code: Some("0042".into()),
        signature: None,
        laid_out: 0,
        text: text(),
        attached: doorstep_domain::order::Attachments::default(),
    };
    let signed = Finishing {
        code: None,
        signature: Some(Signature::draw(&[vec![(0, 0), (600, 400)], vec![(37, 9)]])),
        ..finishing.clone()
    };
    let acts = vec![
        Act::Place(Box::new(placing)),
        Act::Open,
        Act::Fill {
            item: "A05".into(),
            mode: doorstep_domain::catalogue::Mode::Door,
            slot,
            text: "听过录音".into(),
        },
        Act::Decline {
            why: Why::OutOfScope,
            instead: "派出所".into(),
        },
        Act::Appeal { text: text() },
        Act::Refer {
            to: "燃气公司".into(),
            why: Why::GasDanger,
        },
        Act::ProposeReferral {
            to: "燃气公司".into(),
            why: Why::GasDanger,
        },
        Act::Offer { to: person },
        Act::AnswerOffer { answer: Answer::Yes },
        Act::Accept { generation: 2 },
        Act::LeaveStandby,
        Act::HandBack { why, text: text() },
        Act::Release { person, why },
        Act::Transfer { to: person },
        Act::AnswerTransfer { answer: Answer::No },
        Act::Called,
        Act::Look,
        Act::Reveal { why },
        Act::Depart,
        Act::Arrive,
        Act::Suspend {
            why: Why::NobodyHome,
            text: text(),
        },
        Act::Resume,
        Act::Finish(finishing),
        Act::Finish(signed),
        Act::AskSlot { slot },
        Act::AnswerSlot { answer: Answer::Yes },
        Act::MoveSlot { slot },
        Act::Confirm,
        Act::Rate {
            face: Satisfaction::Good,
            stars: 5,
            tags: vec!["on_time".into()],
            text: text(),
        },
        Act::Redo {
            why: Why::NotSolved,
            text: text(),
        },
        Act::Cancel {
            why: Why::NoLongerNeeded,
            text: text(),
        },
        Act::Urge,
        Act::StillHere,
        Act::Remark { text: "好".into() },
        Act::Settle { keep: person },
        Act::Link {
            other: OrderId::from_bits(9),
            merge: false,
        },
        Act::CallBack {
            satisfied: true,
            text: text(),
        },
    ];
    let mut commands: Vec<Command> = acts.into_iter().map(order).collect();
    commands.extend([
        Command::Person(PersonCommand::Consent {
            person,
            purpose: Consent::Health,
            version: Some(1),
        }),
        Command::Person(PersonCommand::AllowProxy {
            person,
            proxy: PersonId::from_bits(3),
            relation: "女儿".into(),
        }),
        Command::Person(PersonCommand::EndProxy {
            person,
            proxy: PersonId::from_bits(3),
        }),
        Command::Person(PersonCommand::Correct {
            person,
            profile: Profile {
                name: Seen::known("王示例".into()),
                ..Profile::default()
            },
            home: None,
        }),
        Command::Person(PersonCommand::Empower {
            person,
            grants: vec![Grant {
                role: Role::Member,
                area: Area::Community("yy".into()),
                from: Instant(0),
                until: None,
            }],
            skills: ["理发".to_owned()].into(),
            cap: 3,
        }),
        Command::Duty(DutyCommand::CheckIn {
            duty: doorstep_domain::DutyId::from_bits(8),
            community: "yy".into(),
            station: "s1".into(),
        }),
        Command::Feedback(FeedbackCommand::Write {
            feedback: doorstep_domain::FeedbackId::from_bits(8),
            community: "yy".into(),
            text: "灯坏了".into(),
        }),
    ]);
    assert_json_snapshot!(commands);
    for command in commands {
        let text = serde_json::to_string(&command).expect("commands are JSON");
        assert_eq!(
            serde_json::from_str::<Command>(&text).expect("commands are read as written"),
            command
        );
    }
}

#[test]
fn handover() {
    assert_json_snapshot!(Parcel {
        parcel: PARCEL,
        author: PersonId::from_bits(2),
        packed: Instant(950),
        entries: vec![envelope()],
    });
    assert_json_snapshot!(HandedOver {
        kept: 1,
        known: 2,
        arrived: 3,
    });
    assert_json_snapshot!(Evidence {
        command_id: doorstep_domain::CommandId::from_bits(5),
        community: "yy".into(),
        author: "李示例".into(),
        carrier: Some("张示例".into()),
        at: Instant(2_000),
        claimed: Instant(880),
        what: "finish".into(),
        order: Some(OrderId::from_bits(1)),
        number: "YY0009".into(),
        arrived: false,
        read: vec![Look {
            by: "郑示例".into(),
            at: Instant(2_100),
        }],
    });
}
