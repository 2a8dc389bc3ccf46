//! The life of an order as orders.md 3 and 4 tell it, one story a test.

use doorstep_domain::{
    Code, Command, Decision, Field, Key,
    order::{Act, Answer, Outcome, Proof, Satisfaction, State, Step, Why, view},
    time::DAY,
};

use crate::{
    acts::{finish, rate},
    city::{
        CODE, City, DAUGHTER, DEPARTMENT, HEALTH, MEMBER, NEIGHBOUR, RESIDENT, SECRETARY, SKILLED, STAFF, VOLUNTEER,
        WRONG, ZONED, placing, slot,
    },
    run::{ORDER, OTHER, on},
};

pub(crate) fn accept(city: &City) -> Act {
    let generation = city.the(ORDER).generation;
    Act::Accept { generation }
}

pub(crate) fn release(person: doorstep_domain::PersonId) -> Act {
    let why = Why::Rebalanced;
    Act::Release { person, why }
}

pub(crate) fn hand_back() -> Act {
    Act::HandBack {
        why: Why::Ill,
        text: "发烧了".to_owned(),
    }
}

pub(crate) fn redo() -> Act {
    Act::Redo {
        why: Why::NotSolved,
        text: String::new(),
    }
}

/// Opened by the desk and taken by a member.
pub(crate) fn held(item: &str) -> City {
    let mut city = City::with(item);
    if city.the(ORDER).state == State::Submitted {
        city.act(STAFF, Act::Open);
    }
    city.act(MEMBER, accept(&city));
    city
}

pub(crate) fn closed() -> City {
    let mut city = held("A1");
    city.act(MEMBER, finish(Outcome::Solved, Some(CODE)));
    city.act(RESIDENT, Act::Confirm);
    city
}

#[test]
fn the_main_job_from_placing_to_rating() {
    let mut city = held("A1");
    for act in [
        Act::Called,
        Act::Look,
        Act::Depart,
        Act::Arrive,
        finish(Outcome::Solved, Some(CODE)),
    ] {
        city.act(MEMBER, act);
    }
    assert_eq!(city.the(ORDER).finish.as_ref().unwrap().proof, Proof::Code);
    city.act(DAUGHTER, Act::Confirm);
    city.act(RESIDENT, rate(Satisfaction::Good));
    let order = city.the(ORDER);
    let steps: Vec<_> = order
        .trail
        .iter()
        .map(|e| e.step)
        .filter(|s| *s != Step::Remarked)
        .collect();
    let told = [
        Step::Placed,
        Step::Opened,
        Step::Accepted,
        Step::Called,
        Step::Looked,
        Step::Departed,
        Step::Arrived,
        Step::Finished,
        Step::Confirmed,
        Step::Rated,
    ];
    assert_eq!(steps, told);
    assert_eq!((order.state, order.outcome()), (State::Closed, Some(Outcome::Solved)));
}

#[test]
fn the_fourth_order_and_two_at_the_same_time_are_too_much() {
    let mut city = held("A1").and("A2");
    let claim = Command::clone(&on(OTHER, Act::Accept { generation: 0 }));
    let code = |city: &City| match city.ask(MEMBER, &claim, None) {
        Decision::Rejected(reason) => Some(reason.code),
        _ => None,
    };
    assert_eq!(code(&city), Some(Code::Overlap));
    let tomorrow = doorstep_domain::Slot {
        day: crate::city::DAY.plus(1),
        ..slot(14, 16)
    };
    city.change(OTHER, |order| order.slot = tomorrow);
    assert_eq!(code(&city), None);
    if let Some(doorstep_domain::Entity::Person(me)) = city.rows.get_mut(&Key::person(MEMBER)) {
        me.cap = 1;
    }
    assert_eq!(code(&city), Some(Code::CapReached));
    // What waits for the resident's word is finished as far as the member goes.
    city.act(MEMBER, finish(Outcome::Solved, None));
    assert_eq!(code(&city), None);
}

#[test]
fn a_skill_is_asked_of_whoever_takes_it_and_of_whoever_is_asked() {
    let mut city = City::with("B1");
    city.act(STAFF, Act::Open);
    city.fails(MEMBER, accept(&city), Code::SkillMissing);
    city.fails(STAFF, Act::Offer { to: MEMBER }, Code::SkillMissing);
    city.act(SKILLED, accept(&city));
    city.fails(SKILLED, Act::Transfer { to: VOLUNTEER }, Code::SkillMissing);
}

