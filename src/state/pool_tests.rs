use std::collections::BTreeSet;

use doorstep_domain::order::{Handover, Offer};

use super::*;
use crate::state::phone_fixture::{COLLEAGUE, ME, at, held, open, phone, slot};

fn id(n: u128) -> OrderId {
    OrderId::from_bits(n)
}

fn ids(cards: &[Card]) -> Vec<OrderId> {
    cards.iter().map(|c| c.id).collect()
}

#[test]
fn what_asks_by_name_stands_first_and_what_is_held_not_at_all() {
    let mut offered = open(id(2));
    offered.state = State::Offered;
    offered.slot = slot(3, 9);
    offered.offer = Some(Offer { to: ME, due: at(10, 0) });
    let mut passed = open(id(3));
    passed.state = State::Accepted;
    passed.slot = slot(4, 9);
    passed.handover = Some(Handover {
        from: COLLEAGUE,
        to: ME,
        due: at(11, 0),
    });
    let mut waiting = open(id(4));
    waiting.state = State::Accepted;
    waiting.standby = vec![ME];
    let replica = phone(vec![open(id(1)), offered, passed, waiting, held(id(5))]);
    let all = cards(&replica, at(9, 0));
    assert_eq!(ids(&all), [id(2), id(3), id(1), id(4)]);
    assert_eq!(all[3].kind, Kind::Standby);
    assert_eq!(asked(&replica, at(9, 0)), 2);
    assert_eq!(all[0].title, "上门走访", "the neutral name");
}

#[test]
fn new_cards_wait_and_gone_ones_keep_their_place() {
    let pool = |ids: &[u128]| -> Vec<Card> {
        let replica = phone(ids.iter().map(|n| open(id(*n))).collect());
        cards(&replica, at(9, 0))
    };
    let (shown, new) = settle(&[], &pool(&[2, 4]));
    assert_eq!((shown.len(), new), (2, 0), "an empty screen shows all at once");
    let (shown, new) = settle(&shown, &pool(&[1, 3, 4]));
    let rows: Vec<_> = shown.iter().map(|r| (r.card.id, r.gone)).collect();
    assert_eq!((rows, new), (vec![(id(2), true), (id(4), false)], 2));
    let (shown, new) = settle(&shown, &pool(&[2, 4]));
    assert!(
        shown.iter().all(|r| !r.gone) && new == 0,
        "what comes back stands where it stood"
    );
}

#[test]
fn filters_never_hide_who_is_asked_by_name() {
    let replica = phone(vec![open(id(1)), held(id(5))]);
    let now = at(9, 0);
    let mut card = cards(&replica, now).remove(0);
    let mut mine = mine(&replica, now);
    assert_eq!(mine.load, (1, 3));
    assert!(passes(&card, Filter::Today, &mine, now) && passes(&card, Filter::OnTheWay, &mine, now));
    assert!(!passes(&card, Filter::MySkill, &mine, now));
    card.skill = Some("理发".into());
    assert!(passes(&card, Filter::MySkill, &mine, now));
    mine.skills = BTreeSet::new();
    card.slot = slot(1, 9);
    assert!(!passes(&card, Filter::Today, &mine, now) && !passes(&card, Filter::OnTheWay, &mine, now));
    assert!(!passes(&card, Filter::MySkill, &mine, now) && passes(&card, Filter::All, &mine, now));
    card.kind = Kind::Offer { due: at(10, 0) };
    assert!(passes(&card, Filter::MySkill, &mine, now));
}

#[test]
fn three_similar_ones_at_most_the_same_service_first() {
    let mut orders: Vec<Order> = (1..=6).map(|n| open(id(n))).collect();
    orders[4].item = "B01".into();
    orders[5].slot = slot(2, 9);
    let all = cards(&phone(orders), at(9, 0));
    let lost = all.iter().find(|c| c.id == id(1)).unwrap().clone();
    assert_eq!(ids(&similar(&all, &lost)), [id(2), id(3), id(4)]);
    let few: Vec<Card> = all.iter().filter(|c| [id(5), id(6)].contains(&c.id)).cloned().collect();
    assert_eq!(
        ids(&similar(&few, &lost)),
        [id(6), id(5)],
        "the same service on another day before another service"
    );
}

#[test]
fn the_time_left_is_said_in_the_last_hour() {
    let due = at(10, 0);
    assert_eq!(time_left(due, at(8, 0)), None);
    assert_eq!(time_left(due, at(9, 40)).unwrap(), "还剩 20 分钟没人接");
    assert_eq!(time_left(due, at(10, 1)).unwrap(), "等了很久，没人接");
}
