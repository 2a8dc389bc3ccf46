//! How an actor stands to an order.

use super::{
    fact::{By, Part},
    model::Order,
};
use crate::{
    actor::{Actor, Role},
    catalogue::Pool,
    ids::PersonId,
    seen::Seen,
};

/// Every way in which one actor may have to do with one order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one person can stand to an order in several ways at once"
)]
pub struct Standing {
    /// It is for them.
    pub resident: bool,
    /// They order for the resident, consent in force.
    pub proxy: bool,
    /// They hold a place.
    pub holder: bool,
    /// They held one.
    pub former: bool,
    /// They wait for one.
    pub standby: bool,
    /// They are asked to take it, by an offer or a transfer.
    pub asked: bool,
    /// It is in a pool they may take from.
    pub pool: bool,
    /// They work at its desk.
    pub staff: bool,
    /// They are its secretary.
    pub secretary: bool,
    /// They are a department of its community.
    pub department: bool,
}

impl Standing {
    /// How `actor` stands to `order`.
    pub fn of(order: &Order, actor: &Actor) -> Self {
        let me = actor.person;
        let resident = order.resident.is(&me);
        let proxy = order.resident.get().is_some_and(|r| actor.proxy_for.contains(r));
        let asked =
            order.offer.as_ref().is_some_and(|o| o.to == me) || order.handover.as_ref().is_some_and(|h| h.to == me);
        Self {
            resident,
            proxy,
            holder: order.holder(me).is_some(),
            former: order.holder(me).is_none() && order.former_of(me).is_some(),
            standby: order.standby.contains(&me),
            asked,
            pool: order.state == super::State::Open
                && order.pool == Pool::Open
                && !resident
                && !proxy
                && actor.serves(&order.community, order.building.as_ref()),
            staff: actor.is_desk(&order.community),
            secretary: actor.is(Role::Secretary, &order.community),
            department: actor.is(Role::Department, &order.community)
                && order.referral.as_ref().is_some_and(|r| !r.proposed),
        }
    }

    /// The resident's side.
    pub const fn customer(self) -> bool {
        self.resident || self.proxy
    }

    /// The desk: staff or secretary.
    pub const fn desk(self) -> bool {
        self.staff || self.secretary
    }

    /// They hold it or held it: nobody judges their own work.
    pub const fn served(self) -> bool {
        self.holder || self.former
    }

    /// One of those between whom the order happens: the resident's side, a holder, the desk.
    pub const fn inside(self) -> bool {
        self.customer() || self.holder || self.desk()
    }

    /// Whether the actor may know of the order at all.
    pub const fn any(self) -> bool {
        self.customer()
            || self.holder
            || self.former
            || self.standby
            || self.asked
            || self.pool
            || self.staff
            || self.secretary
            || self.department
    }

    /// The part in which the actor would act as customer.
    pub fn as_customer(self, person: PersonId) -> Option<By> {
        let part = if self.resident {
            Part::Resident
        } else if self.proxy {
            Part::Proxy
        } else {
            return None;
        };
        Some(By {
            part,
            person: Seen::known(person),
        })
    }

    /// The part in which the actor would act for the desk.
    pub fn as_desk(self, person: PersonId) -> Option<By> {
        let part = if self.secretary {
            Part::Secretary
        } else if self.staff {
            Part::Staff
        } else {
            return None;
        };
        Some(By {
            part,
            person: Seen::known(person),
        })
    }
}
