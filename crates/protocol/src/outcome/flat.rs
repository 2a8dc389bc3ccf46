//! The outcome as it stands on the wire: one object with a word and whatever fields that word has.
//!
//! A tagged enum would read the same JSON by way of a copy of any value, and with it every type of the answer would be compiled
//! into the app a second time.

use doorstep_domain::{CommandId, Reason};
use serde::{Deserialize, Serialize};

use super::{Outcome, Receipt};

/// Any outcome, and inside a push reply the command it belongs to.
#[derive(Serialize, Deserialize)]
pub(crate) struct Flat {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) command_id: Option<CommandId>,
    outcome: Word,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    receipt: Option<Receipt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first: Option<Box<Outcome>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expected: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retry_ms: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Applied,
    Rejected,
    Already,
    Gap,
    Fork,
    Deferred,
    Upgrade,
    Faulted,
    #[serde(other)]
    Unknown,
}

impl From<Word> for Flat {
    fn from(outcome: Word) -> Self {
        Self {
            command_id: None,
            outcome,
            reason: None,
            receipt: None,
            first: None,
            expected: None,
            retry_ms: None,
        }
    }
}

impl From<Outcome> for Flat {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Applied { receipt } => Self {
                receipt: Some(receipt),
                ..Word::Applied.into()
            },
            Outcome::Rejected { reason, receipt } => Self {
                reason: Some(reason),
                receipt: Some(receipt),
                ..Word::Rejected.into()
            },
            Outcome::Already { first } => Self {
                first: Some(first),
                ..Word::Already.into()
            },
            Outcome::Gap { expected } => Self {
                expected: Some(expected),
                ..Word::Gap.into()
            },
            Outcome::Fork => Word::Fork.into(),
            Outcome::Deferred { retry_ms } => Self {
                retry_ms: Some(retry_ms),
                ..Word::Deferred.into()
            },
            Outcome::Upgrade => Word::Upgrade.into(),
            Outcome::Faulted { receipt } => Self {
                receipt: Some(receipt),
                ..Word::Faulted.into()
            },
            Outcome::Unknown => Word::Unknown.into(),
        }
    }
}

impl TryFrom<Flat> for Outcome {
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Self, Self::Error> {
        let receipt = flat.receipt.ok_or("a judgement without its receipt");
        Ok(match flat.outcome {
            Word::Applied => Self::Applied { receipt: receipt? },
            Word::Rejected => Self::Rejected {
                reason: flat.reason.ok_or("a refusal without its reason")?,
                receipt: receipt?,
            },
            Word::Already => Self::Already {
                first: flat.first.ok_or("an earlier answer is missing")?,
            },
            Word::Gap => Self::Gap {
                expected: flat.expected.ok_or("a gap without its number")?,
            },
            Word::Fork => Self::Fork,
            Word::Deferred => Self::Deferred {
                retry_ms: flat.retry_ms.ok_or("a delay without its length")?,
            },
            Word::Upgrade => Self::Upgrade,
            Word::Faulted => Self::Faulted { receipt: receipt? },
            Word::Unknown => Self::Unknown,
        })
    }
}
