//! A signature on its way: kept on the phone it was drawn on until the community has it, and not longer.
#![cfg(not(target_arch = "wasm32"))]
#![expect(unreachable_pub, reason = "a test crate has no readers of its API")]
#![allow(dead_code, reason = "the lab is shared with tests that use more of it")]

mod lab;

use doorstep_domain::order::{Act, Finishing, Outcome, Proof, Signature};
use doorstep_replica::{Event, WhyNot};
use lab::{ALICE, BOB, Lab, RESIDENT};

#[test]
fn a_signature_drawn_offline_arrives_once_and_leaves_the_phone_it_was_drawn_on() {
    let drawn = || Signature::draw(&[vec![(269, 128), (346, 206)], vec![(361, 398), (435, 364)]]);
    let ink = "7h3k9m5q-a1b2c3a4";
    let mut lab = Lab::new();
    let (resident, member) = (lab.phone(RESIDENT), lab.phone(ALICE));
    lab.settle();
    let order = lab.place(resident);
    lab.settle();
    lab.act(member, order, Act::Accept { generation: 0 });
    lab.settle();
    let signed = Finishing {
        outcome: Outcome::Solved,
        code: None,
        signature: Some(drawn()),
        laid_out: 0,
        text: String::new(),
        attached: doorstep_domain::order::Attachments::default(),
    };
    lab.act(member, order, Act::Finish(signed));
    lab.kill(member);
    let unsent = lab.stored_text(member);
    assert!(unsent.contains(ink), "until it is sent it must not be lost");
    let mine = lab.order(member, order).unwrap().finish.clone().unwrap();
    assert_eq!(mine.proof, Proof::Signature);
    assert!(mine.signature.is_hidden(), "who served is not shown it again");
    // The answer is lost: the same goes again and is one finish all the same.
    lab.event(member, Event::Nudge);
    lab.serve(member, false);
    lab.later(5);
    lab.settle();
    let finish = lab.truth(order).unwrap().finish.unwrap();
    assert!(finish.signature.is(&drawn()), "the desk sees it");
    let seen = lab.order(resident, order).unwrap().finish.clone().unwrap();
    assert!(seen.signature.is(&drawn()));
    assert!(
        !lab.stored_text(member).contains(ink),
        "the phone of the member has let go of it"
    );
}

#[test]
fn a_refused_signature_waits_for_the_person_and_goes_when_it_is_given_up() {
    let ink = "7h3k9m5q";
    let drawn = || Signature::draw(&[vec![(269, 128), (346, 206)]]);
    let finish = |signature| {
        Act::Finish(Finishing {
            outcome: Outcome::Solved,
            code: None,
            signature,
            laid_out: 0,
            text: String::new(),
            attached: doorstep_domain::order::Attachments::default(),
        })
    };
    let mut lab = Lab::new();
    let (resident, member) = (lab.phone(RESIDENT), lab.phone(BOB));
    lab.settle();
    let order = lab.place(resident);
    lab.settle();
    lab.act(member, order, Act::Accept { generation: 0 });
    lab.act(member, order, finish(None));
    lab.settle();
    let command_id = lab.act(member, order, finish(Some(drawn())));
    lab.settle();
    assert_eq!(lab.truth(order).unwrap().finish.unwrap().proof, Proof::Unchecked);
    assert!(lab.stored_text(member).contains(ink), "it is not lost by a refusal");
    let why = Some(WhyNot::Mistake);
    lab.event(member, Event::Discard { command_id, why });
    assert_eq!(lab.phones[member].replica.given_up().count(), 1);
    assert!(!lab.stored_text(member).contains(ink));
}