#[test]
fn a_zone_holds_its_buildings_and_a_daughter_is_family() {
    let city = City::with("A2");
    let mine = |who| view(city.the(ORDER), &city.actor(who)).is_some();
    assert!(mine(NEIGHBOUR) && mine(MEMBER) && !mine(ZONED));
    let mut city = city;
    city.fails(ZONED, accept(&city), Code::NotFound);
    city.fails(DAUGHTER, accept(&city), Code::OwnHousehold);
    city.fails(STAFF, Act::Offer { to: RESIDENT }, Code::OwnHousehold);
}

#[test]
fn dispatched_orders_are_in_no_pool() {
    let mut city = City::with("D1");
    city.act(STAFF, Act::Open);
    assert!(view(city.the(ORDER), &city.actor(MEMBER)).is_none());
    city.fails(MEMBER, accept(&city), Code::NotFound);
    city.act(STAFF, Act::Offer { to: MEMBER });
    let asked = view(city.the(ORDER), &city.actor(MEMBER)).unwrap();
    assert!(asked.contact.is_hidden() && asked.health.is_hidden() && asked.note.is_hidden());
    city.act(MEMBER, Act::AnswerOffer { answer: Answer::Yes });
    let held = view(city.the(ORDER), &city.actor(MEMBER)).unwrap();
    assert!(!held.contact.is_hidden() && held.health.is(&HEALTH.to_owned()) && held.code.is_hidden());
}

#[test]
fn one_appeal_goes_to_the_secretary() {
    let decline = || Act::Decline {
        why: Why::OutOfScope,
        instead: "物业".to_owned(),
    };
    let appeal = || Act::Appeal { text: String::new() };
    let mut city = City::with("A1");
    city.fails(
        STAFF,
        Act::Decline {
            why: Why::Ill,
            instead: String::new(),
        },
        Code::FieldInvalid,
    );
    city.act(STAFF, decline());
    city.pass(2 * DAY);
    assert!(
        view(city.the(ORDER), &city.actor(RESIDENT))
            .unwrap()
            .contact
            .is_hidden()
    );
    city.act(RESIDENT, appeal());
    for act in [
        Act::Open,
        decline(),
        Act::Offer { to: MEMBER },
        Act::Refer {
            to: "x".to_owned(),
            why: Why::GasDanger,
        },
    ] {
        city.fails(STAFF, act, Code::NotAllowed);
    }
    city.act(SECRETARY, decline());
    city.fails(RESIDENT, appeal(), Code::AppealUsed);
}

#[test]
fn a_gas_problem_at_the_door_goes_to_the_department_and_it_reports_back() {
    let mut city = held("A1");
    city.act(MEMBER, Act::Arrive);
    let (to, why) = ("燃气公司".to_owned(), Why::GasDanger);
    city.act(MEMBER, Act::ProposeReferral { to: to.clone(), why });
    assert!(view(city.the(ORDER), &city.actor(RESIDENT)).unwrap().referral.is_none());
    assert!(view(city.the(ORDER), &city.actor(DEPARTMENT)).is_none());
    city.act(STAFF, Act::Refer { to, why });
    assert_eq!(city.the(ORDER).taken, 0);
    city.act(
        DEPARTMENT,
        Act::EndReferral {
            outcome: Some(Outcome::Partly),
        },
    );
    let order = city.the(ORDER);
    assert_eq!(
        (order.state, order.outcome(), order.call_back),
        (State::Closed, Some(Outcome::Partly), true)
    );
}

#[test]
fn the_desk_rates_for_the_resident_but_nobody_their_own_work() {
    let mut city = closed();
    city.fails(MEMBER, rate(Satisfaction::Good), Code::BothSides);
    city.act(STAFF, rate(Satisfaction::Poor));
    let order = city.the(ORDER);
    assert!(order.call_back, "an unhappy resident is called");
    city.fails(RESIDENT, rate(Satisfaction::Good), Code::AlreadyExists);
}

