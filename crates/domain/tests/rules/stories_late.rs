//! Two members, one order, one of them offline: the rows of orders.md 5 that one order can tell.

use doorstep_domain::{
    Code, Decision,
    order::{Act, Answer, Outcome, Proof, State, Step, Why, view},
    time::{HOUR, MINUTE},
};

use crate::{
    acts::finish,
    city::{CODE, City, MEMBER, RESIDENT, SECRETARY, STAFF, VOLUNTEER, WRONG, at},
    partial::Partial,
    run::{ORDER, on},
    stories::{accept, hand_back, redo, release},
};

fn proven() -> Act {
    finish(Outcome::Solved, Some(CODE))
}

/// The volunteer held it, the desk took it back, the member has it now.
fn lost() -> City {
    let mut city = City::with("A2");
    city.act(VOLUNTEER, accept(&city));
    city.act(STAFF, release(VOLUNTEER));
    city.act(MEMBER, accept(&city));
    city
}

#[test]
fn the_second_of_two_stands_by_and_is_asked_first() {
    let mut city = City::with("A2");
    let (first, second) = (accept(&city), accept(&city));
    city.act(MEMBER, first);
    city.fails(VOLUNTEER, second, Code::AlreadyTaken);
    assert_eq!(city.the(ORDER).standby, [VOLUNTEER]);
    let seen = view(city.the(ORDER), &city.actor(VOLUNTEER)).unwrap();
    assert!(
        seen.holders.is_empty() && seen.contact.is_hidden(),
        "no name, no address"
    );
    city.act(MEMBER, hand_back());
    let order = city.the(ORDER);
    assert_eq!(
        (order.state, order.offer.as_ref().unwrap().to),
        (State::Offered, VOLUNTEER)
    );
    city.act(VOLUNTEER, Act::AnswerOffer { answer: Answer::Yes });
    assert!(city.the(ORDER).holder(VOLUNTEER).is_some());
}

#[test]
fn who_stands_by_is_asked_by_name_when_an_offer_lapses_and_has_working_time_to_answer() {
    let mut city = City::with("A2");
    let hours = crate::run::hours();
    city.until(city.now.day().plus(1).at(hours.to - 50));
    city.act(STAFF, Act::Offer { to: MEMBER });
    let lapses = city.the(ORDER).offer.as_ref().unwrap().due;
    city.fails(VOLUNTEER, accept(&city), Code::AlreadyTaken);
    assert_eq!(city.the(ORDER).standby, [VOLUNTEER]);
    city.until(lapses);
    let order = city.the(ORDER);
    let offer = order.offer.as_ref().expect("asked at once, without anybody's act");
    assert_eq!((order.state, offer.to), (State::Offered, VOLUNTEER));
    assert_eq!(
        offer.due,
        city.now.day().plus(1).at(hours.from + 10),
        "20 minutes are left of this day"
    );
    assert_eq!(order.standby, []);
    city.until(offer.due);
    assert_eq!(city.the(ORDER).state, State::Open, "nobody is left to ask");
    city.act(MEMBER, accept(&city));
}

#[test]
fn the_person_of_last_time_is_asked_first_and_a_wish_for_anybody_else_is_nothing() {
    for (wish, state) in [
        (MEMBER, State::Offered),
        (RESIDENT, State::Open),
        (SECRETARY, State::Open),
    ] {
        let mut city = City::new();
        let mut command = crate::city::placing(ORDER, "A2");
        if let Act::Place(placing) = &mut command.act {
            placing.wish = Some(wish);
        }
        city.does(RESIDENT, doorstep_domain::Command::Order(command));
        assert_eq!(city.the(ORDER).state, state, "{wish}");
    }
}

