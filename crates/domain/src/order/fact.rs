//! What happened to an order.

use serde::{Deserialize, Serialize};

use super::{
    attachment::Attachments,
    model::{Card, Link, Order, Referral, Remark},
    outcome::{Finish, Outcome, Rating},
    state::{State, Step},
    why::Why,
};
use crate::{
    catalogue::{Item, Limits, Mode, Pool},
    ids::{ItemCode, PersonId},
    seen::Seen,
    time::{Instant, Slot},
};

/// In which part somebody acted (the letters of orders.md 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// R.
    Resident,
    /// X: ordered for the resident.
    Proxy,
    /// M: member or volunteer.
    Member,
    /// S.
    Staff,
    /// L.
    Secretary,
    /// D.
    Department,
    /// T: a deadline passed, or a rule followed by itself (whoever stands by is asked).
    Timer,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// In which part.
    pub part: Part,
    /// Which person; hidden from those who may not know.
    #[serde(default)]
    pub person: Seen<PersonId>,
}

impl By {
    /// A deadline, or what follows by itself.
    pub const TIMER: Self = Self {
        part: Part::Timer,
        person: Seen::hidden(),
    };
}

/// A fact about an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFact {
    /// When the server learned of it (on a phone: the best estimate).
    pub at: Instant,
    /// When the person says it was, if they were offline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Instant>,
    /// Who.
    pub by: By,
    /// What.
    pub did: Did,
}

/// Which service an order turned out to be, with everything an order copies from its item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the names of the order's own fields")]
pub struct Filling {
    pub item: ItemCode,
    pub mode: Mode,
    pub pool: Pool,
    pub minutes: u16,
    pub places: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    pub limits: Limits,
    pub slot: Slot,
}

impl Filling {
    /// `item`, done in this way and at this time.
    pub fn of(item: &Item, mode: Mode, slot: Slot) -> Self {
        Self {
            item: item.code.clone(),
            mode,
            pool: item.pool,
            minutes: item.minutes,
            places: item.places.max(1),
            skill: item.skill.clone(),
            limits: item.limits,
            slot,
        }
    }
}

/// The kinds of fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "fields carry the names of the order's own fields")]
pub enum Did {
    /// It exists from now on.
    Placed(Box<Order>),
    /// 受理: it is in the pool, or waits for dispatch.
    Opened { due: Option<Instant> },
    /// 填单: the desk says which service was asked for.
    Filled(Box<Filling>),
    /// Photos or a voice note came with an act; their bytes come by themselves.
    Attached { attachments: Seen<Attachments> },
    /// 不予受理.
    Declined { why: Why, instead: String },
    /// The resident appeals to the secretary.
    Appealed { due: Option<Instant> },
    /// 转办.
    Referred(Referral),
    /// The person at the door proposes it.
    ReferralProposed(Referral),
    /// The department has answered; back to the pool, or closed with this outcome.
    ReferralEnded {
        outcome: Option<Outcome>,
        due: Option<Instant>,
    },
    /// Somebody was asked by name.
    Offered { to: PersonId, due: Instant },
    /// They declined, or time ran out.
    OfferEnded { lapsed: bool, due: Option<Instant> },
    /// 接单: a place is held, contacts are released to the holder.
    Accepted {
        person: PersonId,
        card: Seen<Card>,
        due: Option<Instant>,
    },
    /// 候补.
    StoodBy { person: PersonId },
    /// No longer.
    LeftStandby { person: PersonId },
    /// The order left a holder: 退回, or given to another.
    Released {
        person: PersonId,
        why: Why,
        by_own_wish: bool,
        due: Option<Instant>,
    },
    /// 转给别人, asked.
    TransferAsked { from: PersonId, to: PersonId, due: Instant },
    /// The other declined, or time ran out.
    TransferDeclined,
    /// The other took it: the old holder is former, the new one holds.
    Transferred {
        from: PersonId,
        to: PersonId,
        card: Seen<Card>,
    },
    /// The holder called to agree on the time.
    Called { person: PersonId },
    /// The holder looked at the contacts.
    Looked,
    /// The desk revealed the contacts.
    Revealed { why: Why },
    /// 出发.
    Departed,
    /// 到了.
    Arrived { due: Option<Instant> },
    /// 挂起.
    Suspended { why: Why, until: Instant },
    /// It goes on where it stood still.
    Resumed { to: State },
    /// 办完了.
    Finished { finish: Finish, due: Instant },
    /// Somebody who does not hold it says they did something; kept for the desk.
    Evidence { finish: Option<Finish> },
    /// Two people say they did it.
    Contested { other: PersonId, evidence: Option<Finish> },
    /// What `person` had done, and was told is done, was lost in a restore and does not fit what happened since. With `held`, it had
    /// given them a place: they may be on their way.
    Undone { person: PersonId, held: bool },
    /// The desk decided whose finish counts.
    Settled { finish: Finish },
    /// 改时间, asked.
    SlotAsked { slot: Slot },
    /// Agreed: the slot is this from now on.
    SlotAgreed { slot: Slot },
    /// Not possible.
    SlotRefused,
    /// 确认办好.
    Confirmed,
    /// Nobody answered in time.
    ClosedByTimer,
    /// 评价.
    Rated { rating: Rating },
    /// 重办.
    Redone { why: Why, due: Option<Instant> },
    /// 取消.
    Cancelled { why: Why },
    /// 催一催.
    Urged,
    /// The slot began and nobody has come.
    Late,
    /// The step passed its deadline.
    Overdue,
    /// 还在服务吗？ was asked.
    StillThereAsked,
    /// It was answered.
    StillThere,
    /// A line of text.
    Remarked { remark: Seen<Remark> },
    /// The health note is erased: consent was withdrawn.
    HealthErased,
    /// Contacts are hidden again.
    ContactsHidden,
    /// Nothing can revive the order: contacts, health note, code, signatures and attachments are erased.
    ContactsErased,
    /// Linked to another order.
    Linked(Link),
    /// The desk called back.
    CalledBack { satisfied: bool },
}

