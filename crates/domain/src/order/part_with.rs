//! A phone parts with what is hidden a day after a job is over, also when nobody tells it: it may be offline that day, or for good.
//! The moments are those of the order's own timers, so that phone and server hide by one rule.

use super::{
    fact::{By, Did, OrderFact},
    model::Order,
    standing::Standing,
    state::State,
    timers::{TimerKind, hide_after, timers},
    view::view,
};
use crate::{actor::Actor, seen::Seen, time::Instant};

/// What one phone knows beside its copy of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// When the server last said everything it had to say to this phone.
    pub heard: Instant,
    /// When this person finished the order or gave it back, where the server has not confirmed that yet.
    pub left: Option<Instant>,
}

/// When the phone of `actor` parts with the personal fields of `order`; none when it holds none that are ever hidden, or when
/// somebody may still need them.
pub fn parts_at(order: &Order, actor: &Actor, known: Known) -> Option<Instant> {
    if order.contacts_hidden || !is_personal(order) {
        return None;
    }
    let after = hide_after(order);
    let hidden = |(kind, at): (TimerKind, Instant)| match kind {
        TimerKind::HideContacts => Some(at),
        // If nobody answers 办好了吗？ it is closed then.
        TimerKind::AutoClose => Some(at.plus(after)),
        _ => None,
    };
    let told = timers(order).into_iter().filter_map(hidden).min();
    let own = own_end(order, actor, known.left).map(|at| at.plus(after));
    // If the server still showed them after that moment, it has its reasons.
    let own = own.filter(|at| *at > known.heard);
    match (told, own) {
        (Some(told), Some(own)) => Some(told.min(own)),
        (told, own) => told.or(own),
    }
}

/// Parts with them now. Until the server says otherwise, the copy is what it would show after the day.
pub fn part_with(order: &mut Order, actor: &Actor, now: Instant) {
    let over = order.state.is_ended();
    if over {
        let fact = OrderFact {
            at: now,
            claimed: None,
            by: By::TIMER,
            did: Did::ContactsHidden,
        };
        super::apply(order, &fact);
    }
    order.contacts_hidden = true;
    if let Some(seen) = view(order, actor) {
        *order = seen;
    } else {
        order.contact = Seen::hidden();
        order.health = Seen::hidden();
        order.code = Seen::hidden();
        order.note = Seen::hidden();
        for finish in order.finishes_mut() {
            finish.signature = Seen::hidden();
        }
    }
    order.contacts_hidden = over;
}

/// When it was over for somebody who served: nobody is at a door any more, whatever is still to be said about it.
fn own_end(order: &Order, actor: &Actor, left: Option<Instant>) -> Option<Instant> {
    let standing = Standing::of(order, actor);
    if !standing.served() || standing.customer() || standing.desk() {
        return None;
    }
    let finished = order.finish.as_ref().filter(|f| f.by == actor.person);
    let finished = finished.filter(|_| order.state == State::AwaitingConfirm);
    finished.map(|f| f.at).or(left)
}

fn is_personal(order: &Order) -> bool {
    let shown = !order.contact.is_hidden() || !order.health.is_hidden() || !order.code.is_hidden();
    shown || order.finish.as_ref().is_some_and(|f| !f.signature.is_hidden())
}
