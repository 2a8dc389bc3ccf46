//! Who may see what of an order, and whom a change reaches.

use std::collections::BTreeSet;

use super::{
    fact::{Did, OrderFact},
    model::Order,
    standing::Standing,
    state::{State, Step},
};
use crate::{actor::Actor, catalogue::Pool, ids::PersonId, scope::Scope, seen::Seen};

/// Changes whenever [`view`] or [`audience`] would answer differently for the same order: phones then start over.
pub const VIEW_VERSION: u32 = 1;

/// What `actor` may see of `order`; `None` when not even that it exists.
pub fn view(order: &Order, actor: &Actor) -> Option<Order> {
    let standing = Standing::of(order, actor);
    if !standing.any() {
        return None;
    }
    let mut seen = order.clone();
    let desk = standing.staff || standing.secretary;
    let customer = standing.customer();
    let insider = customer || desk;
    if order.contacts_hidden {
        seen.contact = Seen::hidden();
        seen.health = Seen::hidden();
        seen.code = Seen::hidden();
    }
    // The code belongs to the resident's side and the desk; a member never has it, whatever else they are on this order.
    seen.code
        .keep_if(insider && !standing.holder && !standing.former && !standing.asked && !standing.standby);
    seen.contact.keep_if(insider || standing.holder);
    if desk
        && !customer
        && !standing.holder
        && let Some(contact) = seen.contact.get_mut()
    {
        // The desk reveals phone and door one by one, on record.
        contact.phone.keep_if(false);
        contact.door.keep_if(false);
    }
    seen.note.keep_if(insider || standing.holder);
    seen.health.keep_if(customer || standing.holder);
    seen.remarks.keep_if(insider || standing.holder);
    seen.resident.keep_if(insider || standing.holder);
    seen.placed_by.keep_if(insider || standing.holder);
    for holder in &mut seen.holders {
        holder.card.keep_if(insider || standing.holder);
    }
    if !desk {
        seen.escalated = 0;
        seen.contest = None;
        seen.code_tries = 0;
        seen.call_back = false;
        seen.links.clear();
        seen.standby.retain(|p| *p == actor.person);
    }
    if !insider && !standing.holder {
        outsider(&mut seen, actor.person);
    }
    if !standing.holder && !desk && !standing.asked {
        seen.offer = None;
        seen.handover = None;
        seen.still_there_asked = false;
    }
    let by_part: fn(&super::Entry) -> bool = if desk {
        |_| true
    } else if customer {
        |e| !e.step.is_internal()
    } else {
        |e| {
            !matches!(
                e.step,
                Step::Revealed | Step::Contested | Step::Settled | Step::StoodBy | Step::LeftStandby | Step::Evidence
            )
        }
    };
    seen.trail.retain(by_part);
    Some(seen)
}

/// What somebody who is neither the resident's side, the desk nor a holder keeps: the teaser.
fn outsider(seen: &mut Order, me: PersonId) {
    seen.trail.clear();
    seen.holders.clear();
    seen.former.retain(|f| f.person == me);
    seen.slot_ask = None;
    seen.suspension = None;
    seen.referral = None;
    seen.rating = None;
    seen.instead = String::new();
    if seen.finish.as_ref().is_some_and(|f| f.by != me) {
        seen.finish = None;
    }
    seen.urged = 0;
    seen.urged_at = None;
    seen.reopened = 0;
    seen.closed_by_timer = false;
    seen.ended_why = None;
    seen.appealed = false;
    // How it came in would tell that someone can't use a phone.
    seen.channel = super::Channel::App;
}

/// What `actor` may see of a fact about `order` (as it was before); `None` when nothing.
pub fn redact(order: &Order, fact: &OrderFact, actor: &Actor) -> Option<OrderFact> {
    let standing = Standing::of(order, actor);
    let mut seen = fact.clone();
    if let Did::Placed(new) = &mut seen.did {
        **new = view(new, actor)?;
        return Some(seen);
    }
    if !standing.any() {
        return None;
    }
    let desk = standing.staff || standing.secretary;
    if !desk && !standing.customer() && !standing.holder {
        seen.by.person.keep_if(fact.by.person.is(&actor.person));
    }
    match &mut seen.did {
        Did::Finished { finish, .. } if !desk => {
            // Whether a code was right is for the desk; a member only knows that one was given.
            if matches!(finish.proof, super::Proof::Mismatch) {
                finish.proof = super::Proof::Claimed;
            }
        }
        Did::Accepted { card, .. } | Did::Transferred { card, .. } => {
            card.keep_if(desk || standing.customer() || standing.holder);
        }
        Did::Remarked { remark } => remark.keep_if(desk || standing.customer() || standing.holder),
        Did::Contested { .. } | Did::Settled { .. } | Did::Evidence { .. } | Did::Linked(_) if !desk => return None,
        Did::StoodBy { person } | Did::LeftStandby { person } if !desk && *person != actor.person => return None,
        _ => {}
    }
    Some(seen)
}

/// The scopes under which an order is indexed: a function of the order alone.
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
    }
    scopes
}
