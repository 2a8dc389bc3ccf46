//! What people ask of an order.

use serde::{Deserialize, Serialize};

use super::{
    attachment::Attachments,
    outcome::{Outcome, Satisfaction},
    placing::Placing,
    signature::Signature,
    why::Why,
};
use crate::{
    catalogue::Mode,
    ids::{CommunityId, ItemCode, OrderId, PersonId, Sha256},
    time::Slot,
};

/// An act on one order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCommand {
    /// The order.
    pub order: OrderId,
    /// Its community, since that names the partition.
    pub community: CommunityId,
    /// What to do.
    pub act: Act,
}

/// A yes or no to a question the order holds open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No; needs no reason and costs nothing.
    No,
}

/// What the person who served reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finishing {
    /// How it ended.
    pub outcome: Outcome,
    /// The code the resident said. A claim: only the server checks it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The signature of whoever was at home. Never the same as a code: anybody can draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// Money laid out and settled in cash, in yuan.
    #[serde(default)]
    pub laid_out: u32,
    /// What was done, in words.
    #[serde(default)]
    pub text: String,
    /// Photos of it, which come by themselves.
    #[serde(default, skip_serializing_if = "Attachments::is_empty")]
    pub attached: Attachments,
}

/// The acts. Each is a small fact-to-be with everything it needs; none overwrites what another wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "fields carry the names of the order's own fields")]
pub enum Act {
    /// 下单.
    Place(Box<Placing>),
    /// 受理: puts it into the pool or on the desk's list for dispatch.
    Open,
    /// 填单: the desk has heard what was said, and says which service it is.
    Fill {
        item: ItemCode,
        mode: Mode,
        slot: Slot,
        #[serde(default)]
        text: String,
    },
    /// 不予受理, with a reason and whom to ask instead.
    Decline {
        why: Why,
        #[serde(default)]
        instead: String,
    },
    /// Asks the secretary to look at a declined order again; once.
    Appeal {
        #[serde(default)]
        text: String,
    },
    /// 转办 to a department.
    Refer { to: String, why: Why },
    /// The holder proposes a referral from the door.
    ProposeReferral { to: String, why: Why },
    /// The department's answer: an outcome closes it, none returns it to the pool.
    EndReferral { outcome: Option<Outcome> },
    /// 派单: asks somebody by name.
    Offer { to: PersonId },
    /// The answer to an offer.
    AnswerOffer { answer: Answer },
    /// 接单, for the assignment generation the person saw.
    Accept { generation: u32 },
    /// No longer wants to stand by.
    LeaveStandby,
    /// 做不了，退回.
    HandBack {
        why: Why,
        #[serde(default)]
        text: String,
    },
    /// The desk takes it from a holder.
    Release { person: PersonId, why: Why },
    /// 转给别人.
    Transfer { to: PersonId },
    /// The answer to a transfer.
    AnswerTransfer { answer: Answer },
    /// Called to agree on the time.
    Called,
    /// Looked at the contacts on the phone; an audit row.
    Look,
    /// The desk looks at the contacts; an audit row, online only.
    Reveal { why: Why },
    /// 出发.
    Depart,
    /// 到了.
    Arrive,
    /// 先停一停.
    Suspend {
        why: Why,
        #[serde(default)]
        text: String,
    },
    /// Goes on.
    Resume,
    /// 办完了.
    Finish(Finishing),
    /// 改时间, asked by the resident.
    AskSlot { slot: Slot },
    /// The answer to it.
    AnswerSlot { answer: Answer },
    /// The desk or the holder agreed on another time by phone.
    MoveSlot { slot: Slot },
    /// 确认办好.
    Confirm,
    /// 评价.
    Rate {
        face: Satisfaction,
        #[serde(default)]
        stars: u8,
        #[serde(default)]
        tags: Vec<String>,
        #[serde(default)]
        text: String,
    },
    /// 没办好，重办.
    Redo {
        why: Why,
        #[serde(default)]
        text: String,
    },
    /// 取消.
    Cancel {
        why: Why,
        #[serde(default)]
        text: String,
    },
    /// 催一催.
    Urge,
    /// 还在服务.
    StillHere,
    /// A line of text.
    Remark { text: String },
    /// The desk decides whose finish of a contested order counts.
    Settle { keep: PersonId },
    /// Links it to another order, or merges it into that one.
    Link { other: OrderId, merge: bool },
    /// 回访.
    CallBack {
        satisfied: bool,
        #[serde(default)]
        text: String,
    },
}

impl OrderCommand {
    /// The addresses of what comes by itself because of it.
    pub fn blobs(&self) -> Vec<Sha256> {
        match &self.act {
            Act::Place(placing) => placing.attached.blobs(),
            Act::Finish(finishing) => finishing.attached.blobs(),
            _ => Vec::new(),
        }
    }
}

impl Act {
    /// The stable name of its kind, for the transition table, figures and logs. Says nothing about anybody.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Place(_) => "place",
            Self::Open => "open",
            Self::Fill { .. } => "fill",
            Self::Decline { .. } => "decline",
            Self::Appeal { .. } => "appeal",
            Self::Refer { .. } => "refer",
            Self::ProposeReferral { .. } => "propose_referral",
            Self::EndReferral { .. } => "end_referral",
            Self::Offer { .. } => "offer",
            Self::AnswerOffer { .. } => "answer_offer",
            Self::Accept { .. } => "accept",
            Self::LeaveStandby => "leave_standby",
            Self::HandBack { .. } => "hand_back",
            Self::Release { .. } => "release",
            Self::Transfer { .. } => "transfer",
            Self::AnswerTransfer { .. } => "answer_transfer",
            Self::Called => "called",
            Self::Look => "look",
            Self::Reveal { .. } => "reveal",
            Self::Depart => "depart",
            Self::Arrive => "arrive",
            Self::Suspend { .. } => "suspend",
            Self::Resume => "resume",
            Self::Finish(_) => "finish",
            Self::AskSlot { .. } => "ask_slot",
            Self::AnswerSlot { .. } => "answer_slot",
            Self::MoveSlot { .. } => "move_slot",
            Self::Confirm => "confirm",
            Self::Rate { .. } => "rate",
            Self::Redo { .. } => "redo",
            Self::Cancel { .. } => "cancel",
            Self::Urge => "urge",
            Self::StillHere => "still_here",
            Self::Remark { .. } => "remark",
            Self::Settle { .. } => "settle",
            Self::Link { .. } => "link",
            Self::CallBack { .. } => "call_back",
        }
    }
}
