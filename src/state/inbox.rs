//! 消息: what concerns the person, derived from what this phone holds. Nothing is stored but which messages were read.

use std::collections::BTreeSet;

use doorstep_domain::{
    Actor, Code, Command, Entity, Instant, PersonId,
    order::{Entry, Order, Standing, State, Step},
};
use doorstep_replica::Replica;

use super::{App, job, orders, outbox};
use crate::{
    routes::Route,
    text::{self, inbox as words},
};

/// The name under which the keys of read messages are kept.
const SEEN: &str = "inbox.seen";
/// Most messages shown, newest first.
const MOST: usize = 100;

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
    let actor = replica.actor(now);
    let mut all = Vec::new();
    let mut orders: Vec<_> = replica.orders().map(|order| (latest(order), order)).collect();
    doorstep_domain::sort::by_key(&mut orders, |(at, _)| core::cmp::Reverse(*at));
    for (latest, order) in orders {
        // Words cost time at every start: an order with nothing new among years of them is not put into words.
        if is_full(&mut all, latest) {
            break;
        }
        let view = View {
            replica,
            order,
            me: actor.person,
            now,
        };
        view.messages(&actor, &mut all);
    }
    answers(replica, &mut all);
    refusals(replica, now, &mut all);
    keep_newest(&mut all);
    all
}

/// When something last happened to an order that a message may be about.
fn latest(order: &Order) -> Instant {
    let trail = order.trail.iter().map(|e| e.at);
    let former = order.former.iter().map(|f| f.at);
    trail.chain(former).fold(order.clocks.step, Instant::max)
}

/// Whether `all` holds as many messages as are shown, each newer than anything from `latest` on.
fn is_full(all: &mut Vec<Message>, latest: Instant) -> bool {
    if all.len() < MOST {
        return false;
    }
    keep_newest(all);
    all.last().is_some_and(|oldest| oldest.at > latest)
}

fn keep_newest(all: &mut Vec<Message>) {
    doorstep_domain::sort::by(all, |a, b| b.at.cmp(&a.at).then_with(|| a.key.cmp(&b.key)));
    all.truncate(MOST);
}

/// One order under the eyes of one person.
struct View<'a> {
    replica: &'a Replica,
    order: &'a Order,
    me: PersonId,
    now: Instant,
}

