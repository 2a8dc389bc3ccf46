//! Human order numbers: two or three letters and a count, read over the phone and written on slips. Each device leases a block,
//! so two offline desks never give the same number; what arrives without a number, or with one that is taken, gets the next.

use doorstep_domain::{CommunityId, Entity, Instant, Key, PersonId, entity::Partition};
use doorstep_protocol::Lease;

use crate::{
    persist,
    storage::{ReadTxn, Record, Result, Txn},
};

/// Numbers in a resident's block: more than anybody orders before the phone is online again.
const BLOCK: u32 = 10;
/// Numbers in a block of somebody at the desk: a day with the power out.
const DESK_BLOCK: u32 = 100;
/// The first number, so that all have four digits.
const FIRST: u32 = 1001;
/// The record space of counters, leases and given numbers.
const COUNTER: &str = "number-counter";
const LEASED: &str = "number-lease";
const GIVEN: &str = "number-given";

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
    let size = if seat.actor.is_desk(&id) { DESK_BLOCK } else { BLOCK };
    let from = take(txn, &id, size)?;
    let record = Record {
        id: format!("{community}/{from:010}"),
        owner: actor.to_string(),
        body: (from + size).to_string(),
        expires: None,
    };
    txn.put_record(LEASED, &record)?;
    Ok(Some(Lease {
        community: community.to_owned(),
        prefix,
        from,
        to: from + size,
    }))
}

/// The number an order gets: `wanted` when it lies in a block leased to `actor` and is free, else the next one.
pub(crate) fn settle(
    txn: &mut dyn Txn,
    actor: PersonId,
    community: &CommunityId,
    wanted: &str,
    now: Instant,
) -> Result<String> {
    let Some(prefix) = prefix(txn, community)? else {
        return Ok(String::new());
    };
    let mut number = wanted
        .strip_prefix(prefix.as_str())
        .and_then(|digits| digits.parse::<u32>().ok());
    if let Some(n) = number
        && (!is_leased(txn, actor, community, n)? || txn.record(GIVEN, &format!("{community}/{n}"))?.is_some())
    {
        number = None;
    }
    let number = match number {
        Some(n) => n,
        None => take(txn, community, 1)?,
    };
    let given = Record {
        id: format!("{community}/{number}"),
        owner: String::new(),
        body: now.0.to_string(),
        expires: None,
    };
    txn.put_record(GIVEN, &given)?;
    Ok(format!("{prefix}{number}"))
}

fn prefix(txn: &dyn ReadTxn, community: &CommunityId) -> Result<Option<String>> {
    let found = persist::load(txn, &Partition::City.name(), &Key::community(community))?;
    Ok(found.and_then(|(entity, _)| {
        if let Entity::Community(c) = entity {
            Some(c.prefix)
        } else {
            None
        }
    }))
}

fn is_leased(txn: &dyn ReadTxn, actor: PersonId, community: &CommunityId, number: u32) -> Result<bool> {
    let blocks = txn.records_of(LEASED, &actor.to_string())?;
    Ok(blocks.iter().any(|block| {
        let from = block
            .id
            .strip_prefix(&format!("{community}/"))
            .and_then(|n| n.parse::<u32>().ok());
        let to = block.body.parse::<u32>().ok();
        from.zip(to).is_some_and(|(from, to)| (from..to).contains(&number))
    }))
}

fn take(txn: &mut dyn Txn, community: &CommunityId, count: u32) -> Result<u32> {
    let id = community.to_string();
    let next = txn
        .record(COUNTER, &id)?
        .and_then(|r| r.body.parse().ok())
        .unwrap_or(FIRST);
    let record = Record {
        id,
        owner: String::new(),
        body: (next + count).to_string(),
        expires: None,
    };
    txn.put_record(COUNTER, &record)?;
    Ok(next)
}
