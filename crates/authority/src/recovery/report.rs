//! The recovery report: what came back, what does not fit any more, and exactly what no phone still had.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{Instant, PersonId};
use serde::Serialize;

use super::{Recovery, all, all_recoveries, hold::backs, lineage::marks};
use crate::storage::{ReadTxn, Result};

/// One recovery, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The life that began with it.
    pub epoch: String,
    /// The life that ended with it.
    pub lost_epoch: String,
    /// When it was opened.
    pub opened: Instant,
    /// When the window closes by itself.
    pub until: Instant,
    /// When it closed; none while it is open.
    pub closed: Option<Instant>,
    /// Partition by partition, what lay beyond the backup. A partition of which nothing was lost is not here.
    pub partitions: Vec<Lost>,
    /// Lost commands that were done again.
    pub restored: usize,
    /// Lost commands that came back and do not fit any more.
    pub contested: Vec<Contested>,
    /// Lost commands that came back and are judged when the window closes.
    pub held: usize,
    /// New commands that wait for it.
    pub waiting: usize,
}

/// What was lost of one partition, as far as any phone knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// The life it was lost from.
    pub epoch: String,
    /// The partition.
    pub partition: String,
    /// The last sequence the data still has of that life.
    pub high: u64,
    /// The last sequence that any phone had heard of.
    pub seen: u64,
    /// How many of those between came back.
    pub back: u64,
    /// The rest, as ranges with both ends: no phone still had these. A number among them may also be a deadline's own entry, or that
    /// of a refusal that left evidence.
    pub missing: Vec<(u64, u64)>,
}

/// A lost command that came back and does not fit any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contested {
    /// Its id.
    pub command_id: String,
    /// Who did it.
    pub actor: PersonId,
    /// When it was done.
    pub at: Instant,
    /// The partition.
    pub partition: String,
    /// Its sequence.
    pub seq: u64,
    /// The kind of command, such as `accept`.
    pub what: String,
    /// What it was about, as `order/ID`.
    pub about: String,
    /// Why it does not fit, as a code.
    pub why: String,
}

/// All reports, the latest last.
///
/// # Errors
/// When the store fails.
pub fn reports(txn: &dyn ReadTxn) -> Result<Vec<Report>> {
    let rows = all_recoveries(txn)?;
    rows.into_iter().map(|row| report(txn, row)).collect()
}

fn report(txn: &dyn ReadTxn, row: Recovery) -> Result<Report> {
    let (mut back, mut contested, mut restored) = (BTreeMap::<_, BTreeSet<u64>>::new(), Vec::new(), 0);
    for (command_id, one) in backs(txn, &row.epoch)? {
        let (epoch, partition) = (one.receipt.epoch, one.receipt.partition);
        back.entry((epoch, partition.clone()))
            .or_default()
            .insert(one.receipt.seq);
        match one.contested {
            None => restored += 1,
            Some(why) => contested.push(Contested {
                command_id,
                actor: one.actor,
                at: one.receipt.at,
                partition,
                seq: one.receipt.seq,
                what: one.what,
                about: one.about,
                why,
            }),
        }
    }
    contested.sort_by(|a, b| (a.at, &a.partition, a.seq).cmp(&(b.at, &b.partition, b.seq)));
    let (mut held, mut waiting) = (0, 0);
    for one in all(txn, &row.epoch)? {
        if let Some(receipt) = one.envelope.receipt {
            back.entry((receipt.epoch, receipt.partition))
                .or_default()
                .insert(receipt.seq);
            held += 1;
        } else {
            waiting += 1;
        }
    }
    let mut seen: BTreeMap<(String, String), u64> = BTreeMap::new();
    for mark in marks(txn, &row.epoch)? {
        seen.insert((mark.epoch, mark.partition), mark.seq);
    }
    for (place, seqs) in &back {
        let last = seqs.last().copied().unwrap_or(0);
        let seen = seen.entry(place.clone()).or_default();
        *seen = (*seen).max(last);
    }
    let nothing = BTreeSet::new();
    let mut partitions = Vec::new();
    for ((epoch, partition), seen) in seen {
        let place = (epoch, partition);
        let back = back.get(&place).unwrap_or(&nothing);
        let mark = row.high.get(&place.1).copied().unwrap_or(0);
        // What came back was not there: so the data ends before it, whatever was thought.
        let high = back.first().map_or(mark, |first| mark.min(first.saturating_sub(1)));
        let (epoch, partition) = place;
        partitions.push(Lost {
            epoch,
            partition,
            high,
            seen,
            back: u64::try_from(back.len()).unwrap_or(u64::MAX),
            missing: gaps(high, seen, back),
        });
    }
    Ok(Report {
        epoch: row.epoch,
        lost_epoch: row.lost,
        opened: row.opened,
        until: row.until,
        closed: row.closed,
        partitions,
        restored,
        contested,
        held,
        waiting,
    })
}

/// The ranges of `high + 1 ..= seen` that are not in `back`.
fn gaps(high: u64, seen: u64, back: &BTreeSet<u64>) -> Vec<(u64, u64)> {
    let (mut gaps, mut from) = (Vec::new(), high + 1);
    for seq in back.iter().copied().chain([seen + 1]) {
        if seq > from {
            gaps.push((from, seq - 1));
        }
        from = from.max(seq + 1);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_what_lies_between() {
        assert_eq!(gaps(3, 9, &[5, 6, 9].into()), [(4, 4), (7, 8)]);
        assert_eq!(gaps(3, 5, &BTreeSet::new()), [(4, 5)]);
        assert_eq!(gaps(3, 5, &[4, 5].into()), []);
        assert_eq!(gaps(3, 3, &BTreeSet::new()), []);
    }
}
