//! What is held until the window closes, and what came back. Held commands lie in records as they came, personal words included,
//! and go as soon as they are judged.

use doorstep_domain::{CommandId, Instant, PersonId, entity::Partition};
use doorstep_protocol::{Envelope, Receipt};
use serde::{Deserialize, Serialize};

use super::after;
use crate::storage::{ReadTxn, Record, Result, Txn};

const HELD: &str = "recovery-held";
const BACK: &str = "recovery-back";

/// A command that is held.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Held {
    /// When it came.
    pub(crate) at: Instant,
    /// SHA-256 of its body, hex.
    pub(crate) hash: String,
    /// The command; its receipt is one this server signed, or none.
    pub(crate) envelope: Envelope,
}

/// Holds a command of the recovery `epoch`.
pub(crate) fn hold(txn: &mut dyn Txn, epoch: &str, held: &Held) -> Result<()> {
    let record = Record {
        id: held.envelope.command_id.to_string(),
        owner: epoch.to_owned(),
        body: serde_json::to_string(held)?,
        expires: None,
    };
    txn.put_record(HELD, &record)
}

/// Another recovery begins before the one of `from` was over: `to` holds from now on what that one held.
pub(crate) fn pass_on(txn: &mut dyn Txn, from: &str, to: &str) -> Result<()> {
    for mut record in txn.records_of(HELD, from)? {
        to.clone_into(&mut record.owner);
        txn.put_record(HELD, &record)?;
    }
    Ok(())
}

/// The held command of this id.
pub(crate) fn holding(txn: &dyn ReadTxn, id: CommandId) -> Result<Option<Held>> {
    let record = txn.record(HELD, &id.to_string())?;
    Ok(record.map(|r| serde_json::from_str(&r.body)).transpose()?)
}

/// Everything that the recovery `epoch` holds, in the order in which it is to be judged: what was done before as it was done,
/// then the rest as it came.
pub(crate) fn all(txn: &dyn ReadTxn, epoch: &str) -> Result<Vec<Held>> {
    let mut held: Vec<Held> = Vec::new();
    for record in txn.records_of(HELD, epoch)? {
        held.push(serde_json::from_str(&record.body)?);
    }
    held.sort_by(|a, b| order(a).cmp(&order(b)));
    Ok(held)
}

fn order(held: &Held) -> impl Ord + '_ {
    let Envelope {
        receipt,
        client,
        number,
        ..
    } = &held.envelope;
    // What happened in the city in the same millisecond happened before: people and consents come before their orders.
    let city = Partition::City.name();
    let done = (receipt.as_ref()).map(|r| (r.at, r.partition != city, r.partition.as_str(), r.seq));
    (done.is_none(), done, held.at, *client, *number)
}

/// It was judged.
pub(crate) fn let_go(txn: &mut dyn Txn, id: CommandId) -> Result<()> {
    txn.delete_record(HELD, &id.to_string())
}

/// A command that came back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Back {
    pub(crate) receipt: Receipt,
    pub(crate) actor: PersonId,
    /// The kind of command, such as `accept`.
    pub(crate) what: String,
    /// The entity it was about, as `order/ID`.
    pub(crate) about: String,
    /// Why it does not fit any more, as a code; none when it was done again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) contested: Option<String>,
}

/// Notes that a lost command came back.
pub(crate) fn note_back(txn: &mut dyn Txn, id: CommandId, back: &Back) -> Result<()> {
    let owner = after(txn, &back.receipt.epoch)?
        .map(|row| row.epoch)
        .unwrap_or_default();
    let record = Record {
        id: id.to_string(),
        owner,
        body: serde_json::to_string(back)?,
        expires: None,
    };
    txn.put_record(BACK, &record)
}

/// What came back to the recovery `epoch`, with the ids of the commands.
pub(crate) fn backs(txn: &dyn ReadTxn, epoch: &str) -> Result<Vec<(String, Back)>> {
    let mut backs = Vec::new();
    for record in txn.records_of(BACK, epoch)? {
        backs.push((record.id, serde_json::from_str(&record.body)?));
    }
    Ok(backs)
}
