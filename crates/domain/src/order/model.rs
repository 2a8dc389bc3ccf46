//! An order as stored and as shown. The same type serves both: fields that an actor may not see are [`Seen::hidden`].

use serde::{Deserialize, Serialize};

use super::{
    attachment::Attachments,
    clocks::Clocks,
    code::ServiceCode,
    fact::By,
    outcome::{Contest, Finish, Outcome, Rating},
    state::{Channel, State, Step},
    why::Why,
};
use crate::{
    catalogue::{Limits, Mode, Pool},
    ids::{BuildingId, CommunityId, ItemCode, OrderId, PersonId},
    phone::Phone,
    seen::Seen,
    time::{Instant, Slot},
};

/// Whom to call and where to go. Parts may be hidden on their own: the desk sees the name without the door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name to ask for.
    #[serde(default)]
    pub name: Seen<String>,
    /// Number to call.
    #[serde(default)]
    pub phone: Seen<Phone>,
    /// Last four digits of it.
    #[serde(default)]
    pub phone_tail: Seen<String>,
    /// The door within the building.
    #[serde(default)]
    pub door: Seen<String>,
}

/// Who is at the door: what the resident compares before opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Full name.
    pub name: String,
    /// Badge number.
    #[serde(default)]
    pub badge: String,
    /// Station or post.
    #[serde(default)]
    pub post: String,
    /// Last four digits of the phone that will call.
    #[serde(default)]
    pub phone_tail: String,
}

/// A live assignment: somebody holds one place of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// The lead of an order with several places.
    pub lead: bool,
    /// Since when; contacts were released to them then.
    pub since: Instant,
    /// What the resident sees of them.
    #[serde(default)]
    pub card: Seen<Card>,
    /// They called to agree on the time.
    #[serde(default)]
    pub called: bool,
}

/// Somebody who held the order and no longer does. Contacts had been released to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// Who.
    pub person: PersonId,
    /// When the order left them.
    pub at: Instant,
    /// They gave it back or passed it on themselves: then a later finish of theirs does not win by itself.
    pub by_own_wish: bool,
    /// What the resident saw of them; said again only when it was they who did it after all.
    #[serde(default)]
    pub card: Seen<Card>,
}

/// The desk asked somebody by name, or standby has first refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Whom.
    pub to: PersonId,
    /// Answer by.
    pub due: Instant,
}

/// A holder asked somebody to take over (转给别人).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Who holds it until the other accepts.
    pub from: PersonId,
    /// Whom.
    pub to: PersonId,
    /// Answer by.
    pub due: Instant,
}

/// The resident asked for another time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotAsk {
    /// The time asked for.
    pub slot: Slot,
    /// When.
    pub at: Instant,
}

/// Why and since when an order stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// The reason.
    pub why: Why,
    /// The desk decides from then on.
    pub until: Instant,
    /// The state it came from, and returns to.
    pub from: State,
}

/// A department has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Which, by name as the desk wrote it.
    pub to: String,
    /// Why.
    pub why: Why,
    /// Only proposed, by the person at the door; the desk decides.
    #[serde(default)]
    pub proposed: bool,
    /// How the department ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// A line of free text. Appended, never overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Who.
    pub by: By,
    /// When.
    pub at: Instant,
    /// The words.
    pub text: String,
    /// Between the writer and the desk: words of a hand-back or a call-back are not for the other side.
    #[serde(default)]
    pub inner: bool,
}

/// A link to another order; both histories stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The other order.
    pub other: OrderId,
    /// This one was merged into the other.
    pub merged: bool,
}

