//! `POST /api/push`: commands up, outcomes down, in the same order.

use doorstep_domain::{CommandId, PersonId};
use serde::{Deserialize, Serialize};

use crate::{
    envelope::Envelope,
    outcome::{Outcome, flat::Flat},
    version::Stamp,
};

/// A batch of commands of one client, in ascending number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PushRequest {
    /// Who sends; must be the person of the session.
    pub actor: PersonId,
    /// The commands.
    pub entries: Vec<Envelope>,
}

/// What became of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    /// Who answers.
    pub stamp: Stamp,
    /// One result per command, in order. Fewer results mean the rest was not looked at.
    pub results: Vec<PushResult>,
}

/// What became of one command. On the wire the outcome's own fields stand beside the id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Flat", into = "Flat")]
pub struct PushResult {
    /// Which.
    pub command_id: CommandId,
    /// What became of it.
    pub outcome: Outcome,
}

impl From<PushResult> for Flat {
    fn from(result: PushResult) -> Self {
        let mut flat = Self::from(result.outcome);
        flat.command_id = Some(result.command_id);
        flat
    }
}

impl TryFrom<Flat> for PushResult {
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Self, Self::Error> {
        Ok(Self {
            command_id: flat.command_id.ok_or("a result without its command_id")?,
            outcome: flat.try_into()?,
        })
    }
}
