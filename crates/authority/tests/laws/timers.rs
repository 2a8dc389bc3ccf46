//! Deadlines.

use doorstep_authority::Storage;
use doorstep_domain::{
    Area, Grant, Role,
    order::{Act, State, Step},
    time::{DAY, HOUR},
};

use super::{
    play::Phone,
    town::{MEMBER, OTHER, STAFF, Town, in_yy, on, partition, yy},
};

fn seq<S: Storage>(town: &Town<S>) -> u64 {
    town.authority
        .store()
        .read(|txn| Ok(txn.head(&partition(&yy()))?.seq))
        .expect("a head")
}

/// A dispatch-only order, opened and offered to a member.
fn offered<S: Storage>(town: &mut Town<S>) -> doorstep_domain::OrderId {
    let order = town.place("D01");
    assert_eq!(town.act(STAFF, order, Act::Open).word(), "applied");
    assert_eq!(town.act(STAFF, order, Act::Offer { to: MEMBER }).word(), "applied");
    assert_eq!(town.order(order).state, State::Offered);
    order
}

pub(crate) fn a_due_timer_passes_before_the_command_that_touches_its_order<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = offered(&mut town);
    town.now = town.now.plus(DAY);
    // Too late: the offer has lapsed by then, although nobody has run the timers.
    let answer = Act::AnswerOffer {
        answer: doorstep_domain::order::Answer::Yes,
    };
    assert_eq!(town.act(MEMBER, order, answer).word(), "rejected");
    let found = town.order(order);
    assert_eq!(found.state, State::Open);
    assert!(
        found.trail.iter().any(|e| e.step == Step::OfferLapsed),
        "the refusal keeps what the timer did"
    );
}

pub(crate) fn deadlines_pass_in_the_background_once<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let orders: Vec<_> = (0..3).map(|_| offered(&mut town)).collect();
    town.now = town.now.plus(DAY);
    let mut rounds = 0;
    loop {
        let (touched, more) = town.authority.run_due(town.now).expect("the ticker");
        rounds += 1;
        assert!(
            rounds > 1 || touched.contains("desk:yy"),
            "whoever reads it is poked: {touched:?}"
        );
        if !more {
            break;
        }
    }
    for order in orders {
        let lapsed = town
            .order(order)
            .trail
            .iter()
            .filter(|e| e.step == Step::OfferLapsed)
            .count();
        assert_eq!(lapsed, 1);
    }
    let after = seq(&town);
    let (touched, more) = town.authority.run_due(town.now).expect("the ticker");
    assert!(touched.is_empty() && !more);
    assert_eq!(seq(&town), after, "a second run changes nothing");
}

pub(crate) fn held_timers_do_not_pass_at_all<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = offered(&mut town);
    town.authority.hold_timers(true);
    town.now = town.now.plus(DAY);
    assert!(town.authority.run_due(town.now).expect("the ticker").0.is_empty());
    let remark = Act::Remark {
        text: "请稍等".into()
    };
    assert_eq!(town.act(STAFF, order, remark).word(), "applied");
    assert_eq!(town.order(order).state, State::Offered);
    town.authority.clone().hold_timers(false);
    town.authority.run_due(town.now).expect("the ticker");
    assert_eq!(town.order(order).state, State::Open);
}

pub(crate) fn the_clock_never_goes_back<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = town.place("B01");
    let then = town.order(order).clocks.first;
    let mut accept = town.envelope(MEMBER, &on(order, yy(), Act::Accept { generation: 0 }));
    // The phone's clock is right; the server's was set back.
    accept.device_time = then;
    town.now = town.now.plus(-3 * DAY);
    let outcome = town.push(MEMBER, vec![accept]).pop().expect("an outcome");
    assert_eq!(outcome.word(), "applied", "{outcome:?}");
    assert!(outcome.receipt().is_some_and(|r| r.at >= then));
    let found = town.order(order);
    assert!(found.clocks.step >= then && found.trail.iter().all(|e| e.at >= then));
    let head = town
        .authority
        .store()
        .read(|txn| txn.head(&partition(&yy())))
        .expect("a head");
    assert!(head.clock >= then);
}

pub(crate) fn a_grant_that_ends_by_time_pokes_its_person<S: Storage>(store: S) {
    let mut town = Town::new(store);
    town.place("B01");
    let own = format!("person:{OTHER}");
    let grant = |from: i64, until: i64| Grant {
        role: Role::Member,
        area: Area::Community(yy()),
        from: town.now.plus(from),
        until: Some(town.now.plus(until)),
    };
    let grants = vec![grant(-HOUR, HOUR), grant(3 * HOUR, 5 * HOUR)];
    town.empower(OTHER, grants);
    let mut phone = Phone::new(OTHER);
    phone.sync(&town, 500);
    let mut seen = Vec::new();
    for _ in 0..7 {
        town.now = town.now.plus(HOUR);
        let (touched, _) = town.authority.run_due(town.now).expect("the ticker");
        if touched.contains(&own) {
            assert!(phone.sync(&town, 500).1, "what they see has changed");
        } else {
            assert!(!phone.sync(&town, 500).1, "a change without a poke");
        }
        let orders = phone
            .held
            .keys()
            .filter(|k| k.kind == doorstep_domain::Kind::Order)
            .count();
        seen.push((touched.contains(&own), orders));
    }
    let told: Vec<_> = seen.iter().map(|(poked, _)| *poked).collect();
    assert_eq!(told, [true, false, true, false, true, false, false], "{seen:?}");
    // A command about them in between swallows no poke.
    town.empower(OTHER, in_yy(Role::Member));
    assert!(town.touched.contains(&own));
}
