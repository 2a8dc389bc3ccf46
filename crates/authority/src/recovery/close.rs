//! Closing the window: what is held is judged, and deadlines pass again.

use doorstep_domain::{
    Entity, Fact, Instant, Key, Kind,
    entity::Partition,
    person::{Consent, PersonFact},
};

use super::{Held, Withdrawal, all, all_recoveries, end};
use crate::{
    authority::Touched,
    chore,
    execute::{self, Judge, Opened},
    life::Present,
    persist::{self, Cause, Read},
    storage::{Result, Storage, Txn},
};

/// Commands judged in one transaction: others get their turn in between.
const TOGETHER: usize = 32;
/// Due moments looked at for erasures. Only those are done in a window, and other deadlines may stand before them.
const LOOK_AT: usize = 4096;

/// Judges everything that is held, closes the window and says what was touched. Stopped half-way, it goes on where it was.
pub(crate) fn close<S: Storage>(store: &S, judge: &Judge, touched: &mut Touched) -> Result<()> {
    let city = Partition::City.name();
    let present = store.read(|txn| Present::read(txn))?;
    while present.until.is_some() {
        let held = store.read(|txn| all(txn, &present.life.epoch))?;
        let mut rest = held.into_iter().map(Again::new).peekable();
        while let Some(first) = rest.next() {
            let partition = first.opened.partition().name();
            let mut run = vec![first];
            while let Some(next) = rest.next_if(|n| run.len() < TOGETHER && n.opened.partition().name() == partition) {
                run.push(next);
            }
            let judge = judge.clone();
            touched.extend(store.write(&partition, move |txn| {
                let mut scopes = Touched::new();
                for again in run {
                    execute::settle(txn, &judge, &again.opened, again.receipt, &mut scopes)?;
                }
                Ok(scopes)
            })?);
        }
        let (now, epoch) = (judge.now, present.life.epoch.clone());
        let (closed, scopes) = store.write(&city, move |txn| {
            let mut scopes = Touched::new();
            // Something may have come while the rest was judged.
            let closed = all(txn, &epoch)?.is_empty();
            if closed {
                finish(txn, &epoch, now, &mut scopes)?;
            }
            Ok((closed, scopes))
        })?;
        touched.extend(scopes);
        if closed {
            break;
        }
    }
    touched.extend(erase(store, judge.now)?);
    Ok(())
}

/// A held command, opened.
struct Again {
    opened: Opened,
    receipt: Option<doorstep_protocol::Receipt>,
}

impl Again {
    fn new(held: Held) -> Self {
        Self {
            receipt: held.envelope.receipt.clone(),
            opened: Opened::new(held.envelope),
        }
    }
}

fn finish(txn: &mut dyn Txn, epoch: &str, now: Instant, touched: &mut Touched) -> Result<()> {
    let mut present = Present::read(txn)?;
    if present.life.epoch == epoch {
        present.until = None;
        present.write(txn)?;
    }
    for row in all_recoveries(txn)? {
        // A consent that came back with the phones may be one that was withdrawn by then.
        withdraw(txn, &row.withdrawn, now, touched)?;
    }
    end(txn, epoch, now)
}

/// Withdraws again what was withdrawn according to something outside of the data, and erases what goes with it, in a store that
/// nobody serves yet. A consent that was given later stands.
///
/// # Errors
/// When the store fails.
pub fn withdraw_again<S: Storage>(store: &S, withdrawn: Vec<Withdrawal>, now: Instant) -> Result<()> {
    store.write(&Partition::City.name(), move |txn| {
        withdraw(txn, &withdrawn, now, &mut Touched::new())
    })?;
    erase(store, now).map(drop)
}

/// Withdraws again what is withdrawn: a consent that was given before. In a transaction of the city.
pub(crate) fn withdraw(txn: &mut dyn Txn, withdrawn: &[Withdrawal], now: Instant, touched: &mut Touched) -> Result<()> {
    let city = Partition::City.name();
    for one in withdrawn {
        let key = Key::person(one.person);
        let Some(Entity::Person(person)) = persist::load(txn, &city, &key)? else {
            continue;
        };
        let given = match one.purpose {
            Consent::Notice => person.consents.notice,
            Consent::Health => person.consents.health,
        };
        if given.is_none_or(|given| given.at > one.at) {
            continue;
        }
        let now = now.max(txn.head(&city)?.clock);
        let fact = PersonFact::Withdrawn { purpose: one.purpose };
        let facts = vec![(key, Fact::Person(fact))];
        let seq = txn.advance(&city, now)?;
        chore::follow(txn, &facts)?;
        persist::write_facts(txn, &city, seq, now, Cause::default(), facts, Read::new(), touched)?;
    }
    Ok(())
}

/// Does the erasures that are due, and nothing else: they wait for no window.
pub(crate) fn erase<S: Storage>(store: &S, now: Instant) -> Result<Touched> {
    let city = Partition::City.name();
    let due = store.read(|txn| txn.due(now, LOOK_AT))?;
    let mut touched = Touched::new();
    for item in due {
        if item.key.kind == Kind::Person && item.partition != city {
            touched.extend(store.write(&item.partition.clone(), move |txn| {
                let mut scopes = Touched::new();
                chore::run(txn, &item, now, &mut scopes)?;
                Ok(scopes)
            })?);
        }
    }
    Ok(touched)
}
