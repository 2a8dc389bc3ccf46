//! The business states of an order and the words of its trail.

use serde::{Deserialize, Serialize};

/// Where an order is; the same for everybody (orders.md 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 草稿: only on the phone that writes it.
    Draft,
    /// 待受理.
    Submitted,
    /// 待接单.
    Open,
    /// 已派单·待应答.
    Offered,
    /// 已接单.
    Accepted,
    /// 上门途中.
    EnRoute,
    /// 服务中.
    InService,
    /// 已挂起.
    Suspended,
    /// 待确认.
    AwaitingConfirm,
    /// 已办结; the [`super::Outcome`] says how.
    Closed,
    /// 不予受理.
    Declined,
    /// 已转办.
    Referred,
    /// 已取消.
    Cancelled,
}

impl State {
    /// Every state, for tables and tests.
    pub const ALL: [Self; 13] = [
        Self::Draft,
        Self::Submitted,
        Self::Open,
        Self::Offered,
        Self::Accepted,
        Self::EnRoute,
        Self::InService,
        Self::Suspended,
        Self::AwaitingConfirm,
        Self::Closed,
        Self::Declined,
        Self::Referred,
        Self::Cancelled,
    ];

    /// Nobody has to act any more (a redo or an appeal can still revive it).
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Closed | Self::Declined | Self::Cancelled)
    }

    /// Somebody holds it and has not finished.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Accepted | Self::EnRoute | Self::InService | Self::Suspended)
    }

    /// The service has begun or is past.
    pub const fn is_begun(self) -> bool {
        matches!(
            self,
            Self::InService | Self::Suspended | Self::AwaitingConfirm | Self::Closed
        )
    }
}

/// How an order came in (channel, 渠道).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The resident's own phone.
    App,
    /// A proxy's phone (代办).
    Proxy,
    /// At the window.
    Counter,
    /// By telephone.
    Phone,
    /// Noted on a round.
    Patrol,
    /// A way this build does not know.
    #[serde(other)]
    Unknown,
}

/// One line of the trail, by kind. The client owns the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the fact it records")]
pub enum Step {
    Placed,
    Opened,
    Declined,
    Appealed,
    Referred,
    ReferralProposed,
    ReferralEnded,
    Offered,
    OfferDeclined,
    OfferLapsed,
    Accepted,
    StoodBy,
    LeftStandby,
    HandedBack,
    Reassigned,
    TransferAsked,
    TransferDeclined,
    Transferred,
    Called,
    Looked,
    Revealed,
    Departed,
    Arrived,
    Suspended,
    Resumed,
    Finished,
    Evidence,
    Contested,
    Undone,
    Settled,
    SlotAsked,
    SlotAgreed,
    SlotRefused,
    Confirmed,
    ClosedByTimer,
    Rated,
    Redone,
    Cancelled,
    Urged,
    Late,
    Overdue,
    StillThereAsked,
    StillThere,
    Remarked,
    HealthErased,
    ContactsHidden,
    Linked,
    CalledBack,
    Filled,
    /// A step this build does not know.
    #[serde(other)]
    Unknown,
}

impl Step {
    /// Steps that concern the desk alone: never shown to residents (orders.md 2: 争议 and 升级).
    pub const fn is_internal(self) -> bool {
        matches!(
            self,
            Self::Offered
                | Self::OfferDeclined
                | Self::OfferLapsed
                | Self::StoodBy
                | Self::LeftStandby
                | Self::Evidence
                | Self::Contested
                | Self::Undone
                | Self::Settled
                | Self::ReferralProposed
                | Self::TransferAsked
                | Self::TransferDeclined
                | Self::StillThereAsked
                | Self::StillThere
                | Self::Linked
        )
    }
}
