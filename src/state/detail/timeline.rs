//! The timeline: what happened, what is on its way from this phone, and what comes next.

use doorstep_domain::{
    Instant,
    order::{Entry, Order, State, Step},
    time::MINUTE,
};

use crate::{state::contact, text};

/// How a node looks; the words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dot {
    /// It happened.
    Done,
    /// It is how things stand.
    Now,
    /// It comes next, if all goes well.
    Future,
    /// Something went another way.
    Exception,
    /// It is only on this phone: 待上传.
    Local,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// How it looks.
    pub dot: Dot,
    /// What.
    pub what: String,
    /// Who, or why; may be empty.
    pub who: String,
    /// When; empty for what has not happened.
    pub when: String,
}

/// The timeline of `order` as shown. `confirmed` is the same order without what is on its way; its trail is the beginning of the
/// shown one, so whatever comes after it is 待上传.
pub fn timeline(order: &Order, confirmed: Option<&Order>, now: Instant) -> Vec<Node> {
    let sent = confirmed.map_or(0, |o| o.trail.len());
    let told = |e: &&(usize, &Entry)| !is_elsewhere(e.1.step);
    let entries: Vec<_> = order.trail.iter().enumerate().collect();
    let entries: Vec<_> = entries.iter().filter(told).copied().collect();
    let last = entries.last().map(|(n, _)| *n);
    let mut nodes: Vec<Node> = entries
        .iter()
        .map(|(n, entry)| {
            let dot = match entry.step {
                _ if *n >= sent => Dot::Local,
                step if is_exception(step) => Dot::Exception,
                _ if Some(*n) == last && !order.state.is_ended() => Dot::Now,
                _ => Dot::Done,
            };
            node(order, entry, dot, now)
        })
        .collect();
    nodes.extend(ahead(order, confirmed.is_some()).into_iter().map(|what| Node {
        dot: Dot::Future,
        what: what.to_owned(),
        who: String::new(),
        when: String::new(),
    }));
    nodes
}

fn node(order: &Order, entry: &Entry, dot: Dot, now: Instant) -> Node {
    let why = entry.why.map_or("", text::reason::why);
    let who = match entry.step {
        // 自动办结 says by itself who did it.
        Step::ClosedByTimer | Step::Late | Step::Overdue => String::new(),
        _ => contact::name_of(order, entry),
    };
    let claimed = entry.claimed.filter(|at| entry.at.since(*at).abs() >= 2 * MINUTE);
    let got = text::time::moment(entry.at, now);
    let late = claimed.map(|at| text::detail::claimed(&text::time::moment(at, now), &got));
    let parts = [who, why.to_owned(), late.unwrap_or_default()];
    let parts: Vec<_> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    Node {
        dot,
        what: text::order::step(entry.step).to_owned(),
        who: parts.join(text::DOT),
        when: text::time::moment(claimed.unwrap_or(entry.at), now),
    }
}

/// What comes next when all goes well.
fn ahead(order: &Order, received: bool) -> Vec<&'static str> {
    let here = match order.state {
        State::Draft | State::Submitted | State::Open | State::Offered => 0,
        State::Accepted => 1,
        State::EnRoute => 2,
        State::InService => 3,
        State::Suspended
        | State::Referred
        | State::AwaitingConfirm
        | State::Closed
        | State::Declined
        | State::Cancelled => return Vec::new(),
    };
    let all = [
        (1, text::detail::future_taken()),
        (2, text::detail::future_going()),
        (3, text::detail::future_doing()),
        (4, text::detail::future_done()),
    ];
    let mut ahead = Vec::new();
    if !received {
        ahead.push(text::detail::future_received());
    }
    let later = all
        .into_iter()
        .filter(|(n, _)| *n > here && (*n != 2 || order.mode.travels()));
    ahead.extend(later.map(|(_, word)| word));
    ahead
}

/// Lines that stand at a place of their own: looks in 谁看过我的电话, words in 留言.
const fn is_elsewhere(step: Step) -> bool {
    matches!(step, Step::Looked | Step::Revealed | Step::Remarked)
}

const fn is_exception(step: Step) -> bool {
    matches!(
        step,
        Step::Declined
            | Step::HandedBack
            | Step::Reassigned
            | Step::Suspended
            | Step::SlotRefused
            | Step::Redone
            | Step::Cancelled
            | Step::Late
            | Step::Overdue
    )
}
