//! 消息: the news of a person in words, newest first.

use std::collections::BTreeSet;

use doorstep_domain::{
    Code, Command, Instant, PersonId,
    order::{Entry, Order, State, Step},
};
use doorstep_replica::{Parked, Replica};

use super::{
    App, job,
    news::{self, About, News, SEEN},
    orders, outbox,
};
use crate::{
    routes::Route,
    text::{self, inbox as words},
};

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Names it, the same each time it is derived.
    pub key: String,
    /// When it happened, by the server's clock as far as known.
    pub at: Instant,
    /// Its icon.
    pub icon: &'static str,
    /// What happened.
    pub title: String,
    /// With what.
    pub line: String,
    /// Where it leads.
    pub to: Route,
}

/// Every message of `replica`'s person, newest first.
pub fn messages(replica: &Replica, now: Instant) -> Vec<Message> {
    let news = news::news(replica, now);
    news.into_iter().map(|news| message(replica, news, now)).collect()
}

fn message(replica: &Replica, news: News<'_>, now: Instant) -> Message {
    let of_order = |order: &Order| {
        let name = job::title(job::item(replica, order), !order.resident.is_hidden());
        let line = words::with(&name, &orders::when(order, now));
        (line, Route::Order(order.id))
    };
    let ((icon, title), (line, to)) = match news.about {
        About::Customer(order, entry) => (for_customer(order, entry, now), of_order(order)),
        About::Holder(order, entry) => (for_holder(order, entry, now), of_order(order)),
        About::Offer(order, offer) => {
            let title = words::offered(&text::time::moment(offer.due, now));
            (("handshake", title), of_order(order))
        }
        About::Handover(order, asked) => {
            let title = words::handed(&text::time::moment(asked.due, now));
            (("swap", title), of_order(order))
        }
        About::Lost(order) => (("swap", lost(order, replica.person()).to_owned()), of_order(order)),
        About::Answer(remark) => (
            ("chat", words::answered().to_owned()),
            (remark.answer.get().cloned().unwrap_or_default(), Route::Feedback),
        ),
        About::Refused(entry, parked) => refused(replica, entry, parked, now),
    };
    Message {
        key: news.key,
        at: news.at,
        icon,
        title,
        line,
        to,
    }
}

/// What became of an order that left its holder unasked. Whoever lost it sees no trail any more, only its state.
fn lost(order: &Order, me: PersonId) -> &'static str {
    let mine = order.finish.as_ref().is_some_and(|f| f.by == me);
    match order.state {
        State::Cancelled => words::cancelled(),
        State::Referred => words::referred(),
        State::AwaitingConfirm | State::Closed => words::done_by_other(),
        _ if mine => words::redo(),
        _ => words::taken_away(),
    }
}

/// What the resident's side hears of a step.
fn for_customer(order: &Order, entry: &Entry, now: Instant) -> (&'static str, String) {
    let holder = entry.by.person.get().and_then(|p| order.holder(*p));
    let card = holder.and_then(|h| h.card.get());
    // By name where the resident was shown the card, else as the step is called.
    let named = |named: fn(&str) -> String, plain: &'static str| card.map_or(plain.to_owned(), |c| named(&c.name));
    match entry.step {
        Step::Accepted | Step::Transferred => (
            "handshake",
            named(words::took, text::order::for_resident(State::Accepted)),
        ),
        Step::Departed => (
            "walk",
            named(text::order::say_coming, text::order::for_resident(State::EnRoute)),
        ),
        Step::Finished if order.state == State::AwaitingConfirm => (
            "check-round",
            named(words::finished, text::order::for_resident(State::AwaitingConfirm)),
        ),
        Step::Suspended => {
            let why = entry.why.map_or("", text::reason::why);
            ("pause", text::order::say_paused(why))
        }
        Step::Declined if order.state == State::Declined => ("info", orders::sentence(order, now)),
        Step::Referred if order.state == State::Referred => ("send", orders::sentence(order, now)),
        Step::HandedBack | Step::Reassigned => ("swap", words::finding_again().to_owned()),
        Step::Arrived => ("door", named(words::arrived, text::order::step(entry.step))),
        Step::Finished | Step::ClosedByTimer => ("check-round", text::order::step(entry.step).to_owned()),
        Step::SlotAgreed | Step::SlotRefused | Step::Late => ("clock", text::order::step(entry.step).to_owned()),
        Step::Cancelled => ("close", text::order::step(entry.step).to_owned()),
        Step::CalledBack => ("phone", text::order::step(entry.step).to_owned()),
        Step::Remarked => ("chat", text::order::step(entry.step).to_owned()),
        _ => ("info", text::order::step(entry.step).to_owned()),
    }
}

/// What whoever holds it hears of a step.
fn for_holder(order: &Order, entry: &Entry, now: Instant) -> (&'static str, String) {
    if let (Step::SlotAsked, Some(ask)) = (entry.step, &order.slot_ask) {
        return ("clock", words::slot_asked(&text::time::slot(&ask.slot, now)));
    }
    match entry.step {
        Step::StillThereAsked => ("shield", text::job::still_there().to_owned()),
        Step::Confirmed => ("check-round", words::confirmed().to_owned()),
        Step::Rated => ("star", words::rated().to_owned()),
        Step::ClosedByTimer => ("check-round", text::order::step(entry.step).to_owned()),
        Step::Urged => ("bell", words::urged().to_owned()),
        Step::Late => ("clock", words::late().to_owned()),
        Step::TransferDeclined => ("swap", words::not_passed_on().to_owned()),
        Step::SlotAgreed => ("clock", text::order::step(entry.step).to_owned()),
        Step::Suspended | Step::Resumed => ("pause", words::by_desk(text::order::step(entry.step))),
        Step::Remarked => ("chat", text::order::step(entry.step).to_owned()),
        _ => ("info", text::order::step(entry.step).to_owned()),
    }
}

/// What the community refused, with the command that it was.
fn refused(
    replica: &Replica,
    entry: &doorstep_replica::Entry,
    parked: &Parked,
    now: Instant,
) -> ((&'static str, String), (String, Route)) {
    let why = parked
        .reason
        .as_ref()
        .map_or_else(|| text::reason::staff_looks().to_owned(), text::reason::sentence);
    let taken = parked.reason.as_ref().is_some_and(|r| r.code == Code::AlreadyTaken);
    let to = match &entry.command {
        Command::Order(command) if taken => Route::Order(command.order),
        _ => Route::Outbox,
    };
    let said = if taken {
        ("users", why)
    } else {
        ("warn", text::order::mark_refused(&why))
    };
    (said, (outbox::sentence(replica, &entry.command, now), to))
}

/// The keys kept as read.
fn seen(kept: Option<String>) -> BTreeSet<String> {
    kept.unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Which messages were read. Subscribes.
pub fn read_marks(app: App) -> BTreeSet<String> {
    seen(app.kept(SEEN))
}

/// Marks `all` as read. Marks of messages that are no longer shown are forgotten.
pub fn mark_read(app: App, all: &[Message]) {
    let keys: BTreeSet<&str> = all.iter().map(|m| m.key.as_str()).collect();
    let now = keys.into_iter().collect::<Vec<_>>().join("\n");
    let before = leptos::prelude::untrack(|| app.kept(SEEN));
    if before.as_deref() != Some(now.as_str()) {
        app.keep(SEEN, Some(now));
    }
}

#[cfg(test)]
#[path = "inbox_tests.rs"]
mod tests;
