//! What concerns the person, from what this phone holds, not yet in words: the badge that stands on every screen counts it, and
//! [`super::inbox`] says it. Nothing is stored but which messages were read.

use doorstep_domain::{
    Actor, Entity, Instant, PersonId,
    feedback::Feedback,
    order::{Entry, Handover, Offer, Order, Standing, State, Step},
};
use doorstep_replica::{Parked, Replica};

use super::App;

/// The name under which the keys of read messages are kept.
pub const SEEN: &str = "inbox.seen";
/// Most that is shown, newest first.
pub const MOST: usize = 100;

/// One piece of news.
#[derive(Clone, Debug)]
pub struct News<'a> {
    /// Names it, the same each time it is derived.
    pub key: String,
    /// When it happened, by the server's clock as far as known.
    pub at: Instant,
    /// What it is about.
    pub about: About<'a>,
}

/// What a piece of news is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// Something happened to an order of one's own or of family.
    Customer(&'a Order, &'a Entry),
    /// Something happened to an order one holds.
    Holder(&'a Order, &'a Entry),
    /// An order is offered.
    Offer(&'a Order, &'a Offer),
    /// A colleague asks one to take over.
    Handover(&'a Order, &'a Handover),
    /// An order left its holder unasked.
    Lost(&'a Order),
    /// An answer to 投诉建议.
    Answer(&'a Feedback),
    /// The community refused something, and it waits for the person.
    Refused(&'a doorstep_replica::Entry, &'a Parked),
}

/// All news of `replica`'s person, newest first.
pub fn news(replica: &Replica, now: Instant) -> Vec<News<'_>> {
    let actor = replica.actor(now);
    let mut all = Vec::new();
    let mut orders: Vec<_> = replica.orders().map(|order| (latest(order), order)).collect();
    doorstep_domain::sort::by_key(&mut orders, |(at, _)| core::cmp::Reverse(*at));
    for (latest, order) in orders {
        // An order with nothing new among years of them is not looked at.
        if is_full(&mut all, latest) {
            break;
        }
        of_order(order, &actor, &mut all);
    }
    answers(replica, &mut all);
    refusals(replica, &mut all);
    keep_newest(&mut all);
    all
}

/// How many are unread: the badge. Subscribes.
pub fn unread(app: App) -> usize {
    let seen = app.kept(SEEN).unwrap_or_default();
    let fresh = |news: &&News<'_>| !seen.lines().any(|key| key == news.key);
    app.read(|replica, now| news(replica, now).iter().filter(fresh).count())
        .unwrap_or(0)
}

/// When something last happened to an order that news may be about.
fn latest(order: &Order) -> Instant {
    let trail = order.trail.iter().map(|e| e.at);
    let former = order.former.iter().map(|f| f.at);
    trail.chain(former).fold(order.clocks.step, Instant::max)
}

/// Whether `all` holds as much as is shown, each newer than anything from `latest` on.
fn is_full(all: &mut Vec<News<'_>>, latest: Instant) -> bool {
    if all.len() < MOST {
        return false;
    }
    keep_newest(all);
    all.last().is_some_and(|oldest| oldest.at > latest)
}

fn keep_newest(all: &mut Vec<News<'_>>) {
    doorstep_domain::sort::by(all, |a, b| b.at.cmp(&a.at).then_with(|| a.key.cmp(&b.key)));
    all.truncate(MOST);
}

/// The tail of an id is random, its head is only time.
fn key(id: impl core::fmt::Display, what: &str) -> String {
    format!("{}:{what}", &id.to_string()[24..])
}

/// The step by its place among all: its name would bring the names of all of them to every phone.
fn step(step: Step) -> String {
    (step as u8).to_string()
}

fn of_order<'a>(order: &'a Order, actor: &Actor, all: &mut Vec<News<'a>>) {
    let me = actor.person;
    let mut say = |what: &str, at: Instant, about: About<'a>| {
        let key = key(order.id, &format!("{what}:{}", at.0));
        all.push(News { key, at, about });
    };
    let by_others = |e: &&Entry| !e.by.person.is(&me);
    if Standing::of(order, actor).customer() {
        for entry in order.trail.iter().filter(by_others).filter(|e| tells_customer(e.step)) {
            say(&step(entry.step), entry.at, About::Customer(order, entry));
        }
    } else if let Some(holder) = order.holder(me) {
        let since = order.trail.iter().filter(by_others).filter(|e| e.at >= holder.since);
        for entry in since.filter(|e| tells_holder(order, e.step)) {
            say(&step(entry.step), entry.at, About::Holder(order, entry));
        }
    } else if let Some(offer) = offer_to(order, me) {
        say("offer", order.clocks.step, About::Offer(order, offer));
    } else if let Some(asked) = handover_to(order, me) {
        say("handover", order.clocks.step, About::Handover(order, asked));
    } else if let Some(former) = order.former_of(me).filter(|f| !f.by_own_wish) {
        say("lost", former.at, About::Lost(order));
    }
}

fn offer_to(order: &Order, me: PersonId) -> Option<&Offer> {
    let offer = order.offer.as_ref().filter(|o| o.to == me)?;
    (order.state == State::Offered).then_some(offer)
}

fn handover_to(order: &Order, me: PersonId) -> Option<&Handover> {
    let asked = order.handover.as_ref().filter(|h| h.to == me)?;
    (order.state == State::Accepted).then_some(asked)
}

/// Whether the resident's side hears of this step.
const fn tells_customer(step: Step) -> bool {
    matches!(
        step,
        Step::Accepted
            | Step::Transferred
            | Step::Departed
            | Step::Finished
            | Step::Suspended
            | Step::Declined
            | Step::Referred
            | Step::HandedBack
            | Step::Reassigned
            | Step::Opened
            | Step::ReferralEnded
            | Step::Arrived
            | Step::ClosedByTimer
            | Step::SlotAgreed
            | Step::SlotRefused
            | Step::Late
            | Step::Cancelled
            | Step::CalledBack
            | Step::Remarked
    )
}

/// Whether whoever holds it hears of this step.
const fn tells_holder(order: &Order, step: Step) -> bool {
    match step {
        Step::SlotAsked => order.slot_ask.is_some(),
        Step::StillThereAsked => order.still_there_asked,
        _ => matches!(
            step,
            Step::Confirmed
                | Step::Rated
                | Step::ClosedByTimer
                | Step::Urged
                | Step::Late
                | Step::TransferDeclined
                | Step::SlotAgreed
                | Step::Suspended
                | Step::Resumed
                | Step::Remarked
        ),
    }
}

fn answers<'a>(replica: &'a Replica, all: &mut Vec<News<'a>>) {
    let me = replica.person();
    for entity in replica.shown().values() {
        if let Entity::Feedback(remark) = entity
            && remark.by == me
            && let Some(at) = remark.answered
        {
            let key = key(remark.id, "answered");
            let about = About::Answer(remark);
            all.push(News { key, at, about });
        }
    }
}

fn refusals<'a>(replica: &'a Replica, all: &mut Vec<News<'a>>) {
    for entry in replica.outbox() {
        if let Some(parked) = entry.parked() {
            all.push(News {
                key: key(entry.command_id, "refused"),
                at: replica.server_time(parked.at),
                about: About::Refused(entry, parked),
            });
        }
    }
}
