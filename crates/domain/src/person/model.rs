//! A person as stored and as shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    actor::{Actor, Grant},
    ids::{BuildingId, CommunityId, PersonId},
    phone::Phone,
    seen::Seen,
    time::Instant,
};

/// Most unfinished orders of one member, unless the desk set another number (orders.md 3).
pub const DEFAULT_CAP: u32 = 3;

/// Where somebody lives, as far as the zone rules need it; the door itself is in the [`Profile`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The community.
    pub community: CommunityId,
    /// The building or group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<BuildingId>,
}

/// The personal fields. Each has the retention class `profile`: kept while the person is registered, erasable at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Full name.
    #[serde(default)]
    pub name: Seen<String>,
    /// The first letters of the name's pinyin, a group for each character with every letter it may begin with: `z s l` for 张示例.
    /// Never stored: the server adds them to what the desk pulls, since the table of readings is too large for a phone.
    #[serde(default, skip_serializing_if = "Seen::is_hidden")]
    pub initials: Seen<String>,
    /// Phone number.
    #[serde(default)]
    pub phone: Seen<Phone>,
    /// Last four digits of the phone.
    #[serde(default)]
    pub phone_tail: Seen<String>,
    /// The relations of those who order for them, by person. They stand with the proxies; only while the profile lies in an
    /// erasable row of its own they are here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub relations: BTreeMap<PersonId, String>,
    /// The door within the building: 2单元 301室, or the door number in a village.
    #[serde(default)]
    pub door: Seen<String>,
}

/// Consent given to one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Version of the text that was shown.
    pub version: u32,
    /// When the server learned of it.
    pub at: Instant,
}

/// What a person consented to; each can be withdrawn by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consents {
    /// The notice before the first order: who processes what, for what, how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Given>,
    /// Health notes on orders: sensitive data with a consent of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub health: Option<Given>,
}

/// Someone who may order for this person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proxy {
    /// The one who orders.
    pub person: PersonId,
    /// What they are to this person, in their own word (女儿).
    #[serde(default)]
    pub relation: String,
    /// Since when.
    pub since: Instant,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Personal fields.
    #[serde(default)]
    pub profile: Profile,
    /// Where they live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<Home>,
    /// What they may do.
    pub grants: Vec<Grant>,
    /// Registered skills.
    #[serde(default)]
    pub skills: BTreeSet<String>,
    /// Most unfinished orders at a time.
    pub cap: u32,
    /// Badge number of those who come to a door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badge: Option<String>,
    /// The station or post they belong to, as printed on the badge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Consents in force.
    #[serde(default)]
    pub consents: Consents,
    /// People who may order for them.
    #[serde(default)]
    pub proxies: Vec<Proxy>,
}

impl Person {
    /// The actor this person is at `now`. `proxy_for` are the people who let them order.
    pub fn actor(&self, now: Instant, proxy_for: BTreeSet<PersonId>) -> Actor {
        Actor {
            person: self.id,
            grants: self.grants.iter().filter(|g| g.holds_at(now)).cloned().collect(),
            skills: self.skills.clone(),
            proxy_for,
            cap: self.cap,
        }
    }

    /// Takes the personal fields out, the words about proxies with them.
    pub fn take_personal(&mut self) -> Profile {
        let mut profile = core::mem::take(&mut self.profile);
        profile.relations = (self.proxies.iter_mut())
            .map(|p| (p.person, core::mem::take(&mut p.relation)))
            .filter(|(_, relation)| !relation.is_empty())
            .collect();
        profile
    }

    /// Puts them back.
    pub fn put_personal(&mut self, mut profile: Profile) {
        for proxy in &mut self.proxies {
            proxy.relation = profile.relations.remove(&proxy.person).unwrap_or_default();
        }
        profile.relations.clear();
        self.profile = profile;
    }

    /// Whether `other` may order for this person.
    pub fn has_proxy(&self, other: PersonId) -> bool {
        self.proxies.iter().any(|p| p.person == other)
    }

    /// The moment a grant begins or ends after `now`, if any does: the actor changes then.
    pub fn next_grant_change(&self, now: Instant) -> Option<Instant> {
        self.grants
            .iter()
            .flat_map(|g| [Some(g.from), g.until])
            .flatten()
            .filter(|at| *at > now)
            .min()
    }
}
