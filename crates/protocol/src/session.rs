//! Who is who: cards, passwords, transfer codes, devices. All of it needs the network and says so.
//!
//! Each account slot of a browser has its own HttpOnly cookie; scripts never see a token.

use doorstep_domain::{CommunityId, Instant, PersonId, Reason};
use serde::{Deserialize, Serialize};

/// `POST /api/session/card`: spends one activation of a printed card, by its QR secret or its typed code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSignIn {
    /// What the QR held, or what was typed.
    pub secret: String,
    /// A word for the device list, such as 微信 or Chrome.
    pub device: String,
}

/// `POST /api/session/password`: staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordSignIn {
    /// The account name.
    pub account: String,
    /// The password.
    pub password: String,
    /// A word for the device list.
    pub device: String,
}

/// `POST /api/session/setup`: spends the one-time set-up code and makes the first secretary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUp {
    /// The code printed at first start.
    pub code: String,
    /// The account name to create.
    pub account: String,
    /// Its password, at least eight characters.
    pub password: String,
    /// Full name.
    pub name: String,
    /// The community they are secretary of; created when it does not exist.
    pub community: CommunityId,
    /// Name of the community.
    pub community_name: String,
    /// Number residents call.
    pub community_phone: String,
    /// A word for the device list.
    pub device: String,
}

/// Who is signed in on a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The person.
    pub person: PersonId,
    /// Their name, for choosing between slots.
    pub name: String,
    /// This device, as its list shows it.
    pub device: String,
    /// When the session ends unless used.
    pub until: Instant,
    /// Demo data: show the ribbon.
    #[serde(default)]
    pub demo: bool,
}

/// Why a call about sessions was refused; the body of a 401, 403, 409 or 429.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionError {
    /// What kind.
    pub error: SessionFault,
    /// When trying again makes sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// A field that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// The kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionFault {
    /// No session on this slot (or one of another person): sign in again, everything is kept.
    Reauth,
    /// This device was signed out on purpose: what can be read goes.
    Revoked,
    /// The code or password is wrong, spent, void or too old; which one is not said.
    Refused,
    /// Too many tries.
    TooMany,
    /// Another page asked, or the slot header is missing.
    Forbidden,
    /// A field can't be accepted; see `reason`.
    Field,
    /// A kind this build does not know.
    #[serde(other)]
    Unknown,
}

/// `GET /api/session/devices`: one line of the device list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its handle, for signing it out.
    pub id: String,
    /// The word it was given.
    pub name: String,
    /// Signed in since.
    pub since: Instant,
    /// Last seen.
    pub seen: Instant,
    /// It is the one that asks.
    pub this: bool,
}

/// `POST /api/session/transfer`: a code that moves the session to another browser (换个浏览器打开), ten minutes, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// What to type, in groups.
    pub code: String,
    /// The address to open, the code in its fragment.
    pub url: String,
    /// Until when.
    pub until: Instant,
}

/// `POST /api/card`: staff print a card for a person; earlier cards of the person become void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRequest {
    /// For whom.
    pub person: PersonId,
}

/// A card to print. Never shown again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// For whom, by name.
    pub name: String,
    /// The address in its QR, the secret in the fragment.
    pub url: String,
    /// The code to type, with a check character.
    pub code: String,
    /// Until when.
    pub until: Instant,
    /// How often it can be used.
    pub activations: u8,
}

/// `POST /api/reveal`: the desk looks at the contacts of an order; leaves an audit row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealRequest {
    /// The community.
    pub community: CommunityId,
    /// The order.
    pub order: doorstep_domain::OrderId,
    /// Why.
    pub why: doorstep_domain::order::Why,
}

/// What was revealed. Shown, never stored on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    /// The number to call.
    pub phone: String,
    /// The door.
    pub door: String,
}

/// `POST /api/demo`: becomes one of the demo people; only with `--demo`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoEnter {
    /// Which: resident, daughter, member, member2, volunteer, desk.
    pub who: String,
}
