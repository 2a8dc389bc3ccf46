//! Whom a change of an order reaches: the words it is indexed under, a function of the order alone.

use std::collections::BTreeSet;

use super::{model::Order, state::State};
use crate::{catalogue::Pool, scope::Scope};

/// The scopes under which an order is indexed. Whoever sees anything of it reads at least one of them.
pub fn audience(order: &Order) -> BTreeSet<Scope> {
    let mut scopes = BTreeSet::from([Scope::Desk(order.community.clone())]);
    scopes.extend(order.resident.get().map(|id| Scope::Resident(*id)));
    let members = order
        .holders
        .iter()
        .map(|h| h.person)
        .chain(order.former.iter().map(|f| f.person))
        .chain(order.standby.iter().copied())
        .chain(order.offer.iter().map(|o| o.to))
        .chain(order.handover.iter().map(|h| h.to));
    scopes.extend(members.map(Scope::Member));
    if order.referral.as_ref().is_some_and(|r| !r.proposed) {
        scopes.insert(Scope::Department(order.community.clone()));
    }
    if !order.state.is_ended() {
        scopes.extend(order.resident.get().map(|id| Scope::OpenFor(*id)));
        if order.state != State::AwaitingConfirm {
            scopes.extend(order.holders.iter().map(|h| Scope::Holding(h.person)));
        }
    }
    if order.state == State::Open && order.pool == Pool::Open {
        scopes.insert(match &order.building {
            Some(building) => Scope::Pool(order.community.clone(), building.clone()),
            None => Scope::PoolAnywhere(order.community.clone()),
        });
        scopes.insert(Scope::PoolWhole(order.community.clone()));
    }
    scopes
}
