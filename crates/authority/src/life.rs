//! Which life of the data this is. It is data itself, one small record, so that a write and a read always know under which life
//! they happen, whatever another thread begins meanwhile.

use doorstep_domain::Instant;
use doorstep_protocol::Stamp;
use serde::{Deserialize, Serialize};

use crate::storage::{ReadTxn, Record, Result, Txn};

const SPACE: &str = "life";
const ID: &str = "now";

/// Which life of the data this is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// Changes when the data was restored from a backup, or was found to have gone back.
    pub epoch: String,
    /// Changes at each start.
    pub boot: String,
}

impl Life {
    /// The stamp on a message written at `now`.
    pub fn stamp(&self, now: Instant) -> Stamp {
        Stamp {
            epoch: self.epoch.clone(),
            boot: self.boot.clone(),
            now,
        }
    }
}

/// The life as stored, with the recovery window that may be open in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Present {
    #[serde(flatten)]
    pub(crate) life: Life,
    /// A recovery window is open, and closes then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<Instant>,
}

impl Present {
    /// The present life; blank before the first start.
    pub(crate) fn read(txn: &(impl ReadTxn + ?Sized)) -> Result<Self> {
        match txn.record(SPACE, ID)? {
            Some(record) => Ok(serde_json::from_str(&record.body)?),
            None => Ok(Self::default()),
        }
    }

    /// Makes it the present one.
    pub(crate) fn write(&self, txn: &mut dyn Txn) -> Result<()> {
        let record = Record {
            id: ID.to_owned(),
            owner: String::new(),
            body: serde_json::to_string(self)?,
            expires: None,
        };
        txn.put_record(SPACE, &record)
    }
}