#[test]
fn an_intent_lives_four_hours_or_until_an_hour_before_the_slot() {
    // The slot begins at 14:00.
    for (now, age, fine) in [
        (at(12, 0), 3 * HOUR, true),
        (at(13, 0), 4 * HOUR, true),
        (at(13, 0), 4 * HOUR + MINUTE, false),
        (at(13, 1), 3 * HOUR, false),
        (at(13, 30), MINUTE, true),
    ] {
        let mut city = City::with("A2");
        city.until(now);
        let answer = city.ask(MEMBER, &on(ORDER, accept(&city)), Some(now.plus(-age)));
        match answer {
            Decision::Facts(_) => assert!(fine, "{age} ms old at {now:?}"),
            Decision::Rejected(r) => assert!(!fine && r.code == Code::IntentExpired, "{age} ms old at {now:?}: {r:?}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn taking_it_offline_is_only_an_intent() {
    let city = City::with("A2");
    let phone = Partial::of(&city, MEMBER);
    let ctx = doorstep_domain::Ctx {
        actor: &phone.actor,
        now: city.now,
        claimed: None,
    };
    assert_eq!(on(ORDER, accept(&city)).decide(&phone, ctx), Decision::Undetermined);
}

#[test]
fn a_late_yes_to_an_offer_is_an_intent() {
    let yes = || Act::AnswerOffer { answer: Answer::Yes };
    let mut city = City::with("A2");
    city.act(STAFF, Act::Offer { to: MEMBER });
    city.pass(31 * MINUTE);
    assert_eq!(
        city.the(ORDER).last(Step::OfferLapsed).map(|_| city.the(ORDER).state),
        Some(State::Open)
    );
    let mut free = city.clone();
    free.act(MEMBER, yes());
    assert!(free.the(ORDER).holder(MEMBER).is_some());
    city.act(VOLUNTEER, accept(&city));
    city.fails(MEMBER, yes(), Code::AlreadyTaken);
    assert_eq!(city.the(ORDER).standby, [MEMBER]);
}

#[test]
fn a_transfer_changes_hands_only_by_a_yes() {
    let mut city = City::with("A2");
    city.act(MEMBER, accept(&city));
    city.act(MEMBER, Act::Transfer { to: VOLUNTEER });
    assert!(city.the(ORDER).holder(MEMBER).is_some());
    let asked = view(city.the(ORDER), &city.actor(VOLUNTEER)).unwrap();
    assert!(asked.contact.is_hidden());
    let mut lapsed = city.clone();
    lapsed.until(at(14, 1));
    assert!(lapsed.the(ORDER).handover.is_none() && lapsed.the(ORDER).holder(MEMBER).is_some());
    let mut left = city.clone();
    left.act(MEMBER, Act::Depart);
    left.fails(
        VOLUNTEER,
        Act::AnswerTransfer { answer: Answer::Yes },
        Code::OfferLapsed,
    );
    city.act(VOLUNTEER, Act::AnswerTransfer { answer: Answer::Yes });
    let order = city.the(ORDER);
    assert!(order.holder(VOLUNTEER).is_some() && order.holder(MEMBER).is_none());
    assert!(view(order, &city.actor(MEMBER)).unwrap().contact.is_hidden());
    city.fails(STAFF, Act::Transfer { to: RESIDENT }, Code::OwnHousehold);
    city.act(STAFF, Act::Transfer { to: MEMBER });
    assert!(
        city.the(ORDER).holder(VOLUNTEER).is_some(),
        "the desk asks, it does not decide for them"
    );
}

#[test]
fn whoever_lost_it_unasked_and_was_at_the_door_wins() {
    let mut city = lost();
    city.act(VOLUNTEER, proven());
    let order = city.the(ORDER);
    assert_eq!((order.state, order.taken), (State::AwaitingConfirm, 0));
    let done = order.finish.as_ref().unwrap();
    assert_eq!((done.by, &done.proof), (VOLUNTEER, &Proof::Code));
    assert!(order.former_of(MEMBER).is_some(), "the member is released and told");
}

#[test]
fn the_resident_is_told_by_name_who_did_it_after_all() {
    let mut city = lost();
    let served = |city: &City, person| {
        let seen = view(city.the(ORDER), &city.actor(person)).unwrap();
        seen.served_by().map(|(person, _)| person)
    };
    assert_eq!(served(&city, RESIDENT), Some(MEMBER));
    city.act(VOLUNTEER, proven());
    assert_eq!(served(&city, RESIDENT), Some(VOLUNTEER));
    let left = view(city.the(ORDER), &city.actor(MEMBER)).unwrap();
    assert!(
        left.former.iter().all(|f| f.card.get().is_none()),
        "a colleague learns nothing by it"
    );
}

#[test]
fn without_the_right_code_it_is_evidence_for_the_desk() {
    for code in [None, Some(WRONG)] {
        let mut city = lost();
        city.fails(VOLUNTEER, finish(Outcome::Solved, code), Code::Reassigned);
        let order = city.the(ORDER);
        assert!(order.holder(MEMBER).is_some() && order.call_back && order.other_finishes.len() == 1);
    }
}

#[test]
fn whoever_gave_it_back_or_was_there_before_a_redo_does_not_win() {
    let mut city = City::with("A2");
    city.act(VOLUNTEER, accept(&city));
    city.act(VOLUNTEER, hand_back());
    city.act(MEMBER, accept(&city));
    city.fails(VOLUNTEER, proven(), Code::Reassigned);
    assert!(city.the(ORDER).holder(MEMBER).is_some());

    let mut city = City::with("A2");
    city.act(VOLUNTEER, accept(&city));
    city.act(VOLUNTEER, proven());
    city.act(RESIDENT, redo());
    city.act(MEMBER, accept(&city));
    city.fails(VOLUNTEER, proven(), Code::Reassigned);
    assert!(
        city.the(ORDER).holder(MEMBER).is_some(),
        "the code of the first visit proves no second one"
    );
}

#[test]
fn a_start_made_before_the_other_finish_is_contested_and_the_desk_picks() {
    let mut city = lost();
    let started = city.now;
    city.act(VOLUNTEER, proven());
    city.fails_late(MEMBER, Act::Arrive, Some(started), Code::Reassigned);
    let contest = city.the(ORDER).contest.clone().unwrap();
    assert_eq!((contest.other, contest.evidence), (MEMBER, None));
    city.fails(MEMBER, finish(Outcome::Partly, None), Code::Reassigned);
    assert!(view(city.the(ORDER), &city.actor(RESIDENT)).unwrap().contest.is_none());
    city.fails(MEMBER, Act::Settle { keep: MEMBER }, Code::NotAllowed);
    city.act(STAFF, Act::Settle { keep: MEMBER });
    let order = city.the(ORDER);
    assert_eq!(order.finish.as_ref().unwrap().by, MEMBER);
    assert_eq!(order.other_finishes[0].by, VOLUNTEER, "both records stay");
}

#[test]
fn both_with_proof_are_contested_also_while_the_other_is_at_work() {
    let mut city = lost();
    city.act(MEMBER, Act::Arrive);
    city.fails(VOLUNTEER, proven(), Code::Reassigned);
    assert_eq!(city.the(ORDER).contest.as_ref().unwrap().other, VOLUNTEER);
    assert_eq!(city.the(ORDER).state, State::InService);
    city.act(STAFF, Act::Settle { keep: VOLUNTEER });
    assert_eq!(city.the(ORDER).state, State::AwaitingConfirm);
}

#[test]
fn a_strangers_code_goes_to_the_desk_and_can_not_be_tried_out() {
    let mut city = City::with("A2");
    city.act(MEMBER, accept(&city));
    city.fails(VOLUNTEER, finish(Outcome::Solved, None), Code::NotFound);
    for _ in 0..5 {
        city.fails(VOLUNTEER, finish(Outcome::Solved, Some(WRONG)), Code::AlreadyTaken);
    }
    city.fails(VOLUNTEER, proven(), Code::NotFound);
    let order = city.the(ORDER);
    assert_eq!(
        (order.code_tries, order.other_finishes.len(), order.state),
        (5, 5, State::Accepted)
    );
    let mut city = City::with("A2");
    city.act(MEMBER, accept(&city));
    city.fails(VOLUNTEER, proven(), Code::AlreadyTaken);
    assert!(city.the(ORDER).holder(MEMBER).is_some());
}

#[test]
fn a_finish_after_the_order_was_cancelled_is_kept_for_the_desk() {
    let mut city = City::with("A2");
    city.act(MEMBER, accept(&city));
    city.act(
        RESIDENT,
        Act::Cancel {
            why: Why::NoLongerNeeded,
            text: String::new(),
        },
    );
    city.fails(MEMBER, proven(), Code::WrongState);
    let order = city.the(ORDER);
    assert_eq!(
        (order.state, order.other_finishes.len(), order.call_back),
        (State::Cancelled, 1, true)
    );
}

#[test]
fn after_a_reassignment_later_steps_are_refused_but_a_look_is_on_record() {
    let mut city = lost();
    for act in [Act::Called, hand_back(), Act::StillHere] {
        city.fails(VOLUNTEER, act, Code::Reassigned);
    }
    city.act(VOLUNTEER, Act::Look);
    assert!(city.the(ORDER).last(Step::Looked).is_some());
}
