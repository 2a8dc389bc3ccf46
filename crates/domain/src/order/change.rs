//! What a fact changes besides the state, the clocks and the trail.

use super::{
    fact::{Did, Filling, OrderFact},
    model::{Former, Handover, Holder, Offer, Order, SlotAsk, Suspension},
    outcome::{Contest, Finish},
    state::State,
};
use crate::{ids::PersonId, seen::Seen, time::Instant};

/// Applies the rest of `fact`; `before` is the state the order was in.
pub(super) fn change(order: &mut Order, fact: &OrderFact, before: State) {
    let at = fact.at;
    match &fact.did {
        did @ (Did::Offered { .. }
        | Did::OfferEnded { .. }
        | Did::Accepted { .. }
        | Did::StoodBy { .. }
        | Did::LeftStandby { .. }
        | Did::Released { .. }
        | Did::TransferAsked { .. }
        | Did::TransferDeclined
        | Did::Transferred { .. }
        | Did::Called { .. }) => assignment(order, did, at),
        did @ (Did::Declined { .. }
        | Did::Cancelled { .. }
        | Did::Appealed { .. }
        | Did::Referred(_)
        | Did::ReferralProposed(_)
        | Did::ReferralEnded { .. }
        | Did::Redone { .. }) => course(order, did, at),
        did @ (Did::Finished { .. }
        | Did::Evidence { .. }
        | Did::Contested { .. }
        | Did::Undone { .. }
        | Did::Settled { .. }
        | Did::ClosedByTimer
        | Did::Rated { .. }
        | Did::CalledBack { .. }) => result(order, did, at),
        did @ (Did::Remarked { .. } | Did::HealthErased | Did::ContactsHidden | Did::ContactsErased) => {
            personal(order, did);
        }
        Did::Filled(filling) => fill(order, filling),
        Did::Attached { attachments } => order.attach(attachments),
        Did::Suspended { why, until } => {
            order.suspension = Some(Suspension {
                why: *why,
                until: *until,
                from: before,
            });
        }
        Did::SlotAsked { slot } => order.slot_ask = Some(SlotAsk { slot: *slot, at }),
        Did::SlotAgreed { slot } => {
            order.slot = *slot;
            order.slot_ask = None;
        }
        Did::SlotRefused => order.slot_ask = None,
        Did::Urged => {
            order.urged += 1;
            order.urged_at = Some(at);
        }
        Did::Overdue => order.overdue = true,
        Did::StillThereAsked => order.still_there_asked = true,
        Did::StillThere => order.still_there_asked = false,
        Did::Linked(link) => order.links.push(link.clone()),
        Did::Placed(_)
        | Did::Opened { .. }
        | Did::Looked
        | Did::Revealed { .. }
        | Did::Departed
        | Did::Arrived { .. }
        | Did::Resumed { .. }
        | Did::Confirmed
        | Did::Late => {}
    }
}

/// It is an order of this service from now on. No address is kept where nobody travels.
fn fill(order: &mut Order, filling: &Filling) {
    order.spoken = false;
    order.item.clone_from(&filling.item);
    order.mode = filling.mode;
    order.pool = filling.pool;
    order.minutes = filling.minutes;
    order.places = filling.places;
    order.skill.clone_from(&filling.skill);
    order.limits = filling.limits;
    order.slot = filling.slot;
    if !order.mode.travels() {
        order.building = None;
        if let Some(contact) = order.contact.get_mut() {
            contact.door = Seen::hidden();
        }
    }
}

