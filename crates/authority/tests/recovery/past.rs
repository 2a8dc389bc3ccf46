//! A town whose data goes back, and phones that bring again what they were told is done.

use std::sync::Arc;

use doorstep_authority::{
    Authority, Life, MemoryStore,
    recovery::{self, Opening, Report, Withdrawal},
};
use doorstep_domain::{ClientId, Command, OrderId, PersonId, order::Act, time::HOUR};
use doorstep_protocol::{Envelope, Outcome, Receipt};

use crate::laws::town::{Town, on, placing, yy};

/// A town over the memory store.
pub(crate) type Here = Town<MemoryStore>;

/// A command with the receipt it got.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    pub(crate) envelope: Envelope,
    pub(crate) receipt: Receipt,
}

pub(crate) fn here() -> Here {
    Town::new(MemoryStore::default())
}

/// Sends a command that is applied.
pub(crate) fn done(town: &mut Here, actor: PersonId, command: &Command) -> Done {
    let envelope = town.envelope(actor, command);
    match town.push(actor, vec![envelope.clone()]).pop() {
        Some(Outcome::Applied { receipt }) => Done { envelope, receipt },
        other => panic!("{command:?} -> {other:?}"),
    }
}

/// The data is `store` from now on, served by a process that starts anew.
pub(crate) fn starts_over(town: &mut Here, store: MemoryStore) {
    let life = Life {
        epoch: "unused".into(),
        boot: format!("b{}", town.id()),
    };
    let key = town.authority.key().clone();
    town.authority = Authority::start(Arc::new(store), key, life, town.now).expect("the store works");
    town.renew();
}

/// Restored from the backup `store`, with a window of two hours.
pub(crate) fn restored(town: &mut Here, store: MemoryStore, withdrawn: Vec<Withdrawal>) {
    let mut opening = Opening::new("e2".into());
    opening.withdrawn = withdrawn;
    recovery::open(&store, opening, town.now).expect("the store works");
    starts_over(town, store);
}

/// A phone sends these again, with their receipts, under a fresh client.
pub(crate) fn again(town: &mut Here, actor: PersonId, all: &[&Done]) -> Vec<Outcome> {
    let client = ClientId::from_bits(town.id());
    let entries = (1..).zip(all).map(|(number, done)| {
        let mut envelope = done.envelope.clone();
        envelope.client = client;
        envelope.number = number;
        envelope.receipt = Some(done.receipt.clone());
        envelope
    });
    town.push(actor, entries.collect())
}

/// Places an order of `who`.
pub(crate) fn place(town: &mut Here, who: PersonId, item: &str) -> (OrderId, Done) {
    let order = OrderId::from_bits(town.id());
    let placing = placing(town.now, item, who);
    let done = done(town, who, &on(order, yy(), Act::Place(Box::new(placing))));
    (order, done)
}

/// The phone learns the number that the server gave its order, as it does with the next pull.
pub(crate) fn learns(placed: &mut Done, number: &str) {
    let Some(Command::Order(mut command)) = placed.envelope.command() else {
        panic!("an order");
    };
    if let Act::Place(placing) = &mut command.act {
        number.clone_into(&mut placing.number);
    }
    placed.envelope.body = serde_json::value::to_raw_value(&Command::Order(command)).expect("JSON");
}

pub(crate) fn words(outcomes: &[Outcome]) -> Vec<&'static str> {
    outcomes.iter().map(Outcome::word).collect()
}

/// Lets the window pass; the report of the recovery.
pub(crate) fn closed(town: &mut Here) -> Report {
    town.now = town.now.plus(2 * HOUR);
    while town.authority.run_due(town.now).expect("the store works").1 {}
    let report = report(town);
    assert_eq!(report.closed, Some(town.now));
    assert_eq!((report.held, report.waiting), (0, 0));
    report
}

pub(crate) fn report(town: &Here) -> Report {
    let reports = town.authority.recoveries().expect("the store works");
    reports.last().expect("a recovery").clone()
}