#[test]
fn a_health_note_needs_its_own_consent_and_the_notice_comes_first() {
    let mut city = City::new();
    let ask = |city: &City| match city.ask(RESIDENT, &Command::Order(placing(ORDER, "D1")), None) {
        Decision::Rejected(reason) => Some((reason.code, reason.field)),
        _ => None,
    };
    assert_eq!(ask(&city), None);
    let edit = |city: &mut City, notice: bool| {
        if let Some(doorstep_domain::Entity::Person(me)) = city.rows.get_mut(&Key::person(RESIDENT)) {
            me.consents.health = None;
            me.consents.notice = me.consents.notice.filter(|_| notice);
        }
    };
    edit(&mut city, true);
    assert_eq!(ask(&city), Some((Code::ConsentMissing, Some(Field::HealthNote))));
    edit(&mut city, false);
    assert_eq!(ask(&city), Some((Code::ConsentMissing, None)));
}

#[test]
fn the_same_thing_twice_on_a_day_is_asked_about_and_ten_are_enough() {
    let mut city = City::with("A1");
    let code = |city: &City, n: u128, sure: bool| {
        let mut command = placing(doorstep_domain::OrderId::from_bits(n), "A1");
        if let Act::Place(placing) = &mut command.act {
            placing.despite_duplicate = sure;
        }
        (city.ask(RESIDENT, &Command::Order(command.clone()), None), command)
    };
    let refused = |answer: &Decision| {
        if let Decision::Rejected(r) = answer {
            Some(r.code)
        } else {
            None
        }
    };
    assert_eq!(refused(&code(&city, 50, false).0), Some(Code::Duplicate));
    for n in 50..59 {
        let (_, command) = code(&city, n, true);
        city.does(RESIDENT, Command::Order(command));
    }
    assert_eq!(refused(&code(&city, 60, true).0), Some(Code::TooManyOpen));
}

#[test]
fn two_places_fill_one_by_one_and_one_of_them_leads() {
    let mut city = City::with("T2");
    let same_moment = accept(&city);
    city.act(MEMBER, accept(&city));
    let both = city.ask(VOLUNTEER, &on(ORDER, same_moment), None);
    assert!(
        matches!(both, Decision::Facts(_)),
        "there is room for two at the same second"
    );
    let teaser = view(city.the(ORDER), &city.actor(VOLUNTEER)).unwrap();
    assert_eq!(
        (teaser.state, teaser.taken, teaser.places, teaser.holders.len()),
        (State::Open, 1, 2, 0)
    );
    city.act(STAFF, Act::Offer { to: VOLUNTEER });
    city.act(VOLUNTEER, Act::AnswerOffer { answer: Answer::No });
    assert_eq!(city.the(ORDER).state, State::Open, "one place is still free");
    city.act(VOLUNTEER, accept(&city));
    assert_eq!(city.the(ORDER).state, State::Accepted);
    city.act(MEMBER, hand_back());
    let order = city.the(ORDER);
    assert_eq!(
        (order.state, order.taken, order.holders[0].lead),
        (State::Open, 1, true)
    );
}

#[test]
fn a_wrong_code_still_finishes_and_five_tries_are_all() {
    let mut city = held("A1");
    for n in 1..=6 {
        city.act(MEMBER, finish(Outcome::Solved, Some(if n < 6 { WRONG } else { CODE })));
        let order = city.the(ORDER);
        let proof = &order.finish.as_ref().unwrap().proof;
        assert_eq!(*proof, if n < 6 { Proof::Mismatch } else { Proof::Claimed }, "try {n}");
        for who in [MEMBER, RESIDENT] {
            let seen = view(order, &city.actor(who)).unwrap();
            assert_eq!(
                seen.finish.unwrap().proof,
                Proof::Claimed,
                "{who} is not told that a code was wrong"
            );
        }
        assert!(order.call_back);
        city.act(RESIDENT, redo());
        city.act(MEMBER, accept(&city));
    }
}

#[test]
fn words_of_a_hand_back_stay_between_the_member_and_the_desk() {
    let mut city = held("A1");
    city.act(MEMBER, hand_back());
    let reads = |who| {
        let seen = view(city.the(ORDER), &city.actor(who)).unwrap();
        seen.remarks.get().is_some_and(|r| r.iter().any(|r| r.text == "发烧了"))
    };
    assert!(reads(STAFF) && !reads(RESIDENT) && !reads(VOLUNTEER));
}
