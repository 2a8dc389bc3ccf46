//! The sync mark of an item: where it is, in the five words of orders.md 1.

use doorstep_domain::{CommandId, Reason};

/// Where an item is on its way to the community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// 只在这台手机上: not even on disk yet, or the disk refused.
    Local,
    /// 已存好，有网自动发出.
    Queued,
    /// 等社区确认，先别出发: an intent that only the server can judge.
    Provisional,
    /// 社区已收到.
    Received,
    /// 没有办成.
    Refused {
        /// The parked command.
        command_id: CommandId,
        /// Why; none when the server failed on it.
        reason: Option<Reason>,
    },
}
