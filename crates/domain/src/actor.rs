//! Who acts: a person with grants. The server builds an [`Actor`] from stored people, the phone from the people it holds;
//! both then ask the same questions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    ids::{BuildingId, CommunityId, PersonId},
    scope::Scope,
    time::Instant,
};

/// What a grant lets a person do. One person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Lives there and may order.
    Resident,
    /// Party member (党员) who takes orders.
    Member,
    /// Volunteer (志愿者): takes orders too and keeps station duty.
    Volunteer,
    /// All-round social worker (全科社工) at the window.
    Staff,
    /// Secretary (社区书记): everything staff may, and appeals.
    Secretary,
    /// A department an order can be referred to.
    Department,
    /// Keeps the installation: catalogue, places, first staff.
    Operator,
}

/// Where a grant holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// The whole installation.
    City,
    /// One community.
    Community(CommunityId),
    /// Some buildings of one community: a responsibility zone (责任区).
    Zone(CommunityId, BTreeSet<BuildingId>),
}

impl Area {
    /// Whether the area reaches into `community`.
    pub fn touches(&self, community: &CommunityId) -> bool {
        match self {
            Self::City => true,
            Self::Community(own) | Self::Zone(own, _) => own == community,
        }
    }

    /// Whether the area holds `building`; `None` (no address needed) is in every zone of the community.
    pub fn holds(&self, community: &CommunityId, building: Option<&BuildingId>) -> bool {
        match self {
            Self::City => true,
            Self::Community(own) => own == community,
            Self::Zone(own, buildings) => own == community && building.is_none_or(|b| buildings.contains(b)),
        }
    }
}

/// A role, where and when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// What it allows.
    pub role: Role,
    /// Where.
    pub area: Area,
    /// First moment it holds.
    pub from: Instant,
    /// First moment it no longer holds; `None` holds until changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

impl Grant {
    /// Whether the grant holds at `now`.
    pub fn holds_at(&self, now: Instant) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }
}

/// A person at one moment, with everything the rules read of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// Their grants that hold now.
    pub grants: Vec<Grant>,
    /// Registered skills.
    pub skills: BTreeSet<String>,
    /// People who let this person order for them (代办), consent in force.
    pub proxy_for: BTreeSet<PersonId>,
    /// Most unfinished orders at a time.
    pub cap: u32,
}

impl Actor {
    /// Whether the actor holds `role` in `community`.
    pub fn is(&self, role: Role, community: &CommunityId) -> bool {
        self.grants.iter().any(|g| g.role == role && g.area.touches(community))
    }

    /// Whether the actor works at the desk of `community` (staff or secretary).
    pub fn is_desk(&self, community: &CommunityId) -> bool {
        self.is(Role::Staff, community) || self.is(Role::Secretary, community)
    }

    /// Whether the actor keeps the installation.
    pub fn is_operator(&self) -> bool {
        self.grants.iter().any(|g| g.role == Role::Operator)
    }

    /// Whether the actor takes orders in `community` at `building` (as member or volunteer).
    pub fn serves(&self, community: &CommunityId, building: Option<&BuildingId>) -> bool {
        self.grants
            .iter()
            .any(|g| matches!(g.role, Role::Member | Role::Volunteer) && g.area.holds(community, building))
    }

    /// Whether the actor is `resident` or orders for them.
    pub fn stands_for(&self, resident: PersonId) -> bool {
        self.person == resident || self.proxy_for.contains(&resident)
    }

    /// The scopes this actor may read. `buildings` lists the buildings of a community, for grants that reach all of it.
    pub fn scopes(
        &self,
        buildings: impl Fn(&CommunityId) -> Vec<BuildingId>,
        communities: &[CommunityId],
    ) -> BTreeSet<Scope> {
        let me = self.person;
        let mut scopes = BTreeSet::from([
            Scope::Everyone,
            Scope::Person(me),
            Scope::Resident(me),
            Scope::Member(me),
            Scope::Proxy(me),
        ]);
        scopes.extend(self.proxy_for.iter().map(|id| Scope::Resident(*id)));
        if self.is_operator() {
            scopes.insert(Scope::Operators);
        }
        for grant in &self.grants {
            for community in communities.iter().filter(|c| grant.area.touches(c)) {
                match grant.role {
                    Role::Staff | Role::Secretary => {
                        scopes.insert(Scope::Desk(community.clone()));
                    }
                    Role::Member | Role::Volunteer => {
                        scopes.insert(Scope::PoolAnywhere(community.clone()));
                        scopes.insert(Scope::Colleagues(community.clone()));
                        let zone = match &grant.area {
                            Area::Zone(_, zone) => zone.iter().cloned().collect(),
                            Area::City | Area::Community(_) => {
                                scopes.insert(Scope::PoolWhole(community.clone()));
                                // What was indexed before there was a pool of the whole is found by its building.
                                buildings(community)
                            }
                        };
                        scopes.extend(zone.into_iter().map(|b| Scope::Pool(community.clone(), b)));
                    }
                    Role::Department => {
                        scopes.insert(Scope::Department(community.clone()));
                    }
                    Role::Resident | Role::Operator => {}
                }
            }
        }
        scopes
    }
}
