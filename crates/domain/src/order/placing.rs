//! What a phone says when it places an order.

use serde::{Deserialize, Serialize};

use super::{attachment::Attachments, code::ServiceCode, state::Channel};
use crate::{
    catalogue::Mode,
    ids::{BuildingId, ItemCode, PersonId},
    phone::Phone,
    time::Slot,
};

/// The content of 下单. Empty contact fields are filled from the resident's own record by the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placing {
    /// What.
    pub item: ItemCode,
    /// How, one of the item's modes.
    pub mode: Mode,
    /// For whom.
    pub resident: PersonId,
    /// How it came in.
    pub channel: Channel,
    /// Where; only when somebody travels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<BuildingId>,
    /// The door within the building; empty takes the resident's own.
    #[serde(default)]
    pub door: String,
    /// Whom to call, when it is not the resident.
    #[serde(default)]
    pub contact_name: String,
    /// The number to call, when it is not the resident's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_phone: Option<Phone>,
    /// When.
    pub slot: Slot,
    /// What we should know.
    #[serde(default)]
    pub note: String,
    /// The health note; needs its own consent.
    #[serde(default)]
    pub health: String,
    /// The service code, from the CSPRNG of the device that places the order.
    pub code: ServiceCode,
    /// The human number, from the block leased to the device; the server gives one when it is missing or taken.
    #[serde(default)]
    pub number: String,
    /// The person was told of a similar order on that day and wants this one too.
    #[serde(default)]
    pub despite_duplicate: bool,
    /// Who should come, if they can: the person of the last time (还请上次那位).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<PersonId>,
    /// Photos and a voice note, which come by themselves.
    #[serde(default, skip_serializing_if = "Attachments::is_empty")]
    pub attached: Attachments,
}
