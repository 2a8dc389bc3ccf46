//! A phone parts with what is hidden a day after a job is over, also when nobody tells it: it may be offline that day, or for good.
//! What goes, and when, is what the order's own timer and view say, so that phone and server hide by one rule.

use super::{
    model::Order,
    standing::Standing,
    state::State,
    timers::{hide_after, hides_at},
    view::hide,
};
use crate::{actor::Actor, time::Instant};

/// What one phone knows beside its copy of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// When the server last said everything it had to say to this phone.
    pub heard: Instant,
    /// When this person finished the order or gave it back, where the server has not confirmed that yet.
    pub left: Option<Instant>,
}

/// When the phone of `actor` parts with the personal fields of `order`, and whether the server may show them for longer; none when
/// it holds none that are ever hidden, or when somebody may still need them.
pub fn parts_at(order: &Order, actor: &Actor, known: Known) -> Option<(Instant, bool)> {
    if order.contacts_hidden || order.contact.is_hidden() && order.code.is_hidden() {
        return None;
    }
    let asked = order.state == State::AwaitingConfirm;
    // If nobody answers 办好了吗？ it is closed when the answer is due.
    let closes = order.clocks.due.filter(|_| asked);
    let told = hides_at(order).or_else(|| closes.map(|at| at.plus(hide_after(order))));
    let finished = order.finish.as_ref().filter(|f| asked && f.by == actor.person);
    let left = finished.map(|f| f.at).or(known.left);
    // Who served is at no door any more. If the server still showed it after that moment, it has its reasons.
    let own = left.map(|at| at.plus(hide_after(order))).filter(|at| {
        let standing = Standing::of(order, actor);
        *at > known.heard && standing.served() && !standing.customer() && !standing.desk()
    });
    match (told, own) {
        (told, Some(own)) if told.is_none_or(|told| own < told) => Some((own, true)),
        (told, _) => told.map(|at| (at, false)),
    }
}

/// Parts with them now. Until the server says otherwise, the copy is what it would show after the day.
pub fn part_with(order: &mut Order, actor: &Actor) {
    let standing = Standing::of(order, actor);
    hide(order, standing);
    order.contacts_hidden = order.state.is_ended();
}
