//! What `inbox` promises a screen, held to account without a browser.

use doorstep_domain::{
    OrderId, Seen,
    order::{Act, By, Former, Offer, Part},
};

use super::*;
use crate::state::news::MOST;
use crate::state::phone_fixture::{ME, ORDER, RESIDENT, act, at, give, held, open, phone, refuse, slot};

fn entry(hour: u16, step: Step, part: Part, person: PersonId) -> Entry {
    Entry {
        at: at(hour, 0),
        claimed: None,
        by: By {
            part,
            person: Seen::known(person),
        },
        step,
        why: None,
    }
}

fn titles(orders: Vec<Order>) -> Vec<String> {
    let replica = phone(orders);
    messages(&replica, at(17, 0)).into_iter().map(|m| m.title).collect()
}

#[test]
fn a_holder_hears_of_what_others_did_since_they_hold_it() {
    let mut order = held(ORDER);
    order.trail = vec![
        entry(8, Step::Urged, Part::Resident, RESIDENT),
        entry(9, Step::Accepted, Part::Member, ME),
        entry(10, Step::Urged, Part::Resident, RESIDENT),
        entry(11, Step::SlotAsked, Part::Resident, RESIDENT),
        entry(12, Step::Departed, Part::Member, ME),
    ];
    assert_eq!(titles(vec![order.clone()]), ["居民催了一次，打个电话说一声吧"]);
    order.slot_ask = Some(doorstep_domain::order::SlotAsk {
        slot: slot(1, 9),
        at: at(11, 0),
    });
    assert_eq!(titles(vec![order])[0], "居民想改到 明天 9:00–10:00");
}

#[test]
fn of_many_orders_the_newest_hundred_messages_are_shown_and_the_rest_are_older() {
    let many = (0..MOST + 60).map(|nth| {
        let mut order = held(OrderId::from_bits(1 + u128::from(u16::try_from(nth).unwrap())));
        let minute = u16::try_from(nth % 60).unwrap();
        order.trail = vec![
            Entry {
                at: at(10, minute),
                ..entry(10, Step::Urged, Part::Resident, RESIDENT)
            },
            Entry {
                at: at(11 + u16::try_from(nth / 60).unwrap(), minute),
                ..entry(11, Step::Late, Part::Resident, RESIDENT)
            },
        ];
        order
    });
    let replica = phone(many.collect());
    let shown = messages(&replica, at(17, 0));
    let mut times: Vec<_> = replica.orders().flat_map(|o| o.trail.iter().map(|e| e.at)).collect();
    times.sort();
    times.reverse();
    times.truncate(MOST);
    assert_eq!(shown.iter().map(|m| m.at).collect::<Vec<_>>(), times);
}

#[test]
fn who_is_asked_and_who_lost_it_hear_it_without_a_trail() {
    let mut asked = open(ORDER);
    asked.state = State::Offered;
    asked.offer = Some(Offer {
        to: ME,
        due: at(17, 30),
    });
    assert_eq!(titles(vec![asked]), ["先问您：17:30 前回一声就行"]);
    let mut lost = open(ORDER);
    lost.former = vec![Former {
        person: ME,
        at: at(10, 0),
        by_own_wish: false,
        card: doorstep_domain::Seen::hidden(),
    }];
    lost.state = State::Accepted;
    assert_eq!(titles(vec![lost.clone()]), ["社区把这张单子交给了别的同志"]);
    lost.state = State::Cancelled;
    assert_eq!(titles(vec![lost.clone()]), ["这张单子取消了，不用去了"]);
    lost.former[0].by_own_wish = true;
    assert!(titles(vec![lost]).is_empty(), "who gave it away knows");
}

#[test]
fn the_residents_side_hears_its_own_sentences() {
    let mut order = open(ORDER);
    order.resident = Seen::known(ME);
    order.state = State::AwaitingConfirm;
    order.trail = vec![
        entry(8, Step::Placed, Part::Resident, ME),
        entry(9, Step::Accepted, Part::Member, RESIDENT),
        entry(15, Step::Departed, Part::Member, RESIDENT),
        entry(16, Step::Finished, Part::Member, RESIDENT),
    ];
    assert_eq!(titles(vec![order]), ["办好了吗？", "已出发", "已有人接单"]);
}

#[test]
fn a_refusal_is_told_once_and_under_the_same_key() {
    let mut replica = phone(vec![open(ORDER)]);
    give(&mut replica, 1, act(ORDER, Act::Accept { generation: 0 }), at(9, 0));
    refuse(&mut replica, 1, Code::AlreadyTaken.into(), at(9, 1));
    let first = messages(&replica, at(9, 1));
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].title, "已有同志接单，您是候补");
    assert_eq!(first[0].to, Route::Order(ORDER));
    assert_eq!(messages(&replica, at(12, 0))[0].key, first[0].key);
}

#[test]
fn newest_first_and_not_without_end() {
    let mut order = held(ORDER);
    order.trail = (0..300)
        .map(|n| Entry {
            at: at(10, 0).plus(n),
            ..entry(10, Step::Urged, Part::Resident, RESIDENT)
        })
        .collect();
    let all = messages(&phone(vec![order, held(OrderId::from_bits(99))]), at(17, 0));
    assert_eq!(all.len(), MOST);
    assert!(all.windows(2).all(|pair| pair[0].at >= pair[1].at));
}
