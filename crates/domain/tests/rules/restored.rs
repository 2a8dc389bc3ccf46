//! What was done before a restore and does not fit any more: noted at its order, wherever that stands and whoever did it.

use std::collections::BTreeSet;

use doorstep_domain::{
    Ctx, Fact, Key, PersonId,
    order::{Act, OrderCommand, OrderFact, Outcome, Part, State, Step, Why, gives_a_place, undone, view},
};

use crate::{
    acts::{self, finish},
    city::{CODE, City, DEPARTMENT, MEMBER, PEOPLE, RESIDENT, SECRETARY, STAFF, VOLUNTEER, c1},
    explore::far,
    run::{ORDER, OTHER},
    stories::{accept, held},
};

fn note(city: &City, person: PersonId, act: Act) -> OrderFact {
    let actor = city.actor(person);
    let ctx = Ctx {
        actor: &actor,
        now: city.now,
        claimed: None,
    };
    let (order, community) = (ORDER, c1());
    undone(city.the(ORDER), &OrderCommand { order, community, act }, ctx)
}

fn commit(city: &mut City, fact: OrderFact) {
    city.commit(&[(Key::order(ORDER), Fact::Order(fact))]);
}

/// An order that is with the desk, or was declined, and that somebody held in the life of the data which a restore took back.
pub(crate) fn taken_back() -> Vec<City> {
    let mut city = City::with("D1");
    let accepted = note(&city, MEMBER, accept(&city));
    commit(&mut city, accepted);
    let mut declined = city.clone();
    let (why, instead) = (Why::DECLINE[0], String::new());
    declined.act(STAFF, Act::Decline { why, instead });
    vec![city, declined]
}

/// The order in every state.
fn everywhere() -> Vec<City> {
    let mut all = far();
    let mut city = City::with("A2").and("P1");
    all.push(city.clone());
    let gone = |city: &City, act: Act, by: PersonId| {
        let mut gone = city.clone();
        gone.act(by, act);
        gone
    };
    let (why, text) = (Why::NoLongerNeeded, String::new());
    all.push(gone(&city, Act::Cancel { why, text }, RESIDENT));
    let dispatch = City::with("D1").and("P1");
    all.push(dispatch.clone());
    let (why, instead) = (Why::DECLINE[0], String::new());
    all.push(gone(&dispatch, Act::Decline { why, instead }, STAFF));
    let (to, why) = ("街道".to_owned(), Why::REFER[0]);
    all.push(gone(&dispatch, Act::Refer { to, why }, STAFF));
    all.push(gone(&city, Act::Offer { to: VOLUNTEER }, STAFF));
    city.act(MEMBER, accept(&city));
    all.push(city.clone());
    city.act(MEMBER, Act::Depart);
    all.push(city.clone());
    let (why, text) = (Why::SUSPEND[0], String::new());
    all.push(gone(&city, Act::Suspend { why, text }, MEMBER));
    city.act(MEMBER, Act::Arrive);
    all.push(city.clone());
    city.act(MEMBER, finish(Outcome::Solved, Some(CODE)));
    all.push(city.clone());
    city.act(RESIDENT, Act::Confirm);
    all.push(city);
    all
}

#[test]
fn whatever_a_restore_undoes_can_be_noted_anywhere() {
    let (mut states, mut parts) = (BTreeSet::new(), BTreeSet::new());
    for city in everywhere() {
        states.insert(city.the(ORDER).state);
        for person in PEOPLE {
            let mut seen = BTreeSet::new();
            for act in acts::all(city.the(ORDER), OTHER) {
                // One of each kind says it: the fact knows no more of the act.
                if !seen.insert(gives_a_place(&act)) {
                    continue;
                }
                let fact = note(&city, *person, act);
                parts.insert(fact.by.part);
                let mut after = city.clone();
                commit(&mut after, fact);
                assert!(after.the(ORDER).call_back);
            }
        }
    }
    assert_eq!(states.len(), State::ALL.len() - 1, "{states:?}");
    let expected = [
        Part::Resident,
        Part::Proxy,
        Part::Member,
        Part::Staff,
        Part::Secretary,
        Part::Department,
    ];
    assert_eq!(parts, expected.into());
}

#[test]
fn whoever_held_it_is_one_who_lost_it_unasked_and_the_desk_has_two_to_choose_from() {
    let mut city = held("A1");
    let took = accept(&city);
    let fact = note(&city, VOLUNTEER, took);
    commit(&mut city, fact);
    let order = city.the(ORDER);
    assert!(order.lost_unasked(VOLUNTEER) && order.holder(MEMBER).is_some());
    assert!(
        order
            .contest
            .as_ref()
            .is_some_and(|c| c.other == VOLUNTEER && !c.settled)
    );
    let trail = |who| view(city.the(ORDER), &city.actor(who)).map(|seen| seen.trail);
    let told = |who| trail(who).is_some_and(|t| t.iter().any(|e| e.step == Step::Undone));
    assert!(told(STAFF) && told(SECRETARY));
    assert!(!told(RESIDENT) && !told(MEMBER) && !told(VOLUNTEER) && !told(DEPARTMENT));
    // Their visit wins as long as nobody else has begun, and the desk has the last word.
    city.act(VOLUNTEER, finish(Outcome::Solved, Some(CODE)));
    assert_eq!(city.the(ORDER).finish.as_ref().map(|f| f.by), Some(VOLUNTEER));
    city.act(STAFF, Act::Settle { keep: VOLUNTEER });
    assert!(city.the(ORDER).contest.as_ref().is_some_and(|c| c.settled));
}

#[test]
fn what_a_resident_did_is_a_call_and_no_contest() {
    let mut city = held("A1");
    let (why, text) = (Why::NoLongerNeeded, String::new());
    let before = city.the(ORDER).clone();
    let fact = note(&city, RESIDENT, Act::Cancel { why, text });
    commit(&mut city, fact);
    let after = city.the(ORDER);
    assert!(after.call_back && after.contest.is_none());
    assert_eq!(
        (after.state, &after.holders, &after.former),
        (before.state, &before.holders, &before.former)
    );
}
