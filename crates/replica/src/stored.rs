//! What a replica keeps on disk, in two databases: the outbox, which no upgrade ever deletes, and the confirmed state, which can
//! always be pulled again.

use std::collections::BTreeMap;

use doorstep_domain::{ClientId, Entity, Instant, PersonId};
use doorstep_protocol::Lease;
use serde::{Deserialize, Serialize};

use crate::entry::Entry;

/// Beside the entries of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMeta {
    /// The person.
    pub person: PersonId,
    /// The client that numbers the commands.
    pub client: ClientId,
    /// The next number.
    pub next_number: u64,
    /// Leased order numbers, by community; `from` is the next free one.
    #[serde(default)]
    pub leases: BTreeMap<String, Lease>,
    /// Server clock minus phone clock, as last measured.
    #[serde(default)]
    pub skew: Option<i64>,
}

/// Beside the confirmed entities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedMeta {
    /// Where the next pull begins.
    #[serde(default)]
    pub cursor: Option<String>,
    /// How far each partition was seen.
    #[serde(default)]
    pub upto: BTreeMap<String, u64>,
    /// The life of the data these entities belong to.
    #[serde(default)]
    pub epoch: String,
    /// The last complete pull, by the phone's clock: 最后一次与社区核对.
    #[serde(default)]
    pub synced: Option<Instant>,
    /// Rows this build could not read; an update of the app pulls them again.
    #[serde(default)]
    pub unreadable: u32,
    /// What is known of the server's clock, for what has to go in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Heard>,
    /// Something was hidden here that the server may show until this moment of its clock: if it is earlier there, all is pulled again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hid: Option<Instant>,
}

/// The server's clock as far as a phone can go on with it. A phone's clock that is set back does not set it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The moment at the server, as last told and counted on since.
    pub server: Instant,
    /// The phone's clock at that moment.
    pub device: Instant,
    /// When the server last said everything it had to say, by its own clock.
    pub said: Instant,
}

impl Heard {
    /// Counts on to `device`. Time that a clock was set back by is missing, and no more than that.
    pub(crate) fn go_on(&mut self, device: Instant) {
        self.server = self.server.plus(device.since(self.device).max(0));
        self.device = device;
    }
}

/// Everything read at a cold start.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Beside the outbox.
    pub outbox_meta: OutboxMeta,
    /// The outbox, in the order of making.
    pub entries: Vec<Entry>,
    /// Beside the confirmed state.
    pub confirmed_meta: ConfirmedMeta,
    /// The confirmed state.
    pub entities: Vec<Entity>,
}