impl Did {
    /// The line it writes in the trail, if it writes one.
    pub const fn step(&self) -> Option<Step> {
        Some(match self {
            Self::Placed(_) => Step::Placed,
            Self::Opened { .. } => Step::Opened,
            Self::Filled(_) => Step::Filled,
            Self::Declined { .. } => Step::Declined,
            Self::Appealed { .. } => Step::Appealed,
            Self::Referred(_) => Step::Referred,
            Self::ReferralProposed(_) => Step::ReferralProposed,
            Self::ReferralEnded { .. } => Step::ReferralEnded,
            Self::Offered { .. } => Step::Offered,
            Self::OfferEnded { lapsed: true, .. } => Step::OfferLapsed,
            Self::OfferEnded { .. } => Step::OfferDeclined,
            Self::Accepted { .. } => Step::Accepted,
            Self::StoodBy { .. } => Step::StoodBy,
            Self::LeftStandby { .. } => Step::LeftStandby,
            Self::Released { by_own_wish: true, .. } => Step::HandedBack,
            Self::Released { .. } => Step::Reassigned,
            Self::TransferAsked { .. } => Step::TransferAsked,
            Self::TransferDeclined => Step::TransferDeclined,
            Self::Transferred { .. } => Step::Transferred,
            Self::Called { .. } => Step::Called,
            Self::Looked => Step::Looked,
            Self::Revealed { .. } => Step::Revealed,
            Self::Departed => Step::Departed,
            Self::Arrived { .. } => Step::Arrived,
            Self::Suspended { .. } => Step::Suspended,
            Self::Resumed { .. } => Step::Resumed,
            Self::Finished { .. } => Step::Finished,
            Self::Evidence { .. } => Step::Evidence,
            Self::Contested { .. } => Step::Contested,
            Self::Undone { .. } => Step::Undone,
            Self::Settled { .. } => Step::Settled,
            Self::SlotAsked { .. } => Step::SlotAsked,
            Self::SlotAgreed { .. } => Step::SlotAgreed,
            Self::SlotRefused => Step::SlotRefused,
            Self::Confirmed => Step::Confirmed,
            Self::ClosedByTimer => Step::ClosedByTimer,
            Self::Rated { .. } => Step::Rated,
            Self::Redone { .. } => Step::Redone,
            Self::Cancelled { .. } => Step::Cancelled,
            Self::Urged => Step::Urged,
            Self::Late => Step::Late,
            Self::Overdue => Step::Overdue,
            Self::StillThereAsked => Step::StillThereAsked,
            Self::StillThere => Step::StillThere,
            Self::Remarked { .. } => Step::Remarked,
            Self::HealthErased => Step::HealthErased,
            Self::ContactsHidden => Step::ContactsHidden,
            Self::Linked(_) => Step::Linked,
            Self::CalledBack { .. } => Step::CalledBack,
            Self::Attached { .. } | Self::ContactsErased => return None,
        })
    }

    /// The chosen reason it carries.
    pub const fn why(&self) -> Option<Why> {
        match self {
            Self::Declined { why, .. }
            | Self::Released { why, .. }
            | Self::Suspended { why, .. }
            | Self::Redone { why, .. }
            | Self::Cancelled { why }
            | Self::Revealed { why } => Some(*why),
            Self::Referred(referral) | Self::ReferralProposed(referral) => Some(referral.why),
            _ => None,
        }
    }

    /// The state the order is in afterwards, given where it was; the same state when the fact changes none.
    pub fn next(&self, order: &Order) -> State {
        match self {
            Self::Placed(new) => new.state,
            Self::Opened { .. }
            | Self::Redone { .. }
            | Self::OfferEnded { .. }
            | Self::ReferralEnded { outcome: None, .. } => State::Open,
            Self::Declined { .. } => State::Declined,
            Self::Appealed { .. } => State::Submitted,
            Self::Referred(_) => State::Referred,
            Self::Offered { .. } => State::Offered,
            Self::Accepted { .. } if order.taken.saturating_add(1) < order.places => State::Open,
            Self::Accepted { .. } | Self::Transferred { .. } => State::Accepted,
            // One of several places is free again: the order looks for people until somebody has set out.
            Self::Released { .. } => match order.state {
                State::Accepted => State::Open,
                held if held.is_held() && order.taken <= 1 => State::Open,
                other => other,
            },
            Self::Departed => State::EnRoute,
            Self::Arrived { .. } => State::InService,
            Self::Suspended { .. } => State::Suspended,
            Self::Resumed { to } => *to,
            Self::Settled { .. } if order.state == State::Closed => State::Closed,
            Self::Finished { .. } | Self::Settled { .. } => State::AwaitingConfirm,
            Self::Confirmed | Self::ClosedByTimer | Self::ReferralEnded { .. } => State::Closed,
            Self::Cancelled { .. } => State::Cancelled,
            _ => order.state,
        }
    }
}
