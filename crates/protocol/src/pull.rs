//! `POST /api/pull`: state transfer. For each entity that changed since the cursor, what this actor sees of it now, or `gone`.

use doorstep_domain::{Entity, Key, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::version::Stamp;

/// Asks for what changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// Version the phone speaks.
    pub schema: u16,
    /// Who asks; must be the person of the session.
    pub actor: PersonId,
    /// The cursor of the last page; none at first. Opaque to the phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Most rows wanted.
    pub limit: u32,
    /// The phone wants a fresh block of order numbers for this community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<String>,
}

/// One page. A page may carry no rows and still a newer cursor.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PullReply {
    /// Who answers.
    pub stamp: Stamp,
    /// Where the next page begins.
    pub cursor: String,
    /// What of the cursor the phone may compare with receipts: sequence by partition name.
    pub upto: std::collections::BTreeMap<String, u64>,
    /// This page starts over: what was held before is replaced, once the last page of the reset has come.
    #[serde(default)]
    pub reset: bool,
    /// More pages follow at once.
    #[serde(default)]
    pub more: bool,
    /// The server's disk has no room: it reads, and takes nothing. So those at the desk learn of it who write nothing themselves.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub full: bool,
    /// The rows.
    pub rows: Vec<Row>,
    /// A block of order numbers, if one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<Lease>,
}

/// One changed entity.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Which.
    pub key: Key,
    /// What the actor sees of it; none when it is gone from their sight. Raw, so that a row this build can't read is set
    /// aside alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Box<RawValue>>,
}

impl Row {
    /// The entity, if there is one and this build can read it.
    pub fn entity(&self) -> Option<Entity> {
        crate::json::read(self.body.as_ref()?.get()).ok()
    }
}

/// A block of human order numbers, leased to one device so that two offline desks never clash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The community it counts for.
    pub community: String,
    /// What the number begins with.
    pub prefix: String,
    /// First number.
    pub from: u32,
    /// The number after the last.
    pub to: u32,
}
