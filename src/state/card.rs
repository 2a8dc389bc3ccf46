//! An order on a card: what a list shows of it, as plain words. Two cards are equal when the screen would be.

use doorstep_domain::{
    Instant, ItemCode, OrderId,
    catalogue::{Item, Mode, Words},
    order::{Order, State},
    search,
};
use doorstep_replica::{Mark, Replica};

use super::orders;
use crate::text::{self, DOT};

/// The colour group of a state tag; the word says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Somebody is being found.
    Wait,
    /// It is under way.
    Going,
    /// It is done.
    Done,
    /// It needs attention.
    Late,
    /// It is over without having been done.
    Off,
}

/// A tag: icon, word, colour.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    /// Colour group.
    pub tone: Tone,
    /// Icon of the sprite.
    pub icon: &'static str,
    /// The word.
    pub word: String,
}

/// The tag of a state, for the resident's side.
pub fn tag(order: &Order) -> Tag {
    let (tone, icon) = match order.state {
        State::Draft | State::Submitted | State::Open | State::Offered => (Tone::Wait, "clock"),
        State::Accepted => (Tone::Going, "handshake"),
        State::EnRoute => (Tone::Going, "walk"),
        State::InService => (Tone::Going, "wrench"),
        State::Referred => (Tone::Going, "send"),
        State::Suspended => (Tone::Late, "pause"),
        State::AwaitingConfirm => (Tone::Late, "help"),
        State::Closed => match order.outcome() {
            Some(doorstep_domain::order::Outcome::Unsolved) => (Tone::Off, "minus"),
            _ => (Tone::Done, "check"),
        },
        State::Declined | State::Cancelled => (Tone::Off, "close"),
    };
    let word = match (order.state, order.outcome()) {
        (State::Closed, Some(outcome)) => text::order::outcome(outcome),
        (state, _) => text::order::for_resident(state),
    };
    Tag {
        tone,
        icon,
        word: word.to_owned(),
    }
}

/// How a step of the row of small steps stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Behind.
    Done,
    /// Here.
    Now,
    /// Ahead.
    Future,
}

/// The row of small steps of a running order; empty once it took another way (paused, referred) or ended.
pub fn mini_steps(order: &Order) -> Vec<(&'static str, Progress)> {
    let here = match order.state {
        State::Submitted | State::Open | State::Offered => 0,
        State::Accepted => 1,
        State::EnRoute => 2,
        State::InService => 3,
        State::AwaitingConfirm => 4,
        State::Draft | State::Suspended | State::Closed | State::Declined | State::Referred | State::Cancelled => {
            return Vec::new();
        }
    };
    let all = [
        (0, text::detail::mini_received()),
        (1, text::detail::mini_taken()),
        (2, text::detail::mini_going()),
        (3, text::detail::mini_doing()),
        (4, text::detail::mini_done()),
    ];
    let shown = all.into_iter().filter(|(n, _)| *n != 2 || order.mode.travels());
    shown
        .map(|(n, word)| {
            let progress = match here {
                here if n < here => Progress::Done,
                here if n == here => Progress::Now,
                _ => Progress::Future,
            };
            (word, progress)
        })
        .collect()
}

/// The sync mark as a card shows it; [`Mark::Received`] shows nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MarkWords {
    /// Its class in the style sheet.
    pub class: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Its words.
    pub words: String,
}

/// How a mark looks and reads.
pub fn mark_words(mark: &Mark) -> MarkWords {
    let (class, icon) = match mark {
        Mark::Local => ("is-local", "device"),
        Mark::Queued => ("is-queued", "cloud-up"),
        Mark::Provisional => ("is-provisional", "clock"),
        Mark::Received => ("is-received", "check"),
        Mark::Refused { .. } => ("is-refused", "warn"),
    };
    MarkWords {
        class,
        icon,
        words: orders::mark_words(mark),
    }
}