/// One line of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When the server learned of it.
    pub at: Instant,
    /// When the person says it was, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Instant>,
    /// Who.
    pub by: By,
    /// What.
    pub step: Step,
    /// The chosen reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags beside the state are independent of each other (orders.md 2)"
)]
pub struct Order {
    /// Its id, made by the device that placed it.
    pub id: OrderId,
    /// Its community, hence its partition.
    pub community: CommunityId,
    /// The human number, such as YY1042.
    pub number: String,
    /// What was ordered.
    pub item: ItemCode,
    /// How it is done.
    pub mode: Mode,
    /// Who hears of it.
    pub pool: Pool,
    /// How it came in.
    pub channel: Channel,
    /// Where, as finely as a stranger may know; `None` when nobody travels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<BuildingId>,
    /// For whom.
    #[serde(default)]
    pub resident: Seen<PersonId>,
    /// Who placed it.
    #[serde(default)]
    pub placed_by: Seen<PersonId>,
    /// Whom to call and where to go.
    #[serde(default)]
    pub contact: Seen<Contact>,
    /// What the resident wants us to know; empty when nothing.
    #[serde(default)]
    pub note: Seen<String>,
    /// The health note; empty when none.
    #[serde(default)]
    pub health: Seen<String>,
    /// The service code.
    #[serde(default)]
    pub code: Seen<ServiceCode>,
    /// Photos and a voice note; hidden where there are none.
    #[serde(default, skip_serializing_if = "Seen::is_hidden")]
    pub attachments: Seen<Attachments>,
    /// 说一句话下单: what is wanted is in the voice note, and the desk has not filled it in yet.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub spoken: bool,
    /// When someone is expected.
    pub slot: Slot,
    /// Planned minutes.
    pub minutes: u16,
    /// How many people it takes.
    pub places: u8,
    /// Places that are held. Everybody who knows of the order sees how many are free, not by whom the others are held.
    #[serde(default)]
    pub taken: u8,
    /// Skill a person must be registered for, copied from the item when it was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    /// Deadlines, copied from the item when it was placed.
    pub limits: Limits,
    /// Where it is.
    pub state: State,
    /// Its clocks.
    pub clocks: Clocks,
    /// Live assignments, at most one per place.
    #[serde(default)]
    pub holders: Vec<Holder>,
    /// Who held it before.
    #[serde(default)]
    pub former: Vec<Former>,
    /// Who waits for it, first come first (候补).
    #[serde(default)]
    pub standby: Vec<PersonId>,
    /// An open offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// An open transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<Handover>,
    /// An open request for another time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot_ask: Option<SlotAsk>,
    /// Why it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspension: Option<Suspension>,
    /// Where it was or may be referred to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
    /// Why it was declined or cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_why: Option<Why>,
    /// Whom to ask instead, for a declined order.
    #[serde(default)]
    pub instead: String,
    /// The finish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finish: Option<Finish>,
    /// Finishes that decide nothing: of an earlier round, or of somebody who did not hold it. Kept for the desk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_finishes: Vec<Finish>,
    /// The rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// A timer closed it: 未评价, never 满意.
    #[serde(default)]
    pub closed_by_timer: bool,
    /// Counts how often an assignment ended; an accept must match it. Taking one of several places is no reason to refuse the next.
    pub generation: u32,
    /// Redos so far.
    #[serde(default)]
    pub reopened: u32,
    /// Urges so far.
    #[serde(default)]
    pub urged: u32,
    /// The last urge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urged_at: Option<Instant>,
    /// The one appeal was used.
    #[serde(default)]
    pub appealed: bool,
    /// 超时: the present step passed its deadline, and the trail says so.
    #[serde(default)]
    pub overdue: bool,
    /// 升级: how far up the ladder. Never shown to residents.
    #[serde(default)]
    pub escalated: u8,
    /// 争议. Never shown to residents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<Contest>,
    /// The desk is to call back.
    #[serde(default)]
    pub call_back: bool,
    /// Wrong codes so far.
    #[serde(default)]
    pub code_tries: u8,
    /// The member has been asked 还在服务吗？ and has not answered.
    #[serde(default)]
    pub still_there_asked: bool,
    /// Contacts are hidden again everywhere. A redo or an appeal shows them again.
    #[serde(default)]
    pub contacts_hidden: bool,
    /// Contacts, health note, code, signatures and attachments are gone for good: no redo and no appeal is possible any more.
    #[serde(default)]
    pub contacts_erased: bool,
    /// Links to other orders.
    #[serde(default)]
    pub links: Vec<Link>,
    /// What happened, oldest first.
    #[serde(default)]
    pub trail: Vec<Entry>,
    /// Free text of those involved.
    #[serde(default)]
    pub remarks: Seen<Vec<Remark>>,
}
