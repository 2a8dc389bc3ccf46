//! Deadlines that passed, as facts. A timer is a function of the order: it fires while the order still lists it, so running it
//! twice is harmless and none outlives its reason.

use super::{
    fact::{By, Did, OrderFact},
    model::{Offer, Order},
    state::{State, Step},
};
use crate::{
    calendar::WorkingCalendar,
    ids::PersonId,
    time::{DAY, HOUR, Instant, MINUTE},
};

/// What a deadline does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimerKind {
    /// The step passed its deadline: a flag and a line in the trail.
    Overdue,
    /// Nobody answered an offer.
    OfferLapse,
    /// The order is free again and somebody stands by: they are asked before anybody else. Where an act frees it, the same
    /// decision asks them; this is for an offer that lapsed.
    AskStandby,
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
    /// When nothing can revive the order, contacts are erased.
    EraseContacts,
}

impl TimerKind {
    /// Every kind, for tables and tests.
    pub const ALL: [Self; 9] = [
        Self::Overdue,
        Self::OfferLapse,
        Self::AskStandby,
        Self::TransferLapse,
        Self::Late,
        Self::StillThere,
        Self::AutoClose,
        Self::HideContacts,
        Self::EraseContacts,
    ];
}

/// The timers an order has, each with its moment.
pub fn timers(order: &Order) -> Vec<(TimerKind, Instant)> {
    let (limits, clocks) = (order.limits, &order.clocks);
    let minutes = |n: u32| i64::from(n) * MINUTE;
    let moment = |kind: TimerKind| match kind {
        TimerKind::Overdue => clocks.due.filter(|_| waits(order) && !order.overdue),
        TimerKind::OfferLapse => offer(order).map(|o| o.due),
        TimerKind::AskStandby => next_in_line(order).map(|_| clocks.step),
        TimerKind::TransferLapse => order.handover.as_ref().map(|h| h.due),
        TimerKind::Late => late(order).then(|| {
            order
                .slot
                .start()
                .plus(minutes(limits.late))
                .max(clocks.step.plus(MINUTE))
        }),
        TimerKind::StillThere => {
            let asked = order.said_since(Step::StillThereAsked, &[Step::Arrived, Step::Resumed]);
            let asks = order.state == State::InService && !asked;
            asks.then(|| clocks.step.plus(2 * minutes(order.minutes.into())))
        }
        TimerKind::AutoClose => clocks.due.filter(|_| order.state == State::AwaitingConfirm),
        TimerKind::HideContacts => hides_at(order),
        TimerKind::EraseContacts => ended(order)
            .filter(|_| order.contacts_hidden && !order.contacts_erased)
            .map(|at| at.plus(revive_within(order).max(hide_after(order)))),
    };
    TimerKind::ALL
        .iter()
        .filter_map(|kind| Some((*kind, moment(*kind)?)))
        .collect()
}

/// Milliseconds after the end within which a redo or an appeal is possible; afterwards nothing needs the contacts any more.
pub(super) fn revive_within(order: &Order) -> i64 {
    i64::from(order.limits.redo_days) * DAY
}

/// Milliseconds after the end until contacts are hidden.
pub(super) fn hide_after(order: &Order) -> i64 {
    i64::from(order.limits.hide_hours) * HOUR
}

/// When the contacts of an order that has ended are hidden.
pub(super) fn hides_at(order: &Order) -> Option<Instant> {
    let shown = ended(order).filter(|_| !order.contacts_hidden);
    shown.map(|at| at.plus(hide_after(order)))
}

fn ended(order: &Order) -> Option<Instant> {
    order.clocks.ended.filter(|_| order.state.is_ended())
}

fn offer(order: &Order) -> Option<&Offer> {
    order.offer.as_ref().filter(|_| order.state == State::Offered)
}

/// Who is asked next by name, because they stand by and the order is free.
fn next_in_line(order: &Order) -> Option<PersonId> {
    let free = order.state == State::Open;
    order.standby.first().filter(|_| free).copied()
}

/// The offer to `to` at `now`: they have the limit's minutes of working time to answer.
pub(super) fn offered(order: &Order, to: PersonId, now: Instant, hours: &dyn WorkingCalendar) -> Did {
    let due = hours.after(now, order.limits.answer);
    Did::Offered { to, due }
}

/// Somebody has to act, and a deadline that passes is only told.
fn waits(order: &Order) -> bool {
    matches!(order.state, State::Submitted | State::Open | State::Suspended)
}

/// Somebody should be there by now, and that they are not was not told yet for this person and this time.
fn late(order: &Order) -> bool {
    const ANEW: &[Step] = &[Step::Accepted, Step::Transferred, Step::SlotAgreed];
    matches!(order.state, State::Accepted | State::EnRoute) && !order.said_since(Step::Late, ANEW)
}

/// What happens to `order` at `now`: the facts of its most overdue timer, or none when nothing is due. `hours` are those of its
/// community.
pub fn fire(order: &Order, now: Instant, hours: &dyn WorkingCalendar) -> Option<OrderFact> {
    let (kind, _) = timers(order)
        .into_iter()
        .filter(|(_, at)| *at <= now)
        .min_by_key(|(kind, at)| (*at, *kind))?;
    let did = match kind {
        TimerKind::Overdue => Did::Overdue,
        // The clock for taking it goes on from the missed answer, however late the timer runs.
        TimerKind::OfferLapse => Did::OfferEnded {
            lapsed: true,
            due: offer(order).map(|o| o.due.plus(i64::from(order.limits.accept) * MINUTE)),
        },
        TimerKind::AskStandby => offered(order, next_in_line(order)?, now, hours),
        TimerKind::TransferLapse => Did::TransferDeclined,
        TimerKind::Late => Did::Late,
        TimerKind::StillThere => Did::StillThereAsked,
        TimerKind::AutoClose => Did::ClosedByTimer,
        TimerKind::HideContacts => Did::ContactsHidden,
        TimerKind::EraseContacts => Did::ContactsErased,
    };
    Some(OrderFact {
        at: now,
        claimed: None,
        by: By::TIMER,
        did,
    })
}

/// What a withdrawn health consent does to `order`: its note is erased, if it has one.
pub fn erase_health(order: &Order, now: Instant) -> Option<OrderFact> {
    let has_note = order.health.get().is_some_and(|note| !note.is_empty());
    has_note.then_some(OrderFact {
        at: now,
        claimed: None,
        by: By::TIMER,
        did: Did::HealthErased,
    })
}
