//! Buttons and timeline by state.

use doorstep_domain::{
    Day, Instant,
    order::{Order, Part, Rating, Satisfaction, State, Step},
    time::{DAY, MINUTE},
};

use super::{
    Button::{Again, Appeal, Cancel, Confirm, Move, Rate, Redo, Remark, Urge},
    *,
};
use crate::state::fixture;

fn start() -> Instant {
    Day(20_000).at(600)
}

fn of(state: State) -> Order {
    let mut order = fixture::order(state, start());
    order.clocks.ended = state.is_ended().then(start);
    order
}

#[test]
fn every_state_has_the_buttons_that_the_rules_allow() {
    let at = start().plus(MINUTE);
    let shown = |state| buttons(&of(state), true, at);
    for state in [
        State::Submitted,
        State::Open,
        State::Offered,
        State::Accepted,
        State::EnRoute,
    ] {
        assert_eq!(shown(state), [Move, Urge, Cancel, Remark], "{state:?}");
    }
    for state in [State::InService, State::Suspended, State::Referred] {
        assert_eq!(shown(state), [Urge, Remark], "{state:?}");
    }
    assert_eq!(shown(State::AwaitingConfirm), [Confirm, Redo, Remark]);
    assert_eq!(shown(State::Closed), [Rate, Redo, Remark, Again]);
    assert_eq!(shown(State::Declined), [Appeal, Remark]);
    assert_eq!(shown(State::Cancelled), [Remark, Again]);
}

#[test]
fn what_is_used_up_or_too_late_has_no_button() {
    let mut closed = of(State::Closed);
    closed.rating = Some(Rating {
        face: Satisfaction::Good,
        stars: 0,
        tags: Vec::new(),
        at: start(),
    });
    assert_eq!(buttons(&closed, true, start().plus(5 * DAY)), [Redo, Remark, Again]);
    assert_eq!(buttons(&closed, true, start().plus(5 * DAY + 1)), [Remark, Again]);
    closed.contacts_erased = true;
    assert_eq!(buttons(&closed, true, start()), [Again]);
    let mut declined = of(State::Declined);
    declined.appealed = true;
    assert_eq!(buttons(&declined, true, start()), [Remark]);
    // Nobody can be urged about what the community does not know.
    assert_eq!(buttons(&of(State::Open), false, start()), [Move, Cancel, Remark]);
}

#[test]
fn urging_is_possible_again_after_half_an_hour() {
    let mut order = of(State::Open);
    assert_eq!(urge_again(&order, start()), None);
    order.urged_at = Some(start());
    let again = start().plus(30 * MINUTE);
    assert_eq!(urge_again(&order, again.plus(-1)), Some(again));
    assert_eq!(urge_again(&order, again), None);
}

#[test]
fn what_is_only_on_this_phone_is_dashed() {
    let confirmed = of(State::Open);
    let mut shown = confirmed.clone();
    shown.trail.push(fixture::entry(Step::Urged, Part::Resident, start()));
    let dots = |order: &Order, confirmed: Option<&Order>| {
        let nodes = timeline(order, confirmed, start());
        nodes.into_iter().map(|n| (n.dot, n.what)).collect::<Vec<_>>()
    };
    let both = dots(&shown, Some(&confirmed));
    assert_eq!(both[0].0, Dot::Done);
    assert_eq!(both[1], (Dot::Local, "催了一次".to_owned()));
    assert!(both[2..].iter().all(|(dot, _)| *dot == Dot::Future));
    let unsent = dots(&confirmed, None);
    assert_eq!(unsent[0].0, Dot::Local);
    assert_eq!(unsent[1], (Dot::Future, "社区收到".to_owned()));
    assert_eq!(dots(&confirmed, Some(&confirmed))[0].0, Dot::Now);
}

#[test]
fn looks_and_words_stand_elsewhere_and_names_come_from_the_card() {
    let mut order = of(State::Accepted);
    order.holders.push(fixture::holder(start()));
    for step in [Step::Accepted, Step::Looked, Step::Remarked] {
        order.trail.push(fixture::entry(step, Part::Member, start()));
    }
    let nodes = timeline(&order, Some(&order), start());
    let happened: Vec<_> = nodes
        .iter()
        .filter(|n| n.dot != Dot::Future)
        .map(|n| (n.what.as_str(), n.who.as_str()))
        .collect();
    assert_eq!(happened, [("已下单", "本人"), ("已接单", "李示例")]);
    let gone = order.holders.remove(0);
    order.former.push(doorstep_domain::order::Former {
        person: gone.person,
        at: start(),
        by_own_wish: true,
        card: doorstep_domain::Seen::hidden(),
    });
    let nodes = timeline(&order, Some(&order), start());
    assert_eq!(
        nodes[1].who, "前一位同志",
        "who gave it back is not taken for who comes now"
    );
    order.holders.push(gone);
    let looks = crate::state::contact::looks(&order, start());
    assert_eq!(looks.iter().map(|l| l.who.as_str()).collect::<Vec<_>>(), ["李示例"]);
}

#[test]
fn a_late_word_says_when_it_was_and_when_it_came() {
    let mut order = of(State::AwaitingConfirm);
    let mut finished = fixture::entry(Step::Finished, Part::Member, start().plus(60 * MINUTE));
    finished.claimed = Some(start());
    order.trail.push(finished);
    let nodes = timeline(&order, Some(&order), start());
    let last = nodes.last().unwrap();
    assert_eq!((last.dot, last.when.as_str()), (Dot::Now, "10:00"));
    assert!(last.who.contains("10:00 办的，社区 11:00 收到"), "{}", last.who);
}
