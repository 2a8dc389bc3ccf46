//! What `job` promises a screen, held to account without a browser.

use doorstep_domain::{
    Seen,
    catalogue::Mode,
    order::{Act, Former, Handover, SlotAsk, State},
};

use super::*;
use crate::state::phone_fixture::{
    COLLEAGUE, ME, ORDER, act, at, give, held, item, open, phone, place as community_place, slot,
};

#[test]
fn the_button_grows_from_the_call_to_the_finish() {
    let mut order = held(ORDER);
    let mut steps = Vec::new();
    for (called, state) in [
        (false, State::Accepted),
        (true, State::Accepted),
        (true, State::EnRoute),
        (true, State::InService),
        (true, State::Suspended),
        (true, State::AwaitingConfirm),
        (true, State::Cancelled),
    ] {
        order.holders[0].called = called;
        order.state = state;
        steps.push(next(&order, ME));
    }
    let expected = [Next::Call, Next::Depart, Next::Arrive, Next::Finish, Next::Resume].map(Some);
    assert_eq!(steps[..5], expected);
    assert_eq!(steps[5..], [None, None]);
    assert_eq!(next(&order, COLLEAGUE), None, "who does not hold it has no button");
}

#[test]
fn nobody_sets_out_where_nobody_travels_and_nobody_calls_without_a_number() {
    let mut order = held(ORDER);
    order.mode = Mode::Phone;
    order.holders[0].called = true;
    assert_eq!(next(&order, ME), Some(Next::Finish));
    assert!(!can(&order, ME).finish, "the button itself finishes");
    order.mode = Mode::Door;
    order.holders[0].called = false;
    order.contact = Seen::hidden();
    assert_eq!(next(&order, ME), Some(Next::Depart));
}

#[test]
fn one_of_several_places_waits_for_the_others() {
    let mut order = held(ORDER);
    order.state = State::Open;
    order.places = 2;
    order.holders[0].called = true;
    assert_eq!(next(&order, ME), None);
    assert!(matches!(questions(&order, at(9, 0))[..], [Question::Waits("users", _)]));
    assert!(can(&order, ME).hand_back);
}

#[test]
fn only_what_the_state_allows_is_offered() {
    let mut order = held(ORDER);
    let fresh = can(&order, ME);
    assert!(fresh.depart && fresh.finish && fresh.hand_back && fresh.transfer && fresh.refer && fresh.move_slot);
    assert!(!fresh.suspend && !fresh.answer_slot);
    order.slot_ask = Some(SlotAsk {
        slot: slot(1, 9),
        at: at(9, 0),
    });
    assert!(can(&order, ME).answer_slot && !can(&order, ME).move_slot);
    order.handover = Some(Handover {
        from: ME,
        to: COLLEAGUE,
        due: at(12, 0),
    });
    assert!(!can(&order, ME).transfer);
    order.state = State::InService;
    order.still_there_asked = true;
    let inside = can(&order, ME);
    assert!(inside.suspend && inside.still_there && !inside.move_slot && !inside.transfer);
    order.state = State::AwaitingConfirm;
    assert_eq!(can(&order, ME), Can::default());
}

#[test]
fn who_lost_it_may_still_say_what_they_did() {
    let mut order = open(ORDER);
    order.state = State::Accepted;
    order.former = vec![Former {
        person: ME,
        at: at(10, 0),
        by_own_wish: false,
        card: doorstep_domain::Seen::hidden(),
    }];
    let me = Actor {
        person: ME,
        grants: Vec::new(),
        skills: std::collections::BTreeSet::new(),
        proxy_for: std::collections::BTreeSet::new(),
        cap: 3,
    };
    assert_eq!(place(&order, &me), Place::Former { own: false });
    assert!(can(&order, ME).late_finish);
    assert!(!can(&order, COLLEAGUE).late_finish);
    order.state = State::Open;
    assert_eq!(place(&order, &me), Place::Free, "open again: they may take it again");
}

#[test]
fn strangers_read_the_neutral_name_and_the_group_text_names_nobody() {
    let item = item();
    assert_eq!(title(Some(&item), true), "独居探访");
    assert_eq!(title(Some(&item), false), "上门走访");
    let text = group_text(&held(ORDER), Some(&item), Some(&community_place()));
    assert!(
        text.contains("上门走访") && text.contains("宜园小区3号楼一带") && text.contains("YY1042"),
        "{text}"
    );
    for secret in ["王示例", "0056", "0401", "独居", "敲重"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn a_map_learns_the_building_and_never_the_door() {
    let order = held(ORDER);
    let community = community_place();
    let link = map_link(&community, order.building.as_ref()).unwrap();
    let keyword = link.split_once("keyword=").unwrap().1;
    let bytes: Vec<u8> = keyword
        .split('%')
        .skip(1)
        .map(|hex| u8::from_str_radix(hex, 16).unwrap())
        .collect();
    assert_eq!(String::from_utf8(bytes).unwrap(), "宜园社区宜园小区3号楼");
    assert_eq!(address(Some(&community), &order).unwrap(), "宜园小区3号楼 2单元 0401");
}

#[test]
fn a_colleague_can_be_asked_and_oneself_can_not() {
    let replica = phone(vec![held(ORDER)]);
    let mut order = held(ORDER);
    let names = |order: &Order| -> Vec<String> {
        let helpers = transfer_to(&replica, order, at(9, 0));
        helpers.into_iter().map(|h| h.name).collect()
    };
    assert_eq!(names(&order), ["赵示例"]);
    order.skill = Some("低压电工证".into());
    assert!(names(&order).is_empty(), "without the skill nobody");
}

#[test]
fn contacts_are_looked_at_once() {
    let replica = phone(vec![held(ORDER)]);
    assert!(first_look(&replica, &held(ORDER)));
    assert!(!first_look(&replica, &held(ORDER)));
    let other = doorstep_domain::OrderId::from_bits(77);
    assert!(!first_look(&replica, &open(other)), "a stranger sees no contacts");
}

#[test]
fn whoever_is_on_the_way_goes_on_there_and_unsent_steps_are_counted() {
    let ids = [11, 12, 13].map(doorstep_domain::OrderId::from_bits);
    let mut soon = held(ids[0]);
    soon.slot = slot(0, 10);
    let mut going = held(ids[1]);
    going.state = State::EnRoute;
    going.slot = slot(0, 16);
    let mut done = held(ids[2]);
    done.state = State::Closed;
    let mut replica = phone(vec![soon, going, done]);
    let list = jobs(&replica);
    assert_eq!(list.now, Some(ids[1]));
    assert_eq!(
        list.then.iter().map(|l| (l.id, l.unsent)).collect::<Vec<_>>(),
        [(ids[0], 0)]
    );
    assert_eq!(list.ended.len(), 1);
    assert_eq!(give(&mut replica, 1, act(ids[0], Act::Called), at(9, 1)), None);
    assert_eq!(jobs(&replica).then[0].unsent, 1);
    assert_eq!(
        next(replica.orders().find(|o| o.id == ids[0]).unwrap(), ME),
        Some(Next::Depart)
    );
}
