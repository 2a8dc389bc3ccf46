//! 签字 at the door: who sees the drawing, how long, and what it proves.

use doorstep_domain::{
    Code, Decision, Field, Key, PersonId,
    order::{Act, Outcome, Proof, State, Step, view},
    time::DAY,
};

use crate::{
    acts::{drawing, finish, signed},
    city::{BOTH, CODE, City, DAUGHTER, INK, MEMBER, NEIGHBOUR, RESIDENT, SECRETARY, STAFF, VOLUNTEER, WRONG},
    partial::Partial,
    run::{ORDER, on},
    stories::{accept, held, redo, release},
};

/// Whether the drawing is in what `person` sees of the order.
fn sees(city: &City, person: PersonId) -> bool {
    let seen = view(city.the(ORDER), &city.actor(person));
    serde_json::to_string(&seen).unwrap().contains(INK)
}

/// Held by the member and finished with a signature.
fn finished() -> City {
    let mut city = held("A1");
    city.act(MEMBER, Act::Arrive);
    city.act(MEMBER, signed(INK, None));
    city
}

#[test]
fn a_finish_with_a_signature_is_shown_to_the_residents_side_and_the_desk_alone() {
    let city = finished();
    let order = city.the(ORDER);
    assert_eq!(order.state, State::AwaitingConfirm);
    let finish = order.finish.as_ref().unwrap();
    assert_eq!(finish.proof, Proof::Signature);
    assert!(finish.signature.is(&drawing(INK)) && !order.call_back);
    for person in [RESIDENT, DAUGHTER, STAFF, SECRETARY, BOTH] {
        assert!(sees(&city, person), "{person}");
    }
    for person in [MEMBER, VOLUNTEER, NEIGHBOUR] {
        assert!(!sees(&city, person), "{person}");
    }
    let mine = view(order, &city.actor(MEMBER)).unwrap().finish.unwrap();
    assert_eq!(mine.proof, Proof::Signature, "that somebody signed is no secret");
}

#[test]
fn the_phone_that_sends_it_does_not_show_it() {
    let city = held("A1");
    let phone = Partial::of(&city, MEMBER);
    let ctx = doorstep_domain::Ctx {
        actor: &phone.actor,
        now: city.now,
        claimed: None,
    };
    let Decision::Facts(facts) = on(ORDER, signed(INK, None)).decide(&phone, ctx) else {
        panic!("the holder finishes");
    };
    assert!(!serde_json::to_string(&facts).unwrap().contains(INK));
}

#[test]
fn it_is_hidden_with_the_contacts_comes_back_with_a_redo_and_is_erased_with_them() {
    let mut city = finished();
    city.act(RESIDENT, Act::Confirm);
    city.pass(2 * DAY);
    assert!(city.the(ORDER).contacts_hidden && !sees(&city, RESIDENT) && !sees(&city, STAFF));
    let mut again = city.clone();
    again.act(RESIDENT, redo());
    assert!(sees(&again, STAFF), "the earlier round is the desk's to weigh");
    city.pass(5 * DAY);
    let order = city.the(ORDER);
    assert!(order.contacts_erased);
    let finish = order.finish.as_ref().unwrap();
    assert!(finish.signature.is_hidden());
    assert_eq!(finish.proof, Proof::Signature, "that there was one stays");
}

#[test]
fn what_is_no_drawing_is_refused_and_the_order_stays_as_it_was() {
    let long = "7h3k".repeat(2049);
    for bad in [
        "",
        "7h3k",
        "7h3k9m5",
        "7h3k--9m5q",
        "zzzz0000",
        "<path/>",
        "M1 1L2 2",
        &long,
    ] {
        for code in [None, Some(CODE)] {
            let mut city = held("A1");
            match city.ask(MEMBER, &on(ORDER, signed(bad, code)), None) {
                Decision::Rejected(reason) => {
                    assert_eq!(
                        (reason.code, reason.field),
                        (Code::FieldInvalid, Some(Field::Signature)),
                        "{bad}"
                    );
                }
                other => panic!("{bad}: {other:?}"),
            }
            city.act(MEMBER, finish(Outcome::Solved, None));
        }
    }
}

#[test]
fn beside_a_code_it_proves_no_more_than_the_code() {
    for (code, proof, tries) in [(CODE, Proof::Code, 0), (WRONG, Proof::Mismatch, 1)] {
        let mut city = held("A1");
        city.act(MEMBER, signed(INK, Some(code)));
        let order = city.the(ORDER);
        assert_eq!(
            (&order.finish.as_ref().unwrap().proof, order.code_tries),
            (&proof, tries)
        );
        assert!(sees(&city, RESIDENT), "it is kept beside the code");
    }
}

/// The volunteer lost it unasked while offline; the member has begun.
fn lost() -> City {
    let mut city = City::with("A2");
    city.act(VOLUNTEER, accept(&city));
    city.act(STAFF, release(VOLUNTEER));
    city.act(MEMBER, accept(&city));
    city
}

#[test]
fn a_late_signature_is_evidence_for_the_desk_and_never_wins_by_itself() {
    let mut city = lost();
    city.fails(VOLUNTEER, signed(INK, None), Code::Reassigned);
    let order = city.the(ORDER);
    assert!(order.holder(MEMBER).is_some() && order.finish.is_none() && order.contest.is_none());
    assert!(order.other_finishes[0].signature.is(&drawing(INK)) && order.last(Step::Evidence).is_some());
    assert!(sees(&city, STAFF) && !sees(&city, RESIDENT) && !sees(&city, VOLUNTEER) && !sees(&city, MEMBER));
}

#[test]
fn a_signature_in_a_contest_is_kept_and_follows_the_one_that_counts() {
    let mut city = lost();
    city.act(MEMBER, Act::Arrive);
    city.fails(VOLUNTEER, signed(INK, Some(CODE)), Code::Reassigned);
    assert!(city.the(ORDER).contest.is_some() && sees(&city, STAFF) && !sees(&city, RESIDENT));
    city.act(STAFF, Act::Settle { keep: VOLUNTEER });
    assert!(sees(&city, RESIDENT));
}

#[test]
fn a_stranger_proves_nothing_with_a_signature() {
    let mut city = held("A1");
    city.fails(VOLUNTEER, signed(INK, None), Code::NotFound);
    assert!(city.the(ORDER).other_finishes.is_empty());
}

#[test]
fn evidence_that_comes_after_the_contacts_are_gone_keeps_no_drawing() {
    let mut city = lost();
    city.act(MEMBER, finish(Outcome::Solved, Some(CODE)));
    city.act(RESIDENT, Act::Confirm);
    city.pass(8 * DAY);
    assert!(city.the(ORDER).contacts_erased);
    city.fails(VOLUNTEER, signed(INK, None), Code::WrongState);
    let late = &city.the(ORDER).other_finishes[0];
    assert_eq!(late.proof, Proof::Signature);
    assert!(late.signature.is_hidden());
}

#[test]
fn each_finish_gets_its_own_drawing_back_from_the_erasable_part() {
    let mut city = lost();
    city.act(MEMBER, Act::Arrive);
    city.fails(VOLUNTEER, signed(INK, Some(CODE)), Code::Reassigned);
    city.act(MEMBER, finish(Outcome::Solved, None));
    let key = Key::order(ORDER);
    let mut bare = city.rows[&key].clone();
    let personal = bare.take_personal().unwrap();
    assert!(!serde_json::to_string(&bare).unwrap().contains(INK));
    bare.put_personal(personal);
    assert_eq!(bare, city.rows[&key]);
}
