//! Scopes: the words by which the audience index finds who must hear of a change. What an entity is indexed under depends
//! on the entity alone; which scopes a person may read depends on the person alone.

use core::fmt;

use crate::ids::{BuildingId, CommunityId, PersonId};

/// One word of the audience index. Its text form is stored, so it never changes meaning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everybody signed in: catalogue and places.
    Everyone,
    /// The person themselves.
    Person(PersonId),
    /// The resident an order is for, and their proxies.
    Resident(PersonId),
    /// The member who holds, held, waits for or is asked about an order.
    Member(PersonId),
    /// Whoever orders for this person; also the reverse index of proxies.
    Proxy(PersonId),
    /// The pool of open orders of one building, for members whose zone holds it.
    Pool(CommunityId, BuildingId),
    /// The pool of a whole community, for members who serve all of it: also what waits in a building that is no longer on its list.
    PoolWhole(CommunityId),
    /// Open orders without a building (by phone, at the centre).
    PoolAnywhere(CommunityId),
    /// The staff of a community.
    Desk(CommunityId),
    /// The departments that orders of a community are referred to.
    Department(CommunityId),
    /// The members and volunteers of a community: they see each other by name, to pass an order on.
    Colleagues(CommunityId),
    /// Those who keep the installation: every person, without phone and door.
    Operators,
    /// An index nobody reads: the unfinished orders a member holds.
    Holding(PersonId),
    /// An index nobody reads: the orders of a resident that have not ended.
    OpenFor(PersonId),
    /// An index nobody reads: the stay a person has not checked out of.
    OnDuty(PersonId),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everyone => f.write_str("all"),
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Resident(id) => write!(f, "resident:{id}"),
            Self::Member(id) => write!(f, "member:{id}"),
            Self::Proxy(id) => write!(f, "proxy:{id}"),
            Self::Pool(community, building) => write!(f, "building:{community}/{building}"),
            Self::PoolWhole(community) => write!(f, "pool-whole:{community}"),
            Self::PoolAnywhere(community) => write!(f, "pool:{community}"),
            Self::Desk(community) => write!(f, "desk:{community}"),
            Self::Department(community) => write!(f, "department:{community}"),
            Self::Colleagues(community) => write!(f, "colleagues:{community}"),
            Self::Operators => f.write_str("operators"),
            Self::Holding(id) => write!(f, "holding:{id}"),
            Self::OpenFor(id) => write!(f, "open:{id}"),
            Self::OnDuty(id) => write!(f, "on-duty:{id}"),
        }
    }
}
