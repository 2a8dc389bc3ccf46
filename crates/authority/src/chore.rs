//! What one community must do because of something that happened in the city: a transaction touches one community, so the rest
//! is due there at once. A withdrawn health consent erases the health notes of that person's orders.

use doorstep_domain::{
    Entity, Fact, Instant, Key, Kind, PersonId, Scope,
    entity::Partition,
    order,
    person::{Consent, PersonFact},
};

use crate::{
    authority::Touched,
    persist::{self, Cause, Read},
    storage::{Due, Result, Txn},
};

/// Notes down the chores that `facts` cause, in the transaction that writes them.
pub(crate) fn follow(txn: &mut dyn Txn, facts: &[(Key, Fact)]) -> Result<()> {
    for (key, fact) in facts {
        let Fact::Person(PersonFact::Withdrawn {
            purpose: Consent::Health,
        }) = fact
        else {
            continue;
        };
        let Ok(person) = key.id.parse::<PersonId>() else {
            continue;
        };
        // Orders may lie in every community the person ever ordered in.
        // Due since ever: a partition whose time runs ahead of the clock must not make it wait.
        for partition in txn.reached(&Scope::Resident(person).to_string())? {
            txn.set_due(&partition, key, Some(Instant::default()))?;
        }
    }
    Ok(())
}

/// Does the chore behind `due`, if it is one. A person is due in a community only for this.
pub(crate) fn run(txn: &mut dyn Txn, due: &Due, now: Instant, touched: &mut Touched) -> Result<bool> {
    if due.key.kind != Kind::Person || due.partition == Partition::City.name() {
        return Ok(false);
    }
    txn.set_due(&due.partition, &due.key, None)?;
    let Ok(person) = due.key.id.parse::<PersonId>() else {
        return Ok(true);
    };
    let now = now.max(txn.head(&due.partition)?.clock);
    let mut facts = Vec::new();
    for key in txn.under(&due.partition, &Scope::Resident(person).to_string(), Kind::Order)? {
        if let Some(Entity::Order(found)) = persist::load(txn, &due.partition, &key)?
            && let Some(fact) = order::erase_health(&found, now)
        {
            facts.push((key, Fact::Order(fact)));
        }
    }
    if !facts.is_empty() {
        let seq = txn.advance(&due.partition, now)?;
        let read = Read::new();
        persist::write_facts(txn, &due.partition, seq, now, Cause::default(), facts, read, touched)?;
    }
    Ok(true)
}
