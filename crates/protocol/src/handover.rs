//! What one person carries for another whose phone can't reach the server: a file or QR codes with unsent commands. The server
//! keeps it as evidence for staff and never executes it; the author's own phone still sends the same, and both together are one.

use doorstep_domain::{CommandId, CommunityId, Instant, OrderId, PersonId};
use serde::{Deserialize, Serialize};

use crate::envelope::Envelope;

/// The form of a parcel. Another number is another form, which this build can't read.
pub const PARCEL: u16 = 1;

/// `POST /api/handover`, and what the file and the codes hold. Whoever holds it can read it, and it proves nothing by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// [`PARCEL`].
    pub parcel: u16,
    /// Whose phone it comes from.
    pub author: PersonId,
    /// When it was packed, by that phone's clock.
    pub packed: Instant,
    /// What that phone has not sent.
    pub entries: Vec<Envelope>,
}

/// The answer to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// So many are new to the server.
    pub kept: u32,
    /// So many it had before: from an earlier parcel.
    pub known: u32,
    /// So many the author's phone has sent already.
    pub arrived: u32,
}

/// `GET /api/handover/list`: what is kept as evidence in the communities at whose desk the caller works, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The command.
    pub command_id: CommandId,
    /// Its community.
    pub community: CommunityId,
    /// Who did it, as the parcel says.
    pub author: String,
    /// Who handed it over; none when it is the outbox of a device that was signed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// When it came.
    pub at: Instant,
    /// When it was done, as the author's phone says.
    pub claimed: Instant,
    /// What kind, such as `finish` or `duty.check_in`.
    pub what: String,
    /// Which order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Its number, where the server knows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The author's own phone has sent it since.
    pub arrived: bool,
    /// Who read it, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<Look>,
}

/// Somebody at the desk read the content of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Who, by name.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// `POST /api/handover/read`: the content of one piece; answered with its [`Envelope`]. Leaves a [`Look`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadEvidence {
    /// Which.
    pub command_id: CommandId,
}