/// A card.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrderCard {
    /// Which order.
    pub id: OrderId,
    /// Icon of the item.
    pub icon: String,
    /// Title of the item.
    pub what: String,
    /// The status sentence.
    pub say: String,
    /// A line below it; empty when there is nothing to add.
    pub meta: String,
    /// The state, where the sentence does not say just the same.
    pub tag: Option<Tag>,
    /// Where it is on its way, while it is not with the community.
    pub mark: Option<MarkWords>,
    /// The community does not know of it yet.
    pub local: bool,
    /// It ended.
    pub ended: bool,
    /// Small steps, while it runs.
    pub steps: Vec<(&'static str, Progress)>,
}

/// The card of `order` for the resident's side. `me` is who reads it: an order for somebody else names them.
pub fn card(replica: &Replica, order: &Order, me: doorstep_domain::PersonId, now: Instant) -> OrderCard {
    let item = item_of(replica, &order.item);
    let mark = orders::mark(replica, order);
    let local = orders::received(replica, order.id).is_none();
    let ended = order.state.is_ended();
    let mut meta = Vec::new();
    let other = order.resident.get().filter(|r| **r != me);
    if let Some(name) = other.and_then(|_| order.contact.get()).and_then(|c| c.name.get()) {
        meta.push(text::detail::placed_for(name));
    }
    if ended {
        meta.push(text::detail::list_written(&text::time::day(
            order.clocks.first.day(),
            now.day(),
        )));
    } else if order.state != State::Accepted || order.holders.is_empty() {
        // The sentence of a taken order says the time already.
        meta.push(orders::when(order, now));
    }
    // Where the sentence does not name who came, the line below does.
    if matches!(order.state, State::Suspended | State::AwaitingConfirm | State::Closed) {
        meta.extend(orders::who_comes(order));
    }
    let sentence = orders::sentence(order, now);
    OrderCard {
        id: order.id,
        icon: item.map_or_else(|| "handshake".to_owned(), |i| i.icon.clone()),
        what: item.map_or_else(|| order.item.to_string(), item_title),
        meta: meta.join(DOT),
        tag: Some(tag(order)).filter(|tag| !search::fold(&sentence).contains(&search::fold(&tag.word))),
        mark: (mark != Mark::Received).then(|| mark_words(&mark)),
        local,
        ended,
        say: if local {
            text::detail::list_not_sent().to_owned()
        } else {
            sentence
        },
        steps: if local { Vec::new() } else { mini_steps(order) },
    }
}

/// An item of the catalogue.
pub fn item_of<'a>(replica: &'a Replica, code: &ItemCode) -> Option<&'a Item> {
    match replica.shown().get(&doorstep_domain::Key::item(code)) {
        Some(doorstep_domain::Entity::Item(item)) => Some(item),
        _ => None,
    }
}

/// Its title in the language of the screen.
pub fn item_title(item: &Item) -> String {
    if text::lang() == text::Lang::En && !item.title_en.is_empty() {
        item.title_en.clone()
    } else {
        item.title.clone()
    }
}

/// What it promises and asks for, in the language of the screen.
pub fn item_words(item: &Item) -> Words {
    item.words(text::lang() == text::Lang::En)
}

/// 上门、到中心/站点 · 约 15 分钟.
pub fn item_sub(item: &Item) -> String {
    let modes: Vec<_> = item.modes.iter().map(|m: &Mode| text::home::mode(*m)).collect();
    format!(
        "{}{DOT}{}",
        modes.join(text::pick("、", ", ")),
        text::order::planned_minutes(item.minutes)
    )
}

/// What the head of an order's own screen says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// The community does not know of it yet.
    pub local: bool,
    /// The status sentence.
    pub say: String,
    /// The state, where the sentence does not say just the same.
    pub tag: Option<Tag>,
    /// The sync mark.
    pub mark: MarkWords,
    /// For whom, when and how it ended; may be empty.
    pub sub: String,
}

/// The head of `order`.
pub fn head(replica: &Replica, order: &Order, now: Instant) -> Head {
    let card = card(replica, order, replica.person(), now);
    Head {
        local: card.local,
        say: orders::sentence(order, now),
        tag: card.tag,
        mark: mark_words(&orders::mark(replica, order)),
        sub: card.meta,
    }
}
