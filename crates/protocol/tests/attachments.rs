//! The wire of attachments, pinned like the rest: how a command names them, and how an order does.

#[path = "../../domain/tests/fixture/placing.rs"]
mod placing;

use doorstep_domain::{
    ClientId, Command, CommandId, Day, Instant, OrderId, PersonId, Sha256,
    order::{Act, Attached, Attachment, Attachments, Finishing, Media, OrderCommand, Outcome, Placing},
};
use doorstep_protocol::{Envelope, version::SCHEMA};
use insta::assert_json_snapshot;
use placing::placing;
use serde_json::value::RawValue;

const RESIDENT: PersonId = PersonId::from_bits(2);

fn photo(digit: &str) -> Attached {
    Attached {
        hash: Sha256(digit.repeat(64)),
        media: Media::Photo,
        bytes: 123_456,
        seconds: 0,
    }
}

fn voice(digit: &str) -> Attached {
    Attached {
        media: Media::Voice,
        bytes: 98_765,
        seconds: 42,
        ..photo(digit)
    }
}

fn order(act: Act) -> Command {
    Command::Order(OrderCommand {
        order: OrderId::from_bits(1),
        community: "yy".into(),
        act,
    })
}

fn place() -> Command {
    order(Act::Place(Box::new(Placing {
        attached: [photo("a"), voice("c")].into_iter().collect(),
        ..placing("B01", RESIDENT, Day(20_000))
    })))
}

fn finish() -> Command {
    order(Act::Finish(Finishing {
        outcome: Outcome::Solved,
        code: None,
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: std::iter::once(photo("b")).collect(),
    }))
}

#[test]
fn what_commands_name() {
    let commands = [place(), finish()];
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
fn what_an_envelope_names() {
    let body = serde_json::to_string(&finish()).expect("commands are JSON");
    assert_json_snapshot!(Envelope {
        schema: SCHEMA,
        version: 1,
        actor: RESIDENT,
        client: ClientId::from_bits(3),
        number: 4,
        command_id: CommandId::from_bits(5),
        device_time: Instant(900),
        skew: None,
        blobs: finish().blobs(),
        supersedes: None,
        receipt: None,
        body: RawValue::from_string(body).expect("JSON"),
    });
}

#[test]
fn what_an_order_names() {
    let kept = [photo("a"), voice("c")].map(|what| Attachment { what, by: RESIDENT });
    let kept: Attachments = kept.into_iter().collect();
    assert_json_snapshot!(kept);
}