/// Who is asked, who holds it, who waits.
fn assignment(order: &mut Order, did: &Did, at: Instant) {
    match did {
        Did::Offered { to, due } => {
            order.offer = Some(Offer { to: *to, due: *due });
            order.standby.retain(|p| p != to);
        }
        Did::OfferEnded { .. } => order.offer = None,
        Did::Accepted { person, card, .. } => hold(order, *person, card.clone(), at),
        Did::StoodBy { person } if !order.standby.contains(person) => order.standby.push(*person),
        Did::LeftStandby { person } => order.standby.retain(|p| p != person),
        Did::Released {
            person, by_own_wish, ..
        } => release(order, *person, *by_own_wish, at),
        Did::TransferAsked { from, to, due } => {
            order.handover = Some(Handover {
                from: *from,
                to: *to,
                due: *due,
            });
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
        _ => {}
    }
}

/// Turns of the whole order: refused, passed on, taken up again.
fn course(order: &mut Order, did: &Did, at: Instant) {
    match did {
        Did::Declined { why, instead } => {
            order.ended_why = Some(*why);
            order.instead.clone_from(instead);
        }
        Did::Cancelled { why } => {
            order.ended_why = Some(*why);
            release_all(order, at);
        }
        Did::Appealed { .. } => {
            order.appealed = true;
            order.contacts_hidden = false;
            order.escalated = order.escalated.max(1);
            order.ended_why = None;
        }
        Did::Referred(referral) => {
            order.referral = Some(referral.clone());
            release_all(order, at);
        }
        Did::ReferralProposed(referral) => order.referral = Some(referral.clone()),
        Did::ReferralEnded { outcome, .. } => {
            if let Some(referral) = &mut order.referral {
                referral.outcome = *outcome;
            }
            order.call_back |= outcome.is_some_and(|o| o != super::Outcome::Solved);
        }
        Did::Redone { .. } => {
            order.reopened += 1;
            order.closed_by_timer = false;
            order.rating = None;
            order.contacts_hidden = false;
            order.standby.clear();
            drop_contest(order);
            release_all(order, at);
            if order.reopened >= super::REDO_TO_SECRETARY {
                order.escalated = order.escalated.max(1);
            }
        }
        _ => {}
    }
}

/// How the service ended, as those who were there say, and what came of it.
fn result(order: &mut Order, did: &Did, at: Instant) {
    match did {
        Did::Undone { person, held } => undo(order, *person, *held, at),
        _ => count(order, did),
    }
    if order.contacts_erased {
        // No timer comes again for what is drawn now.
        erase_signatures(order);
    }
}

fn count(order: &mut Order, did: &Did) {
    match did {
        Did::Finished { finish, .. } => {
            count_try(order, Some(finish));
            order.call_back |= finish.outcome == super::Outcome::Unsolved;
            order.finish = Some(finish.clone());
        }
        Did::Evidence { finish } => {
            order.call_back = true;
            order.other_finishes.extend(finish.clone());
            count_try(order, finish.as_ref());
        }
        Did::Contested { other, evidence } => {
            order.call_back = true;
            count_try(order, evidence.as_ref());
            order.contest = Some(Contest {
                other: *other,
                evidence: evidence.clone(),
                settled: false,
            });
        }
        Did::Settled { finish } => {
            let other = order.finish.replace(finish.clone());
            order.other_finishes.extend(other.filter(|f| f.by != finish.by));
            if let Some(contest) = &mut order.contest {
                contest.settled = true;
            }
        }
        Did::ClosedByTimer => order.closed_by_timer = true,
        Did::Rated { rating } => {
            order.call_back |= rating.face == super::Satisfaction::Poor;
            order.rating = Some(rating.clone());
        }
        Did::CalledBack { .. } => order.call_back = false,
        _ => {}
    }
}

/// Words and contacts. What this copy does not show stays hidden.
fn personal(order: &mut Order, did: &Did) {
    match did {
        Did::Remarked { remark } => {
            if let (Some(remarks), Some(remark)) = (order.remarks.get_mut(), remark.get()) {
                remarks.push(remark.clone());
            }
        }
        Did::HealthErased if !order.health.is_hidden() => order.health = Seen::known(String::new()),
        Did::ContactsHidden => order.contacts_hidden = true,
        Did::ContactsErased => {
            order.contacts_hidden = true;
            order.contacts_erased = true;
            order.contact = Seen::hidden();
            order.health = Seen::hidden();
            order.code = Seen::hidden();
            order.attachments = Seen::hidden();
            erase_signatures(order);
        }
        _ => {}
    }
}

/// A restore took back what somebody did. Whoever held it counts as one who lost it unasked, so that the rules for a visit made
/// offline hold for theirs too; while somebody else holds it, or did it, the desk has two people to choose from.
fn undo(order: &mut Order, person: PersonId, held: bool, at: Instant) {
    order.call_back = true;
    if !held || order.holder(person).is_some() {
        return;
    }
    leave(order, person, Seen::hidden(), false, at);
    order.standby.retain(|p| *p != person);
    let two = order.state.is_held() || matches!(order.state, State::AwaitingConfirm | State::Closed);
    if two && order.contest.as_ref().is_none_or(|c| c.settled) {
        order.contest = Some(Contest {
            other: person,
            evidence: None,
            settled: false,
        });
    }
}

fn erase_signatures(order: &mut Order) {
    for finish in order.finishes_mut() {
        finish.signature = Seen::hidden();
    }
}

/// A place is held from now on.
fn hold(order: &mut Order, person: PersonId, card: Seen<super::Card>, at: Instant) {
    // Whenever somebody holds it, one of them is the lead; so the count tells it even where the others are hidden.
    let lead = order.taken == 0;
    order.standby.retain(|p| *p != person);
    for former in order.former.iter_mut().filter(|f| f.person == person) {
        former.card = Seen::hidden();
    }
    order.holders.push(Holder {
        person,
        lead,
        since: at,
        card,
        called: false,
    });
    order.taken = order.taken.saturating_add(1);
}

/// Somebody is one who held it. Of each person there is one card: where they hold it, else where they held it last.
fn leave(order: &mut Order, person: PersonId, card: Seen<super::Card>, by_own_wish: bool, at: Instant) {
    let before = (order.former.iter_mut())
        .find(|f| f.person == person && !f.card.is_hidden())
        .map(|f| core::mem::take(&mut f.card));
    order.former.push(Former {
        person,
        at,
        by_own_wish,
        card: if card.is_hidden() {
            before.unwrap_or_default()
        } else {
            card
        },
    });
}

/// The order leaves one holder. On a copy that does not show who holds it, only the count and the generation change.
fn release(order: &mut Order, person: PersonId, by_own_wish: bool, at: Instant) {
    order.taken = order.taken.saturating_sub(1);
    order.generation += 1;
    if order.handover.as_ref().is_some_and(|h| h.from == person) {
        order.handover = None;
    }
    let Some(at_hand) = order.holders.iter().position(|h| h.person == person) else {
        return;
    };
    let card = order.holders.remove(at_hand).card;
    if let (false, Some(first)) = (order.holders.iter().any(|h| h.lead), order.holders.first_mut()) {
        first.lead = true;
    }
    leave(order, person, card, by_own_wish, at);
}

/// The order leaves everybody who holds it.
fn release_all(order: &mut Order, at: Instant) {
    for holder in core::mem::take(&mut order.holders) {
        leave(order, holder.person, holder.card, false, at);
    }
    order.taken = 0;
    order.generation += 1;
}

/// A redo starts anew: what was contested before decides nothing any more, but is kept.
fn drop_contest(order: &mut Order) {
    let evidence = order.contest.take().and_then(|c| c.evidence);
    let new = evidence.filter(|e| !order.other_finishes.contains(e));
    order.other_finishes.extend(new);
}

/// A wrong code is one of the five tries, whoever typed it.
fn count_try(order: &mut Order, finish: Option<&Finish>) {
    if finish.is_some_and(|f| f.proof == super::Proof::Mismatch) {
        order.code_tries = order.code_tries.saturating_add(1);
        order.call_back = true;
    }
}
