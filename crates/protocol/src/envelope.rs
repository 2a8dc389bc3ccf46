//! One command on its way, with everything the server needs to judge it once and only once.

use doorstep_domain::{ClientId, Command, CommandId, Instant, PersonId, Sha256};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::outcome::Receipt;

/// A command in its envelope. The body stays raw until its version is known, so that one strange command stops nothing else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// Version of this envelope.
    pub schema: u16,
    /// Version of the body.
    pub version: u16,
    /// Who acts; must be the person of the session.
    pub actor: PersonId,
    /// The browser profile incarnation that numbers its commands.
    pub client: ClientId,
    /// 1, 2, 3 … per client, given at first send and persisted before sending.
    pub number: u64,
    /// The idempotency key.
    pub command_id: CommandId,
    /// The phone's clock when the person did it.
    pub device_time: Instant,
    /// Server clock minus phone clock in milliseconds, as measured at the last sync.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skew: Option<i64>,
    /// Content addresses of attachments the body names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blobs: Vec<Sha256>,
    /// The refused command that this one replaces, after retry or edit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<CommandId>,
    /// What the server signed when it first judged this command. Goes along after a restore, which may have lost it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    /// The command.
    pub body: Box<RawValue>,
}

impl Envelope {
    /// When the person says they did it, on the server's clock; without a measured skew the phone's clock as it is.
    pub fn claimed(&self) -> Instant {
        self.device_time.plus(self.skew.unwrap_or(0))
    }

    /// The command, if this build knows it.
    pub fn command(&self) -> Option<Command> {
        serde_json::from_str(self.body.get()).ok()
    }
}

impl PartialEq for Envelope {
    fn eq(&self, other: &Self) -> bool {
        self.command_id == other.command_id
            && self.client == other.client
            && self.number == other.number
            && self.actor == other.actor
            && self.device_time == other.device_time
            && self.body.get() == other.body.get()
    }
}
