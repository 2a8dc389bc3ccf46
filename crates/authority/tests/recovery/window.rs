//! While the window is open.

use doorstep_domain::{
    order::{Act, State},
    time::{DAY, HOUR},
};
use doorstep_protocol::Outcome;

use super::past::{again, closed, here, place, report, restored, words};
use crate::laws::town::{MEMBER, OTHER, RESIDENT, STAFF, on, yy};

#[test]
fn no_deadline_passes_and_nobody_is_given_an_order() {
    let mut town = here();
    let order = town.place("B01");
    let backup = town.authority.store().fork();
    town.now = town.now.plus(DAY);
    restored(&mut town, backup, Vec::new());
    let (touched, more) = town.authority.run_due(town.now).unwrap();
    assert!(touched.is_empty() && !more);
    // Remarks and orders go through, and let no deadline pass first.
    assert_eq!(
        town.act(RESIDENT, order, Act::Remark { text: "好".into() }).word(),
        "applied"
    );
    town.place("B01");
    assert!(!town.order(order).overdue);
    let accept = town.act(MEMBER, order, Act::Accept { generation: 0 });
    assert!(matches!(accept, Outcome::Deferred { retry_ms } if (5_000..=120_000).contains(&retry_ms)));
    assert_eq!(town.order(order).state, State::Open);
    assert_eq!(report(&town).waiting, 1);
    closed(&mut town);
    assert!(
        town.order(order)
            .trail
            .iter()
            .any(|e| e.step == doorstep_domain::order::Step::Overdue)
    );
}

#[test]
fn what_would_be_refused_waits_and_what_is_behind_it_goes_on() {
    let mut town = here();
    let backup = town.authority.store().fork();
    let (order, lost) = place(&mut town, RESIDENT, "B01");
    restored(&mut town, backup, Vec::new());
    // A member's offline accept and departure, and a remark about another order.
    let other = town.place("B01");
    let batch: Vec<_> = [
        on(order, yy(), Act::Accept { generation: 0 }),
        on(order, yy(), Act::Depart),
        on(order, yy(), Act::Arrive),
    ]
    .map(|command| town.envelope(MEMBER, &command))
    .into();
    let outcomes = town.push(MEMBER, batch.clone());
    assert_eq!(words(&outcomes), ["deferred"; 3]);
    assert_eq!(
        words(&town.push(MEMBER, batch.clone())),
        ["deferred"; 3],
        "asked again, held once"
    );
    let remark = town.act(STAFF, other, Act::Remark { text: "在办".into() });
    assert_eq!(remark.word(), "applied");
    assert_eq!(report(&town).waiting, 3);
    assert_eq!(words(&again(&mut town, RESIDENT, &[&lost])), ["deferred"]);
    // The same command can't be changed while it waits.
    let mut twisted = batch[0].clone();
    twisted.body = batch[1].body.clone();
    assert_eq!(town.push(MEMBER, vec![twisted]), [Outcome::Fork]);
    let report = closed(&mut town);
    assert_eq!((report.restored, report.contested.len()), (1, 0));
    assert_eq!(words(&town.push(MEMBER, batch)), ["already"; 3]);
    assert_eq!(town.order(order).state, State::InService);
    assert!(town.order(order).holder(MEMBER).is_some());
    // Nothing is kept of what was held.
    let held = town.authority.store();
    let held = doorstep_authority::Storage::read(&**held, |txn| txn.records_of("recovery-held", "e2"));
    assert!(held.unwrap().is_empty());
}

#[test]
fn what_can_not_be_after_all_is_refused_when_the_window_closes() {
    let mut town = here();
    let order = town.place("B01");
    town.act(OTHER, order, Act::Accept { generation: 0 });
    let backup = town.authority.store().fork();
    restored(&mut town, backup, Vec::new());
    let accept = town.envelope(MEMBER, &on(order, yy(), Act::Accept { generation: 0 }));
    assert_eq!(words(&town.push(MEMBER, vec![accept.clone()])), ["deferred"]);
    assert!(town.order(order).standby.is_empty());
    closed(&mut town);
    let [Outcome::Already { first }] = &*town.push(MEMBER, vec![accept]) else {
        panic!("judged when the window closed");
    };
    assert_eq!(first.word(), "rejected");
    assert_eq!(town.order(order).standby, [MEMBER]);
}

#[test]
fn it_ends_by_hand_too() {
    let mut town = here();
    let order = town.place("B01");
    let backup = town.authority.store().fork();
    restored(&mut town, backup, Vec::new());
    town.act(MEMBER, order, Act::Accept { generation: 0 });
    assert_eq!(town.authority.recovering().unwrap(), Some(town.now.plus(2 * HOUR)));
    town.now = town.now.plus(60_000);
    let touched = town.authority.end_recovery(town.now).unwrap();
    assert!(touched.contains(&format!("member:{MEMBER}")), "{touched:?}");
    assert_eq!(town.authority.recovering().unwrap(), None);
    assert!(town.order(order).holder(MEMBER).is_some());
    assert!(town.authority.end_recovery(town.now).unwrap().is_empty());
}
