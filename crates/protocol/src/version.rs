//! What every message says about the server that wrote it, and the versions both sides speak.

use doorstep_domain::Instant;
use serde::{Deserialize, Serialize};

/// Version of the envelope and of the replies. The server takes this one and the one before.
pub const SCHEMA: u16 = 1;
/// The oldest envelope the server still takes.
pub const SCHEMA_OLDEST: u16 = 1;
/// Version of the command bodies.
pub const COMMANDS: u16 = 1;
/// Most bytes of one command, as JSON.
pub const COMMAND_BYTES_MAX: usize = 64 * 1024;
/// Most bytes of one push; a longer outbox is sent in several.
pub const PUSH_BYTES_MAX: usize = 256 * 1024;
/// Most commands of one push.
pub const PUSH_ENTRIES_MAX: usize = 50;
/// Rows of one pull page, unless the phone asks for fewer.
pub const PULL_ROWS: u32 = 500;
/// Response header that proves the answer came from Doorstep and not from a captive portal; holds the epoch.
pub const EPOCH_HEADER: &str = "x-doorstep-epoch";
/// Request header every state-changing call carries: a cross-site form can't set it. Holds the account slot.
pub const SLOT_HEADER: &str = "x-doorstep-slot";

/// Which life of the server wrote a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Changes when the data was restored from a backup.
    pub epoch: String,
    /// Changes at each start of the server.
    pub boot: String,
    /// The server's clock, for measuring the phone's skew.
    pub now: Instant,
}
