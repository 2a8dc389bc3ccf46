//! Facts, applied to a whole order or to what one actor sees of it. Never fails: what a partial copy can't know stays hidden.

use super::{
    fact::{Did, OrderFact},
    model::{Contest, Entry, Finish, Former, Handover, Holder, Offer, Order, SlotAsk, Suspension},
    state::State,
};
use crate::{
    ids::PersonId,
    seen::Seen,
    time::{DAY, HOUR, Instant},
};

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
    change(order, fact);
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
    if state.is_ended() || state == State::AwaitingConfirm {
        order.handover = None;
    }
    if state == State::Open {
        order.finish = None;
        order.handover = None;
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

/// The rest of what a fact changes.
fn change(order: &mut Order, fact: &OrderFact) {
    let at = fact.at;
    match &fact.did {
        Did::Declined { why, instead } => {
            order.ended_why = Some(*why);
            order.instead.clone_from(instead);
        }
        Did::Cancelled { why } => {
            order.ended_why = Some(*why);
            for holder in std::mem::take(&mut order.holders) {
                order.former.push(Former {
                    person: holder.person,
                    at,
                    by_own_wish: false,
                });
            }
        }
        Did::Appealed { .. } => {
            order.appealed = true;
            order.escalated = order.escalated.max(1);
            order.ended_why = None;
        }
        Did::Referred(referral) => {
            order.referral = Some(referral.clone());
            release_all(order, at);
        }
        Did::ReferralProposed(referral) => order.referral = Some(referral.clone()),
        Did::ReferralEnded { outcome, .. } => {
            order.referral = None;
            if outcome.is_some_and(|o| o != super::Outcome::Solved) {
                order.call_back = true;
            }
        }
        Did::Offered { to, due } => {
            order.offer = Some(Offer { to: *to, due: *due });
            order.standby.retain(|p| p != to);
        }
        Did::OfferEnded { .. } => order.offer = None,
        Did::Accepted { person, card, .. } => hold(order, *person, card.clone(), at),
        Did::StoodBy { person } => {
            if !order.standby.contains(person) {
                order.standby.push(*person);
            }
        }
        Did::LeftStandby { person } => order.standby.retain(|p| p != person),
        Did::Released {
            person, by_own_wish, ..
        } => release(order, *person, *by_own_wish, at),
        Did::TransferAsked { from, to, due } => {
            order.handover = Some(Handover {
                from: *from,
                to: *to,
                due: *due,
            })
        }
        Did::TransferDeclined => order.handover = None,
        Did::Transferred { from, to, card } => {
            release(order, *from, true, at);
            hold(order, *to, card.clone(), at);
        }
        Did::Called { person } => {
            if let Some(holder) = order.holders.iter_mut().find(|h| h.person == *person) {
                holder.called = true;
            }
        }
        Did::Suspended { why, until } => {
            let from = order.trail.iter().rev().find_map(|e| match e.step {
                super::Step::Arrived => Some(State::InService),
                super::Step::Departed => Some(State::EnRoute),
                _ => None,
            });
            order.suspension = Some(Suspension {
                why: *why,
                until: *until,
                from: from.unwrap_or(State::InService),
            });
        }
        Did::Finished { finish, .. } => finished(order, finish, at),
        Did::Evidence { .. } => order.call_back = true,
        Did::Contested { other, evidence } => {
            order.contest = Some(Contest {
                other: *other,
                evidence: evidence.clone(),
                settled: false,
            });
        }
        Did::Settled { finish } => {
            order.finish = Some(finish.clone());
            if let Some(contest) = &mut order.contest {
                contest.settled = true;
            }
        }
        Did::SlotAsked { slot } => order.slot_ask = Some(SlotAsk { slot: *slot, at }),
        Did::SlotAgreed { slot } => {
            order.slot = *slot;
            order.slot_ask = None;
        }
        Did::SlotRefused => order.slot_ask = None,
        Did::ClosedByTimer => order.closed_by_timer = true,
        Did::Rated { rating } => {
            order.call_back |= rating.face == super::Satisfaction::Poor;
            order.rating = Some(rating.clone());
        }
        Did::Redone { .. } => {
            order.reopened += 1;
            order.closed_by_timer = false;
            order.rating = None;
            release_all(order, at);
            if order.reopened >= super::REDO_TO_SECRETARY {
                order.escalated = order.escalated.max(1);
            }
        }
        Did::Urged => {
            order.urged += 1;
            order.urged_at = Some(at);
        }
        Did::Overdue => order.overdue = true,
        Did::StillThereAsked => order.still_there_asked = true,
        Did::StillThere => order.still_there_asked = false,
        Did::Remarked { remark } => {
            if let (Some(remarks), Some(remark)) = (order.remarks.get_mut(), remark.get()) {
                remarks.push(remark.clone());
            }
        }
        Did::HealthErased => {
            if !order.health.is_hidden() {
                order.health = Seen::known(String::new());
            }
        }
        Did::ContactsHidden => {
            order.contacts_hidden = true;
            order.contact = Seen::hidden();
            order.health = Seen::hidden();
            order.code = Seen::hidden();
        }
        Did::Linked(link) => order.links.push(link.clone()),
        Did::CalledBack { .. } => order.call_back = false,
        Did::ContactCorrected { contact } => {
            if !order.contact.is_hidden() && !contact.is_hidden() {
                order.contact = contact.clone();
            }
        }
        Did::Placed(_)
        | Did::Opened { .. }
        | Did::Looked
        | Did::Revealed { .. }
        | Did::Departed
        | Did::Arrived { .. }
        | Did::Resumed
        | Did::Confirmed
        | Did::Late => {}
    }
}

/// A place is held from now on.
fn hold(order: &mut Order, person: PersonId, card: Seen<super::Card>, at: Instant) {
    let lead = !order.holders.iter().any(|h| h.lead);
    order.standby.retain(|p| *p != person);
    order.holders.push(Holder {
        person,
        lead,
        since: at,
        card,
        called: false,
    });
    order.generation += 1;
}

/// The order leaves one holder.
fn release(order: &mut Order, person: PersonId, by_own_wish: bool, at: Instant) {
    if order.holder(person).is_none() {
        return;
    }
    order.holders.retain(|h| h.person != person);
    if let (false, Some(first)) = (order.holders.iter().any(|h| h.lead), order.holders.first_mut()) {
        first.lead = true;
    }
    order.former.push(Former {
        person,
        at,
        by_own_wish,
    });
    order.handover = None;
    order.generation += 1;
}

/// The order leaves everybody who holds it.
fn release_all(order: &mut Order, at: Instant) {
    let people: Vec<_> = order.holders.iter().map(|h| h.person).collect();
    for person in people {
        release(order, person, false, at);
    }
}

/// The service is finished: counts wrong codes and says whether the desk calls back.
fn finished(order: &mut Order, finish: &Finish, at: Instant) {
    if finish.proof == super::Proof::Mismatch {
        order.code_tries = order.code_tries.saturating_add(1);
        order.call_back = true;
    }
    order.call_back |= finish.outcome == super::Outcome::Unsolved;
    order.finish = Some(finish.clone());
    debug_assert!(
        order.clocks.due.is_none_or(|due| due.since(at) < 365 * DAY),
        "a deadline a year away is a mistake"
    );
}
