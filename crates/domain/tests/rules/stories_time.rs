//! What time does to an order: clocks, windows, timers (orders.md 3 and 4).

use doorstep_domain::{
    Code, Command,
    order::{Act, Answer, Outcome, Satisfaction, State, Step, Why, view},
    time::{DAY, HOUR, MINUTE},
};

use crate::stories::{accept, closed, held, redo};
use crate::{
    acts::{finish, rate},
    city::{City, DAUGHTER, MEMBER, RESIDENT, STAFF, VOLUNTEER, at, placing, slot},
    run::ORDER,
};

#[test]
fn urging_waits_half_an_hour_and_kills_no_accept() {
    let mut city = City::with("A2");
    let seen = accept(&city);
    city.act(RESIDENT, Act::Urge);
    city.fails(DAUGHTER, Act::Urge, Code::UrgedRecently);
    city.pass(30 * MINUTE);
    city.act(DAUGHTER, Act::Urge);
    city.act(MEMBER, seen);
    assert_eq!(city.the(ORDER).urged, 2);
}

#[test]
fn a_redo_within_five_days_has_its_contacts_again_and_the_third_is_the_secretarys() {
    let mut city = closed();
    city.pass(3 * DAY);
    assert!(city.the(ORDER).contacts_hidden);
    for n in 1..=3 {
        city.act(RESIDENT, redo());
        let order = city.the(ORDER);
        assert_eq!((order.state, order.reopened, order.taken), (State::Open, n, 0));
        assert_eq!(order.escalated, u8::from(n >= 3));
        city.act(VOLUNTEER, accept(&city));
        let seen = view(city.the(ORDER), &city.actor(VOLUNTEER)).unwrap();
        assert!(seen.contact.get().is_some_and(|c| !c.phone.is_hidden()));
        city.act(VOLUNTEER, finish(Outcome::Solved, None));
        city.act(RESIDENT, Act::Confirm);
    }
    assert_eq!(city.the(ORDER).other_finishes.len(), 3);
    city.pass(5 * DAY + MINUTE);
    city.fails(RESIDENT, redo(), Code::TooLate);
    assert!(city.the(ORDER).contacts_erased && city.the(ORDER).contact.is_hidden());
}

#[test]
fn a_suspension_returns_where_it_stood_and_stops_the_whole_clock() {
    let suspend = || Act::Suspend {
        why: Why::NobodyHome,
        text: String::new(),
    };
    let mut city = held("A1");
    city.act(MEMBER, Act::Depart);
    city.act(MEMBER, suspend());
    let before = city.the(ORDER).clocks.whole(city.now);
    city.pass(8 * DAY);
    assert!(city.the(ORDER).overdue, "after seven days the desk decides");
    assert_eq!(city.the(ORDER).clocks.whole(city.now), before);
    city.act(STAFF, Act::Resume);
    assert_eq!(city.the(ORDER).state, State::EnRoute);
    city.act(MEMBER, Act::Arrive);
    city.act(MEMBER, suspend());
    city.act(MEMBER, Act::Resume);
    assert_eq!(city.the(ORDER).state, State::InService);
}

#[test]
fn off_hours_the_clocks_wait_for_the_morning() {
    let placed = |item: &str| {
        let mut city = City::new();
        city.until(at(19, 0));
        let mut command = placing(ORDER, item);
        if let Act::Place(placing) = &mut command.act {
            placing.slot.day = placing.slot.day.plus(1);
        }
        city.does(RESIDENT, Command::Order(command));
        city
    };
    let due = |city: &City| city.the(ORDER).clocks.due;
    let morning = at(8, 30).plus(DAY);
    assert_eq!(due(&placed("A1")), Some(morning.plus(30 * MINUTE)), "triage");
    assert_eq!(due(&placed("A2")), Some(morning.plus(2 * HOUR)), "taking it");
    let mut city = placed("A1");
    city.act(STAFF, Act::Open);
    assert_eq!(
        due(&city),
        Some(morning.plus(2 * HOUR)),
        "the same when the desk opens it at night"
    );
    city.act(STAFF, Act::Offer { to: MEMBER });
    assert_eq!(due(&city), Some(morning.plus(30 * MINUTE)), "an answer");
}

#[test]
fn a_timer_that_closes_never_says_satisfied() {
    let mut city = held("A1");
    city.act(MEMBER, finish(Outcome::Solved, None));
    city.pass(3 * DAY);
    let order = city.the(ORDER);
    assert_eq!(
        (order.state, order.closed_by_timer, order.rating.is_none()),
        (State::Closed, true, true)
    );
    assert_eq!(order.last(Step::Rated), None);
    city.act(RESIDENT, rate(Satisfaction::Fair));
}

#[test]
fn the_time_changes_and_the_state_and_the_whole_clock_do_not() {
    let mut city = held("A1");
    let first = city.the(ORDER).clocks.clone();
    city.act(RESIDENT, Act::AskSlot { slot: slot(16, 18) });
    city.fails(VOLUNTEER, Act::AnswerSlot { answer: Answer::Yes }, Code::NotFound);
    city.act(MEMBER, Act::AnswerSlot { answer: Answer::Yes });
    let order = city.the(ORDER);
    assert_eq!(
        (order.state, order.slot, &order.clocks),
        (State::Accepted, slot(16, 18), &first)
    );
    city.until(at(16, 15));
    assert_eq!(city.the(ORDER).last(Step::Late), Some(at(16, 15)));
    city.act(STAFF, Act::MoveSlot { slot: slot(19, 20) });
    city.until(at(19, 30));
    let late = city.the(ORDER).trail.iter().filter(|e| e.step == Step::Late).count();
    assert_eq!(late, 2, "the new time has a lateness of its own");
}
