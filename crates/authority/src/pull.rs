//! Pull: for each entity that changed under a scope of the actor, what they see of it now, or `gone`.

use std::collections::BTreeMap;

use doorstep_domain::{Instant, PersonId};
use doorstep_protocol::{PullReply, PullRequest, Row, version::PULL_ROWS};

use crate::{
    actor::{Seat, seat},
    cursor::Cursor,
    initials,
    life::Present,
    persist,
    receipt::MacKey,
    recovery::{self, Origin},
    storage::{ReadTxn, Result, StoreError},
};

/// Answers one page, and says where the cursor came from that was sent.
pub(crate) fn pull(
    txn: &dyn ReadTxn,
    key: &MacKey,
    actor: PersonId,
    request: &PullRequest,
    now: Instant,
) -> Result<(PullReply, Origin)> {
    let present = Present::read(txn)?;
    let seat = seat(txn, actor, now)?;
    let limit = usize::try_from(request.limit.clamp(1, PULL_ROWS)).unwrap_or(1);
    let brought = request.cursor.as_deref().and_then(|text| Cursor::parse(text, key));
    let origin = match &brought {
        Some(from) => recovery::origin(txn, &present, &from.epoch, &from.boot, from.places())?,
        None => Origin::Ours,
    };
    let (mut cursor, reset) = resume(txn, &present, &seat, brought.filter(|_| origin == Origin::Ours))?;
    let mut rows = Vec::new();
    let mut more = false;
    for partition in &seat.partitions {
        if rows.len() >= limit {
            more |= txn.head(partition)?.seq > cursor.upto.get(partition).copied().unwrap_or(0);
            continue;
        }
        more |= page(txn, &seat, partition, limit - rows.len(), &mut cursor, &mut rows)?;
    }
    if !more {
        cursor.live_until.clear();
    }
    let reply = PullReply {
        stamp: present.life.stamp(now),
        cursor: cursor.text(key),
        upto: cursor.upto,
        reset,
        more,
        full: false,
        rows,
        lease: None,
    };
    Ok((reply, origin))
}

/// Where to go on, or a start from nothing: another life of the data, another view of it, a place the data never reached, or one
/// from before the oldest tombstone.
fn resume(txn: &dyn ReadTxn, present: &Present, seat: &Seat, brought: Option<Cursor>) -> Result<(Cursor, bool)> {
    let life = &present.life;
    let old = brought.filter(|c| c.epoch == life.epoch && c.fingerprint == seat.fingerprint);
    if let Some(mut cursor) = old {
        let mut valid = true;
        for partition in &seat.partitions {
            let head = txn.head(partition)?;
            let at = cursor.upto.get(partition).copied().unwrap_or(0);
            // A partition never read has nothing to take back. A reset that goes on needs no tombstone from before it began.
            let safe = cursor.live_until.get(partition).copied().unwrap_or(0).max(at);
            valid &= at <= head.seq && (safe >= head.floor || !cursor.upto.contains_key(partition) && safe == 0);
        }
        if valid {
            cursor.upto.retain(|partition, _| seat.partitions.contains(partition));
            cursor.boot.clone_from(&life.boot);
            return Ok((cursor, false));
        }
    }
    let mut live_until = BTreeMap::new();
    for partition in &seat.partitions {
        live_until.insert(partition.clone(), txn.head(partition)?.seq);
    }
    let fresh = Cursor {
        epoch: life.epoch.clone(),
        boot: life.boot.clone(),
        fingerprint: seat.fingerprint.clone(),
        upto: BTreeMap::new(),
        live_until,
    };
    Ok((fresh, true))
}

/// Adds what changed in one partition; says whether more is left there.
fn page(
    txn: &dyn ReadTxn,
    seat: &Seat,
    partition: &str,
    limit: usize,
    cursor: &mut Cursor,
    rows: &mut Vec<Row>,
) -> Result<bool> {
    let head = txn.head(partition)?.seq;
    let after = cursor.upto.get(partition).copied().unwrap_or(0);
    if head <= after {
        cursor.upto.insert(partition.to_owned(), after);
        return Ok(false);
    }
    let live_until = cursor.live_until.get(partition).copied().unwrap_or(0);
    let changed = txn.changed(partition, &seat.scopes, after, live_until, limit)?;
    let full = changed.len() >= limit;
    let reached = if full {
        changed.last().map_or(head, |c| c.seq)
    } else {
        head
    };
    for change in changed {
        // A row that can't be read is not sent, and not called gone either: it stays on the phone as it was. One broken row must
        // not keep everything else from coming.
        let entity = match persist::load(txn, partition, &change.key) {
            Err(StoreError::Corrupt(_)) => continue,
            other => other?,
        };
        let body = match entity.and_then(|e| e.view(&seat.actor)) {
            Some(mut view) => {
                initials::add(&mut view, &seat.actor);
                Some(serde_json::value::to_raw_value(&view)?)
            }
            None => None,
        };
        rows.push(Row { key: change.key, body });
    }
    cursor.upto.insert(partition.to_owned(), reached);
    Ok(full && reached < head)
}
