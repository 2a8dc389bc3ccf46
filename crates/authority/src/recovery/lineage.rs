//! Which life something signed came from: this one, one whose end is known, or one that nobody here has heard the end of.

use serde::{Deserialize, Serialize};

use super::{after, all_recoveries};
use crate::{
    boots::{self, Heads, Said},
    life::Present,
    storage::{ReadTxn, Record, Result, Txn},
};

const SEEN: &str = "recovery-seen";

/// What the lost course of things had reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Its life.
    pub(crate) epoch: String,
    /// What it shares with the present one.
    pub(crate) shared: Heads,
    /// Places in it.
    pub(crate) places: Heads,
}

/// Where something signed came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From the course of things that the data holds, or from too long ago.
    Ours,
    /// From a course of things that a recovery knows to be lost.
    Lost(Seen),
    /// From one that nobody knew to be lost: the data went back.
    News(Seen),
}

/// Where a cursor or receipt of `epoch` and `boot` came from, which names `places`.
pub(crate) fn origin(txn: &dyn ReadTxn, present: &Present, epoch: &str, boot: &str, places: Heads) -> Result<Origin> {
    let named = places.iter().map(|(partition, seq)| (partition.as_str(), *seq));
    let Said::WentBack(shared) = boots::said(txn, &present.life.boot, boot, named)? else {
        return Ok(Origin::Ours);
    };
    let seen = Seen {
        epoch: epoch.to_owned(),
        shared,
        places,
    };
    Ok(if is_known(txn, present, epoch)? {
        Origin::Lost(seen)
    } else {
        Origin::News(seen)
    })
}

/// Whether a recovery accounts for what was lost of `epoch`. A life that began with a recovery accounts for all before it.
pub(crate) fn is_known(txn: &(impl ReadTxn + ?Sized), present: &Present, epoch: &str) -> Result<bool> {
    let rows = all_recoveries(txn)?;
    Ok(epoch != present.life.epoch && rows.iter().any(|r| r.lost == epoch || r.epoch == present.life.epoch))
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) epoch: String,
    pub(crate) partition: String,
    pub(crate) seq: u64,
}

/// Notes how far the lost course of things had come.
pub(crate) fn note_seen(txn: &mut dyn Txn, seen: &Seen) -> Result<()> {
    let Some(row) = after(txn, &seen.epoch)? else {
        return Ok(());
    };
    for (partition, seq) in &seen.places {
        if *seq <= seen.shared.get(partition).copied().unwrap_or(0) {
            continue;
        }
        let mark = Mark {
            epoch: seen.epoch.clone(),
            partition: partition.clone(),
            seq: *seq,
        };
        let id = format!("{}/{}/{partition}", row.epoch, seen.epoch);
        let known = txn.record(SEEN, &id)?;
        let known = known.map(|r| serde_json::from_str::<Mark>(&r.body)).transpose()?;
        if known.is_none_or(|known| known.seq < *seq) {
            let record = Record {
                id,
                owner: row.epoch.clone(),
                body: serde_json::to_string(&mark)?,
                expires: None,
            };
            txn.put_record(SEEN, &record)?;
        }
    }
    Ok(())
}

/// How far the lives before the recovery `epoch` are known to have come.
pub(crate) fn marks(txn: &dyn ReadTxn, epoch: &str) -> Result<Vec<Mark>> {
    let mut marks = Vec::new();
    for record in txn.records_of(SEEN, epoch)? {
        marks.push(serde_json::from_str(&record.body)?);
    }
    Ok(marks)
}
