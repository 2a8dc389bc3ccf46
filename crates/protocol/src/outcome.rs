//! What became of a command.

use doorstep_domain::{Instant, Reason};
use serde::{Deserialize, Serialize};

pub(crate) mod flat;

use flat::Flat;

/// Proof that the server judged a command: it stands at this place of this partition, in this life of the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The life of the data.
    pub epoch: String,
    /// The start of the server; empty in receipts from before there were boots.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub boot: String,
    /// The partition's name.
    pub partition: String,
    /// The sequence at which the answer was given; a pull cursor at or beyond it shows the effect.
    pub seq: u64,
    /// The server's clock at the judgement.
    pub at: Instant,
    /// HMAC-SHA256 over all of it and the outcome, hex; the key is not in the backup.
    pub mac: String,
}

/// The outcome of one command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Flat", into = "Flat")]
pub enum Outcome {
    /// It happened.
    Applied {
        /// Where it stands.
        receipt: Receipt,
    },
    /// It can't happen; the phone parks it and shows why.
    Rejected {
        /// Why.
        reason: Reason,
        /// Where the answer stands.
        receipt: Receipt,
    },
    /// It was judged before; this is that answer again.
    Already {
        /// The first answer: applied, rejected or faulted.
        first: Box<Outcome>,
    },
    /// An earlier number of this client is missing; nothing was done.
    Gap {
        /// The number the server waits for.
        expected: u64,
    },
    /// The number or the id was used for something else: this profile was copied. The phone becomes a new client.
    Fork,
    /// Not now; try again.
    Deferred {
        /// After so many milliseconds.
        retry_ms: u32,
    },
    /// The server is older or newer than this command; keep it, update, try again.
    Upgrade,
    /// An unexpected error, kept for staff; the next command goes on.
    Faulted {
        /// Where the answer stands.
        receipt: Receipt,
    },
    /// An outcome this build does not know; treated like [`Outcome::Upgrade`].
    Unknown,
}

impl Outcome {
    /// The receipt, if the command was judged.
    pub fn receipt(&self) -> Option<&Receipt> {
        match self {
            Self::Applied { receipt } | Self::Rejected { receipt, .. } | Self::Faulted { receipt } => Some(receipt),
            Self::Already { first } => first.receipt(),
            Self::Gap { .. } | Self::Fork | Self::Deferred { .. } | Self::Upgrade | Self::Unknown => None,
        }
    }

    /// The word for figures and stored answers.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Applied { .. } => "applied",
            Self::Rejected { .. } => "rejected",
            Self::Already { .. } => "already",
            Self::Gap { .. } => "gap",
            Self::Fork => "fork",
            Self::Deferred { .. } => "deferred",
            Self::Upgrade => "upgrade",
            Self::Faulted { .. } => "faulted",
            Self::Unknown => "unknown",
        }
    }
}
