//! `POST /api/push`: commands up, outcomes down, in the same order.

use doorstep_domain::{CommandId, PersonId};
use serde::{Deserialize, Serialize};

use crate::{envelope::Envelope, outcome::Outcome, version::Stamp};

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

/// What became of one command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushResult {
    /// Which.
    pub command_id: CommandId,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}
