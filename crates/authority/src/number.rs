//! Human order numbers: two or three letters and a count, read over the phone and written on slips. Each device leases a block,
//! so two offline desks never give the same number; what arrives without a number, or with one that is taken, gets the next.
//!
//! Numbers of a block are given only to the person who leased it, all others come from the counter behind the blocks: so what a
//! block's own row remembers as used is all there is to check.

use doorstep_domain::{CommunityId, Entity, Instant, Key, PersonId, entity::Partition};
use doorstep_protocol::Lease;
use serde::{Deserialize, Serialize};

use crate::{
    persist, recovery,
    storage::{ReadTxn, Record, Result, StoreError, Txn},
};

/// Numbers in a resident's block: more than anybody orders before the phone is online again.
const BLOCK: u32 = 10;
/// Numbers in a block of somebody at the desk: a day with the power out.
const DESK_BLOCK: u32 = 100;
/// Blocks remembered per person and community; an order from an older one gets a new number.
const BLOCKS: usize = 16;
/// The first number, so that all have four digits.
const FIRST: u32 = 1001;
/// The record spaces of counters and leases.
const COUNTER: &str = "number-counter";
const LEASED: &str = "number-lease";
/// Numbers given again after a restore.
const AGAIN: &str = "number-again";

/// What is kept of a block.
#[derive(Debug, Serialize, Deserialize)]
struct Block {
    from: u32,
    to: u32,
    used: Vec<u32>,
}

/// A number that an order may have. It is used up only when the order is placed.
#[derive(Debug)]
pub(crate) struct Chosen {
    /// As people read it; empty where the community has no numbers.
    pub(crate) text: String,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Nothing,
    Block(Record),
    Again(Record),
    Counter,
}

/// Leases a block of numbers of `community` to a device of `actor`; nothing when the actor has no business there.
pub(crate) fn lease(txn: &mut dyn Txn, actor: PersonId, community: &str, now: Instant) -> Result<Option<Lease>> {
    let id = CommunityId(community.to_owned());
    let Some(prefix) = prefix(txn, &id)? else {
        return Ok(None);
    };
    let seat = crate::actor::seat(txn, actor, now)?;
    if !seat.partitions.contains(&Partition::Community(id.clone()).name()) {
        return Ok(None);
    }
    let owner = owner(actor, &id);
    let blocks = txn.records_of(LEASED, &owner)?;
    for old in blocks.iter().take((blocks.len() + 1).saturating_sub(BLOCKS)) {
        txn.delete_record(LEASED, &old.id)?;
    }
    let size = if seat.actor.is_desk(&id) { DESK_BLOCK } else { BLOCK };
    let from = take(txn, &id, size)?;
    let (to, used) = (from + size, Vec::new());
    let record = Record {
        id: format!("{community}/{from:010}"),
        owner,
        body: serde_json::to_string(&Block { from, to, used })?,
        expires: None,
    };
    txn.put_record(LEASED, &record)?;
    let community = community.to_owned();
    Ok(Some(Lease {
        community,
        prefix,
        from,
        to,
    }))
}

/// The number an order gets: `wanted` when it lies in a block leased to `actor` and is free, else the next one. Writes nothing.
pub(crate) fn choose(txn: &dyn ReadTxn, actor: PersonId, community: &CommunityId, wanted: &str) -> Result<Chosen> {
    let Some(prefix) = prefix(txn, community)? else {
        return Ok(Chosen {
            text: String::new(),
            source: Source::Nothing,
        });
    };
    let digits = wanted.strip_prefix(prefix.as_str());
    let number = digits.and_then(|digits| digits.parse::<u32>().ok());
    if let Some(number) = number
        && let Some(block) = block_with(txn, actor, community, number)?
    {
        return Ok(Chosen {
            text: format!("{prefix}{number}"),
            source: Source::Block(block),
        });
    }
    Ok(Chosen {
        text: format!("{prefix}{}", next(txn, community)?),
        source: Source::Counter,
    })
}

/// The number an order gets that is placed again after a restore: the one it had, if it lies among those that were skipped since
/// or in a block of `actor`; else the next one.
pub(crate) fn again(txn: &dyn ReadTxn, actor: PersonId, community: &CommunityId, had: &str) -> Result<Chosen> {
    let digits = prefix(txn, community)?.and_then(|prefix| had.strip_prefix(prefix.as_str())?.parse::<u32>().ok());
    if let Some(number) = digits {
        let skipped = recovery::skipped(txn, community)?;
        let id = format!("{community}/{number}");
        if skipped.iter().any(|(from, to)| (*from..*to).contains(&number)) && txn.record(AGAIN, &id)?.is_none() {
            let record = Record {
                id,
                owner: String::new(),
                body: String::new(),
                expires: None,
            };
            return Ok(Chosen {
                text: had.to_owned(),
                source: Source::Again(record),
            });
        }
    }
    choose(txn, actor, community, had)
}

/// Skips so many numbers, which may have been given since a backup; returns from and to where.
pub(crate) fn skip(txn: &mut dyn Txn, community: &CommunityId, count: u32) -> Result<(u32, u32)> {
    let from = take(txn, community, count)?;
    Ok((from, from.saturating_add(count)))
}

impl Chosen {
    /// Uses the number up, in the transaction that chose it.
    pub(crate) fn give(self, txn: &mut dyn Txn, community: &CommunityId) -> Result<()> {
        match self.source {
            Source::Nothing => Ok(()),
            Source::Again(record) => txn.put_record(AGAIN, &record),
            Source::Block(record) => txn.put_record(LEASED, &record),
            Source::Counter => take(txn, community, 1).map(|_| ()),
        }
    }
}

fn prefix(txn: &dyn ReadTxn, community: &CommunityId) -> Result<Option<String>> {
    let found = persist::load(txn, &Partition::City.name(), &Key::community(community))?;
    Ok(found.and_then(|entity| {
        if let Entity::Community(c) = entity {
            Some(c.prefix)
        } else {
            None
        }
    }))
}

fn owner(actor: PersonId, community: &CommunityId) -> String {
    format!("{actor}/{community}")
}

/// The block of `actor` in which `number` is free, with the number noted as used.
fn block_with(txn: &dyn ReadTxn, actor: PersonId, community: &CommunityId, number: u32) -> Result<Option<Record>> {
    for mut record in txn.records_of(LEASED, &owner(actor, community))? {
        let mut block: Block = serde_json::from_str(&record.body)?;
        if (block.from..block.to).contains(&number) && !block.used.contains(&number) {
            block.used.push(number);
            record.body = serde_json::to_string(&block)?;
            return Ok(Some(record));
        }
    }
    Ok(None)
}

fn next(txn: &dyn ReadTxn, community: &CommunityId) -> Result<u32> {
    match txn.record(COUNTER, community.as_str())? {
        None => Ok(FIRST),
        // Starting over would give numbers twice.
        Some(counter) => {
            (counter.body.parse()).map_err(|_| StoreError::Corrupt("a counter that is no number".to_owned()))
        }
    }
}

fn take(txn: &mut dyn Txn, community: &CommunityId, count: u32) -> Result<u32> {
    let first = next(txn, community)?;
    let after = first
        .checked_add(count)
        .ok_or_else(|| StoreError::Aborted("no number is left".to_owned()))?;
    let record = Record {
        id: community.to_string(),
        owner: String::new(),
        body: after.to_string(),
        expires: None,
    };
    txn.put_record(COUNTER, &record)?;
    Ok(first)
}
