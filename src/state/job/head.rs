//! The head of a job, and what it asks.

use doorstep_domain::{
    Instant,
    order::{Order, State},
};
use doorstep_replica::Replica;

use super::{facts, item, title, unsent};
use crate::text;

/// What the head of a job says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The classes of its tag.
    pub class: &'static str,
    /// The icon of its tag.
    pub icon: &'static str,
    /// Where it stands, in the desk's word.
    pub state: String,
    /// Steps without a receipt, in words.
    pub unsent: Option<String>,
    /// Whom it is for, else the service.
    pub who: String,
    /// When.
    pub when: String,
    /// How it ended.
    pub result: Option<String>,
}

/// The head of `order`.
pub fn head(replica: &Replica, order: &Order, now: Instant) -> Head {
    let (class, icon) = match order.state {
        State::Suspended => ("tag is-late", "pause"),
        State::AwaitingConfirm => ("tag is-wait", "help"),
        State::Closed => ("tag is-done", "check"),
        State::Declined | State::Cancelled | State::Referred => ("tag is-off", "close"),
        State::EnRoute => ("tag is-going", "walk"),
        _ => ("tag is-going", "clock"),
    };
    let steps = unsent(replica, order.id).len();
    let paused = order.suspension.as_ref().filter(|_| order.state == State::Suspended);
    let word = text::order::for_desk(order.state);
    Head {
        class,
        icon,
        state: paused.map_or(word.to_owned(), |s| text::order::say_paused(text::reason::why(s.why))),
        unsent: (steps > 0).then(|| text::job::not_sent_n(steps)),
        who: facts(replica, order)
            .name
            .unwrap_or_else(|| title(item(replica, order), true)),
        when: text::time::slot(&order.slot, now),
        result: order
            .finish
            .as_ref()
            .map(|f| text::job::result(text::order::outcome(f.outcome), text::order::proof(&f.proof))),
    }
}

/// What an order asks whoever holds it, or tells them that they wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// 还在服务吗？, after so many minutes.
    StillThere(i64),
    /// The resident asks for this time.
    Slot(String),
    /// They wait: icon and words.
    Waits(&'static str, String),
}

/// The questions of `order` at `now` (the server's clock).
pub fn questions(order: &Order, now: Instant) -> Vec<Question> {
    let mut found = Vec::new();
    if order.still_there_asked && order.state == State::InService {
        found.push(Question::StillThere(
            order.clocks.step_time(now) / doorstep_domain::time::MINUTE,
        ));
    }
    let ended = order.state.is_ended() || order.state == State::AwaitingConfirm;
    if let Some(ask) = order.slot_ask.as_ref().filter(|_| !ended) {
        found.push(Question::Slot(text::time::slot(&ask.slot, now)));
    }
    if order.handover.is_some() {
        found.push(Question::Waits("swap", text::job::transfer_wait().to_owned()));
    }
    if let Some(referral) = order.referral.as_ref().filter(|r| r.proposed && !ended) {
        found.push(Question::Waits("send", text::job::referred_wait(&referral.to)));
    }
    if order.has_room() && matches!(order.state, State::Open | State::Offered) {
        found.push(Question::Waits("users", text::job::several(order.places - order.taken)));
    }
    found
}

/// Whether giving it back now is short of a day before the slot: then the desk is told at once.
pub fn is_soon(order: &Order, now: Instant) -> bool {
    order.slot.start().since(now) < doorstep_domain::time::DAY
}
