//! Boots: each start of the server is noted with where every partition stood. So the database knows which sequences each start
//! may have given; a cursor or a receipt that names others is proof that the data went back since: a machine was put back to a
//! snapshot, an old file was copied in place, a standby that had not everything took over.

use std::collections::BTreeMap;

use doorstep_domain::Instant;
use serde::{Deserialize, Serialize};

use crate::storage::{ReadTxn, Record, Result, Txn};

const SPACE: &str = "boot";
/// Boots remembered. What an older one signed is too old to prove anything.
const KEPT: usize = 256;

/// Where partitions stand, by name.
pub(crate) type Heads = BTreeMap<String, u64>;

#[derive(Debug, Serialize, Deserialize)]
struct Row {
    at: Instant,
    from: Heads,
}

/// What a place in a boot's range says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// The data had it, and has it.
    Known,
    /// Nobody knows any more.
    Nothing,
    /// The data went back: it had this once, and of that time nothing is left beyond these heads.
    WentBack(Heads),
}

/// The heads of all partitions.
pub(crate) fn heads(txn: &dyn ReadTxn) -> Result<Heads> {
    let mut heads = Heads::new();
    for name in txn.partitions()? {
        let seq = txn.head(&name)?.seq;
        heads.insert(name, seq);
    }
    Ok(heads)
}

/// Notes that a boot begins here, which ends the one before; returns its name. The count in front tells which boots are siblings.
pub(crate) fn begin(txn: &mut dyn Txn, token: &str, now: Instant) -> Result<String> {
    let known = txn.records_of(SPACE, "")?;
    let count = known.last().and_then(|last| ordinal(&last.id)).unwrap_or(0) + 1;
    for old in known.iter().take((known.len() + 1).saturating_sub(KEPT)) {
        txn.delete_record(SPACE, &old.id)?;
    }
    let row = Row {
        at: now,
        from: heads(txn)?,
    };
    let id = format!("{count:06}.{token}");
    let record = Record {
        id: id.clone(),
        owner: String::new(),
        body: serde_json::to_string(&row)?,
        expires: None,
    };
    txn.put_record(SPACE, &record)?;
    Ok(id)
}

/// What it says that `boot` gave out these sequences. `boot` is genuine: it stood under a MAC.
pub(crate) fn said<'a>(
    txn: &dyn ReadTxn,
    present: &str,
    boot: &str,
    places: impl Iterator<Item = (&'a str, u64)>,
) -> Result<Said> {
    let mut places = places.peekable();
    if boot == present || boot.is_empty() {
        // The boot that runs now, or a receipt from before there were boots: nothing lies beyond the heads.
        for (partition, seq) in places {
            if seq > txn.head(partition)?.seq {
                return heads(txn).map(Said::WentBack);
            }
        }
        return Ok(Said::Known);
    }
    let rows = txn.records_of(SPACE, "")?;
    let Some(at) = rows.iter().position(|row| row.id == boot) else {
        let count = ordinal(boot).unwrap_or(u64::MAX);
        // It began where a boot of the same count began, in another course of things.
        let sibling = rows
            .iter()
            .rev()
            .find(|row| ordinal(&row.id).is_some_and(|n| n <= count));
        return match sibling {
            Some(row) => Ok(Said::WentBack(serde_json::from_str::<Row>(&row.body)?.from)),
            None => Ok(Said::Nothing),
        };
    };
    let Some(next) = rows.get(at + 1) else {
        return Ok(Said::Known);
    };
    let end = serde_json::from_str::<Row>(&next.body)?.from;
    let beyond = places.any(|(partition, seq)| seq > end.get(partition).copied().unwrap_or(0));
    Ok(if beyond { Said::WentBack(end) } else { Said::Known })
}

fn ordinal(id: &str) -> Option<u64> {
    id.split_once('.')?.0.parse().ok()
}
