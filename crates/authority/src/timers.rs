//! Deadlines, applied. Every transaction first lets the due timers of what it touches pass; a ticker does the same for the rest.

use doorstep_domain::{Instant, Key};

use crate::{
    authority::Touched,
    persist::{self, Cause},
    storage::{Result, Txn},
};

/// Most timers of one entity in a row. Each fires once per state, so more means that a rule does not end.
const IN_A_ROW: usize = 50;

/// Lets the timers of `key` that are due at `now` pass.
pub(crate) fn run(txn: &mut dyn Txn, partition: &str, key: &Key, now: Instant, touched: &mut Touched) -> Result<()> {
    let Some((mut entity, _)) = persist::load(txn, partition, key)? else {
        return txn.set_due(partition, key, None);
    };
    let now = now.max(txn.head(partition)?.clock);
    let mut facts = Vec::new();
    while let Some(fact) = entity.fire(now) {
        entity.apply(&fact);
        facts.push((key.clone(), fact));
        if facts.len() == IN_A_ROW {
            break;
        }
    }
    if facts.is_empty() {
        // The due moment was a hint that no longer holds: put the true one.
        return txn.set_due(partition, key, entity.next_timer());
    }
    let seq = txn.advance(partition, now)?;
    persist::write_facts(txn, partition, seq, now, Cause::default(), facts, touched)
}