impl View<'_> {
    fn messages(&self, actor: &Actor, all: &mut Vec<Message>) {
        let (order, me) = (self.order, self.me);
        let standing = Standing::of(order, actor);
        if standing.customer() {
            let news = order.trail.iter().filter(|e| !e.by.person.is(&me));
            all.extend(news.filter_map(|e| self.for_customer(e)));
            return;
        }
        if let Some(holder) = order.holder(me) {
            let news = order
                .trail
                .iter()
                .filter(|e| !e.by.person.is(&me) && e.at >= holder.since);
            all.extend(news.filter_map(|e| self.for_holder(e)));
        } else if let Some(offer) = order
            .offer
            .as_ref()
            .filter(|o| o.to == me && order.state == State::Offered)
        {
            let due = text::time::moment(offer.due, self.now);
            all.push(self.message("offer", order.clocks.step, "handshake", words::offered(&due)));
        } else if let Some(asked) = order
            .handover
            .as_ref()
            .filter(|h| h.to == me && order.state == State::Accepted)
        {
            let due = text::time::moment(asked.due, self.now);
            all.push(self.message("handover", order.clocks.step, "swap", words::handed(&due)));
        } else if let Some(former) = order.former_of(me).filter(|f| !f.by_own_wish) {
            all.push(self.message("lost", former.at, "swap", self.lost().to_owned()));
        }
    }

    /// What became of an order that left its holder unasked. Whoever lost it sees no trail any more, only its state.
    fn lost(&self) -> &'static str {
        let mine = self.order.finish.as_ref().is_some_and(|f| f.by == self.me);
        match self.order.state {
            State::Cancelled => words::cancelled(),
            State::Referred => words::referred(),
            State::AwaitingConfirm | State::Closed => words::done_by_other(),
            _ if mine => words::redo(),
            _ => words::taken_away(),
        }
    }

    fn for_customer(&self, entry: &Entry) -> Option<Message> {
        let order = self.order;
        let holder = entry.by.person.get().and_then(|p| order.holder(*p));
        let card = holder.and_then(|h| h.card.get());
        // By name where the resident was shown the card, else as the step is called.
        let named = |named: fn(&str) -> String, plain: &'static str| card.map_or(plain.to_owned(), |c| named(&c.name));
        let (icon, title) = match entry.step {
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
            Step::Declined if order.state == State::Declined => ("info", orders::sentence(order, self.now)),
            Step::Referred if order.state == State::Referred => ("send", orders::sentence(order, self.now)),
            Step::HandedBack | Step::Reassigned => ("swap", words::finding_again().to_owned()),
            Step::Opened | Step::Declined | Step::Referred | Step::ReferralEnded => {
                ("info", text::order::step(entry.step).to_owned())
            }
            Step::Arrived => ("door", named(words::arrived, text::order::step(entry.step))),
            Step::Finished | Step::ClosedByTimer => ("check-round", text::order::step(entry.step).to_owned()),
            Step::SlotAgreed | Step::SlotRefused | Step::Late => ("clock", text::order::step(entry.step).to_owned()),
            Step::Cancelled => ("close", text::order::step(entry.step).to_owned()),
            Step::CalledBack => ("phone", text::order::step(entry.step).to_owned()),
            Step::Remarked => ("chat", text::order::step(entry.step).to_owned()),
            _ => return None,
        };
        Some(self.message(&format!("{:?}", entry.step), entry.at, icon, title))
    }

    fn for_holder(&self, entry: &Entry) -> Option<Message> {
        let order = self.order;
        let (icon, title) = match entry.step {
            Step::SlotAsked => match &order.slot_ask {
                Some(ask) => ("clock", words::slot_asked(&text::time::slot(&ask.slot, self.now))),
                None => return None,
            },
            Step::StillThereAsked if order.still_there_asked => ("shield", text::job::still_there().to_owned()),
            Step::Confirmed => ("check-round", words::confirmed().to_owned()),
            Step::Rated => ("star", words::rated().to_owned()),
            Step::ClosedByTimer => ("check-round", text::order::step(entry.step).to_owned()),
            Step::Urged => ("bell", words::urged().to_owned()),
            Step::Late => ("clock", words::late().to_owned()),
            Step::TransferDeclined => ("swap", words::not_passed_on().to_owned()),
            Step::SlotAgreed => ("clock", text::order::step(entry.step).to_owned()),
            Step::Suspended | Step::Resumed => ("pause", words::by_desk(text::order::step(entry.step))),
            Step::Remarked => ("chat", text::order::step(entry.step).to_owned()),
            _ => return None,
        };
        Some(self.message(&format!("{:?}", entry.step), entry.at, icon, title))
    }

    fn message(&self, what: &str, at: Instant, icon: &'static str, title: String) -> Message {
        let order = self.order;
        let name = job::title(job::item(self.replica, order), !order.resident.is_hidden());
        Message {
            // The tail of the id is random, its head is only time.
            key: format!("{}:{what}:{}", &order.id.to_string()[24..], at.0),
            at,
            icon,
            title,
            line: words::with(&name, &text::time::slot(&order.slot, self.now)),
            to: Route::Order(order.id),
        }
    }
}

/// Answers to 投诉建议.
fn answers(replica: &Replica, all: &mut Vec<Message>) {
    let me = replica.person();
    for entity in replica.shown().values() {
        if let Entity::Feedback(remark) = entity
            && remark.by == me
            && let Some(at) = remark.answered
        {
            all.push(Message {
                key: format!("{}:answered", &remark.id.to_string()[24..]),
                at,
                icon: "chat",
                title: words::answered().to_owned(),
                line: remark.answer.get().cloned().unwrap_or_default(),
                to: Route::Feedback,
            });
        }
    }
}

/// What the community refused and waits for the person.
fn refusals(replica: &Replica, now: Instant, all: &mut Vec<Message>) {
    for entry in replica.outbox() {
        let Some(parked) = entry.parked() else { continue };
        let why = parked
            .reason
            .as_ref()
            .map_or_else(|| text::reason::staff_looks().to_owned(), text::reason::sentence);
        let taken = parked.reason.as_ref().is_some_and(|r| r.code == Code::AlreadyTaken);
        let to = match &entry.command {
            Command::Order(command) if taken => Route::Order(command.order),
            _ => Route::Outbox,
        };
        all.push(Message {
            key: format!("{}:refused", &entry.command_id.to_string()[24..]),
            at: replica.server_time(parked.at),
            icon: if taken { "users" } else { "warn" },
            title: if taken { why } else { text::order::mark_refused(&why) },
            line: outbox::sentence(replica, &entry.command, now),
            to,
        });
    }
}

/// The keys kept as read.
fn seen(kept: Option<String>) -> BTreeSet<String> {
    kept.unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Which messages were read. Subscribes.
pub fn read_marks(app: App) -> BTreeSet<String> {
    seen(app.kept(SEEN))
}

/// How many messages are unread: the badge. Subscribes.
pub fn unread(app: App) -> usize {
    let seen = read_marks(app);
    app.read(messages)
        .map_or(0, |all| all.iter().filter(|m| !seen.contains(&m.key)).count())
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
