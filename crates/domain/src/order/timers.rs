//! Deadlines that passed, as facts. A timer is a function of the order: it fires while the order still lists it, so running it
//! twice is harmless and none outlives its reason.

use super::{
    fact::{By, Did, OrderFact},
    model::Order,
    state::State,
};
use crate::time::{HOUR, Instant, MINUTE};

/// What a deadline does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimerKind {
    /// The step passed its deadline: a flag and a line in the trail.
    Overdue,
    /// Nobody answered an offer.
    OfferLapse,
    /// Nobody answered a transfer.
    TransferLapse,
    /// The slot began and nobody has come.
    Late,
    /// 还在服务吗？: twice the planned minutes are over, also the safety check of a lone visit.
    StillThere,
    /// Nobody answered 办好了吗？
    AutoClose,
    /// A day after the end, contacts are hidden everywhere.
    HideContacts,
}

/// The timers an order has, each with its moment.
pub fn timers(order: &Order) -> Vec<(TimerKind, Instant)> {
    let limits = order.limits;
    let mut timers = Vec::new();
    let mut add = |condition: bool, kind: TimerKind, at: Option<Instant>| {
        if let (true, Some(at)) = (condition, at) {
            timers.push((kind, at));
        }
    };
    let waits = matches!(
        order.state,
        State::Submitted | State::Open | State::Suspended | State::Referred
    );
    add(waits && !order.overdue, TimerKind::Overdue, order.clocks.due);
    add(
        order.state == State::Offered,
        TimerKind::OfferLapse,
        order.offer.as_ref().map(|o| o.due),
    );
    add(true, TimerKind::TransferLapse, order.handover.as_ref().map(|h| h.due));
    let late_told = order
        .trail
        .iter()
        .rev()
        .take_while(|e| e.at >= order.clocks.step)
        .any(|e| e.step == super::Step::Late);
    add(
        matches!(order.state, State::Accepted) && !late_told,
        TimerKind::Late,
        Some(
            order
                .slot
                .start()
                .plus(i64::from(limits.late) * MINUTE)
                .max(order.clocks.step.plus(MINUTE)),
        ),
    );
    let asked = order
        .trail
        .iter()
        .rev()
        .take_while(|e| e.at >= order.clocks.step)
        .any(|e| e.step == super::Step::StillThereAsked);
    add(
        order.state == State::InService && !asked,
        TimerKind::StillThere,
        Some(order.clocks.step.plus(2 * i64::from(order.minutes) * MINUTE)),
    );
    add(
        order.state == State::AwaitingConfirm,
        TimerKind::AutoClose,
        order.clocks.due,
    );
    let hide = order
        .clocks
        .ended
        .map(|at| at.plus(i64::from(limits.hide_hours) * HOUR));
    add(
        order.state.is_ended() && !order.contacts_hidden,
        TimerKind::HideContacts,
        hide,
    );
    timers
}

/// What happens to `order` at `now`: the facts of its most overdue timer, or none when nothing is due.
pub fn fire(order: &Order, now: Instant) -> Option<OrderFact> {
    let (kind, _) = timers(order)
        .into_iter()
        .filter(|(_, at)| *at <= now)
        .min_by_key(|(kind, at)| (*at, *kind))?;
    let did = match kind {
        TimerKind::Overdue => Did::Overdue,
        TimerKind::OfferLapse => Did::OfferEnded {
            lapsed: true,
            due: accept_due(order, now),
        },
        TimerKind::TransferLapse => Did::TransferDeclined,
        TimerKind::Late => Did::Late,
        TimerKind::StillThere => Did::StillThereAsked,
        TimerKind::AutoClose => Did::ClosedByTimer,
        TimerKind::HideContacts => Did::ContactsHidden,
    };
    Some(OrderFact {
        at: now,
        claimed: None,
        by: By::TIMER,
        did,
    })
}

/// When an order that is open from `now` on should be taken.
pub(super) fn accept_due(order: &Order, now: Instant) -> Option<Instant> {
    Some(now.plus(i64::from(order.limits.accept) * MINUTE))
}

/// What a withdrawn health consent does to `order`: its note is erased, if it has one.
pub fn erase_health(order: &Order, now: Instant) -> Option<OrderFact> {
    let has_note = order.health.get().is_some_and(|note| !note.is_empty());
    has_note.then(|| OrderFact {
        at: now,
        claimed: None,
        by: By::TIMER,
        did: Did::HealthErased,
    })
}
