//! Facts, applied to a whole order or to what one actor sees of it. Never fails: what a partial copy can't know stays hidden.

use super::{
    change::change,
    fact::{Did, OrderFact},
    model::{Entry, Order},
    state::State,
};
use crate::time::{HOUR, Instant};

/// The order that `fact` creates, if it creates one.
pub fn create(fact: &OrderFact) -> Option<Order> {
    let Did::Placed(order) = &fact.did else { return None };
    let mut order = (**order).clone();
    log(&mut order, fact);
    Some(order)
}

/// Applies `fact` to `order`.
pub fn apply(order: &mut Order, fact: &OrderFact) {
    let (before, at) = (order.state, fact.at);
    let state = fact.did.next(order);
    log(order, fact);
    if state != before {
        enter(order, state, deadline(order, &fact.did, at), at);
    }
    change(order, fact, before);
}

/// Writes the fact into the trail.
fn log(order: &mut Order, fact: &OrderFact) {
    if let Some(step) = fact.did.step() {
        order.trail.push(Entry {
            at: fact.at,
            claimed: fact.claimed,
            by: fact.by.clone(),
            step,
            why: fact.did.why(),
        });
    }
}

/// Moves the order into `state`: clocks, and what only belongs to the state it left.
fn enter(order: &mut Order, state: State, due: Option<Instant>, at: Instant) {
    order.state = state;
    order.overdue = false;
    order.clocks.enter(at, due);
    order.clocks.ended = state.is_ended().then_some(at);
    order.still_there_asked = false;
    if state != State::Offered {
        order.offer = None;
    }
    if state == State::Suspended {
        order.clocks.pause(at);
    } else {
        order.suspension = None;
    }
    if state.is_begun() || state.is_ended() {
        order.slot_ask = None;
    }
    // Whoever asked a colleague to take over and then goes on has changed their mind.
    if state != State::Accepted {
        order.handover = None;
    }
    if state.is_ended() || state == State::AwaitingConfirm {
        order.standby.clear();
        order.referral = order.referral.take().filter(|r| !r.proposed);
    }
    if state == State::Open {
        order.other_finishes.extend(order.finish.take());
        order.referral = None;
    }
}

/// The deadline that comes with a fact.
fn deadline(order: &Order, did: &Did, at: Instant) -> Option<Instant> {
    let limits = order.limits;
    match did {
        Did::Opened { due } | Did::Appealed { due } | Did::ReferralEnded { due, .. } | Did::OfferEnded { due, .. } => {
            *due
        }
        Did::Released { due, .. } | Did::Redone { due, .. } | Did::Accepted { due, .. } | Did::Arrived { due } => *due,
        Did::Offered { due, .. } | Did::Finished { due, .. } => Some(*due),
        Did::Suspended { until, .. } => Some(*until),
        Did::Settled { .. } => Some(at.plus(i64::from(limits.confirm_hours) * HOUR)),
        _ => None,
    }
}
