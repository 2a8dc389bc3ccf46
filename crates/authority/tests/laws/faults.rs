//! What is broken breaks itself and nothing else. Rows are broken behind the authority's back, as a bad disk would.

use doorstep_authority::{Record, Storage};
use doorstep_domain::{Instant, Key, OrderId, order::Act, time::DAY};
use doorstep_protocol::Outcome;

use super::{
    play::Phone,
    town::{MEMBER, NAME, RESIDENT, Town, on, partition, placing, yy},
};

/// Makes an order's row unreadable; the text that takes its place has a name in it.
fn break_order<S: Storage>(town: &Town<S>, order: OrderId) {
    let name = partition(&yy());
    town.authority
        .store()
        .write(&name.clone(), move |txn| {
            let key = Key::order(order);
            let mut stored = txn.entity(&name, &key)?.expect("the order");
            let head = txn.head(&name)?;
            let seq = txn.advance(&name, head.clock)?;
            stored.body = format!("{{\"order\":{{\"id\":\"{NAME}\"}}}}");
            txn.put_entity(&name, seq, head.clock, &key, &stored)
        })
        .expect("a write");
}

fn faults<S: Storage>(town: &Town<S>) -> Vec<Record> {
    let read = town
        .authority
        .store()
        .read(|txn| txn.records_of("fault", &partition(&yy())));
    read.expect("the records")
}

pub(crate) fn a_broken_row_faults_its_command_and_the_next_goes_on<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let (broken, whole) = (town.place("B01"), town.place("P01"));
    break_order(&town, broken);
    let accept = |order| on(order, yy(), Act::Accept { generation: 0 });
    let batch = [broken, whole].map(|order| town.envelope(MEMBER, &accept(order)));
    let retry = batch[0].clone();
    let outcomes = town.push(MEMBER, batch.into());
    assert_eq!(
        outcomes.iter().map(Outcome::word).collect::<Vec<_>>(),
        ["faulted", "applied"]
    );
    let receipt = outcomes[0].receipt().expect("a receipt");
    assert!(town.authority.key().is_ours(receipt, retry.command_id, "faulted"));
    match &town.push(MEMBER, vec![retry.clone()])[..] {
        [Outcome::Already { first }] => assert_eq!(**first, outcomes[0]),
        other => panic!("{other:?}"),
    }
    let kept: Vec<_> = faults(&town).into_iter().map(|r| r.id).collect();
    assert_eq!(kept, [retry.command_id.to_string()], "staff can see it");
}

pub(crate) fn a_broken_row_keeps_no_other_row_from_coming<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let (broken, whole) = (town.place("B01"), town.place("P01"));
    let mut before = Phone::new(RESIDENT);
    before.sync(&town, 500);
    break_order(&town, broken);
    let mut after = Phone::new(RESIDENT);
    after.sync(&town, 500);
    before.sync(&town, 500);
    assert!(after.held.contains_key(&Key::order(whole)) && !after.held.contains_key(&Key::order(broken)));
    assert!(
        before.held.contains_key(&Key::order(broken)),
        "what a phone has stays on it"
    );
}

pub(crate) fn a_broken_answer_is_no_wall<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let place = |town: &mut Town<S>| {
        let id = OrderId::from_bits(town.id());
        on(id, yy(), Act::Place(Box::new(placing(town.now, "B01", RESIDENT))))
    };
    let (one, two) = (place(&mut town), place(&mut town));
    let batch = vec![town.envelope(RESIDENT, &one), town.envelope(RESIDENT, &two)];
    let (client, id, number) = (batch[0].client, batch[0].command_id, batch[0].number);
    let other = town.envelope(MEMBER, &one);
    // The answer of somebody who lost their row: stored by hand, since an answer can't be changed.
    let hash = hash_of(&mut town, &other);
    town.authority
        .store()
        .write("city", move |txn| {
            txn.put_answer(&doorstep_authority::Answer {
                command_id: id,
                hash,
                actor: RESIDENT,
                client,
                number,
                at: Instant(1),
                outcome: "{\"outcome\":".to_owned(),
            })
        })
        .expect("a write");
    let words: Vec<_> = town.push(RESIDENT, batch).iter().map(Outcome::word).collect();
    assert_eq!(words, ["already", "applied"]);
}

/// The hash the server keeps of a body: sends it and looks.
fn hash_of<S: Storage>(town: &mut Town<S>, envelope: &doorstep_protocol::Envelope) -> String {
    town.push(envelope.actor, vec![envelope.clone()]);
    let answer = town.authority.store().read(|txn| txn.answer(envelope.command_id));
    answer.expect("the answers").expect("this one").hash
}

pub(crate) fn a_broken_row_holds_up_nobody_elses_deadline<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let (broken, whole) = (town.place("B01"), town.place("P01"));
    break_order(&town, broken);
    town.now = town.now.plus(2 * DAY);
    let (_, more) = town.authority.run_due(town.now).expect("the ticker");
    assert!(!more);
    assert!(town.order(whole).overdue, "its deadline passed");
    let due = town
        .authority
        .store()
        .read(|txn| txn.due(town.now, 9))
        .expect("the agenda");
    assert!(due.is_empty(), "it does not come again at once: {due:?}");
    let later = town
        .authority
        .store()
        .read(|txn| txn.due(town.now.plus(DAY), 99))
        .expect("the agenda");
    assert!(later.iter().any(|d| d.key == Key::order(broken)), "it is not forgotten");
    assert_eq!(faults(&town).len(), 1);
}

pub(crate) fn a_fault_says_nothing_of_what_was_stored<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let broken = town.place("B01");
    break_order(&town, broken);
    town.act(MEMBER, broken, Act::Accept { generation: 0 });
    town.now = town.now.plus(2 * DAY);
    town.authority.run_due(town.now).expect("the ticker");
    let kept = faults(&town);
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|r| !r.body.contains(NAME)), "{kept:?}");
}
