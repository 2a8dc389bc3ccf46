//! Who looked at the resident's phone and door, and who is at the door.

use doorstep_domain::{
    Instant,
    order::{Card, Entry, Order, Part, Step},
};

use crate::text;

/// One look at the contacts, on record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// Who.
    pub who: String,
    /// When.
    pub when: String,
    /// The reason the desk gave; empty for whoever serves.
    pub why: String,
}

/// Every look at the contacts of `order`, the latest first. Taking the order releases the contacts, so that line counts too.
pub fn looks(order: &Order, now: Instant) -> Vec<Look> {
    let is_look = |e: &&Entry| matches!(e.step, Step::Looked | Step::Revealed);
    let look = |e: &Entry| Look {
        who: name_of(order, e),
        when: text::time::moment(e.at, now),
        why: e.why.map_or("", text::reason::why).to_owned(),
    };
    order.trail.iter().rev().filter(is_look).map(look).collect()
}

/// Who did a line of the trail: by the card the resident was shown, else in plain words.
pub fn name_of(order: &Order, entry: &Entry) -> String {
    let person = entry.by.person.get();
    let holder = person.and_then(|p| order.holder(*p)).and_then(|h| h.card.get());
    if let Some(card) = holder {
        return card.name.clone();
    }
    match entry.by.part {
        // Their card went with the order; that it was not who comes now is still worth a word.
        Part::Member if person.is_some_and(|p| order.former_of(*p).is_some()) => text::detail::by_former(),
        Part::Member => text::detail::by_helper(),
        Part::Staff | Part::Secretary | Part::Department => text::detail::look_desk(),
        Part::Resident => text::detail::by_resident(),
        Part::Proxy => text::detail::by_family(),
        Part::Timer => text::detail::by_timer(),
    }
    .to_owned()
}

/// A badge as printed: the word before the number (党员, 志愿者) and the number. A badge that is only a number has no word.
pub fn badge(card: &Card) -> (String, String) {
    let split = card.badge.split_once(|c: char| c.is_whitespace());
    split.map_or_else(
        || (String::new(), card.badge.clone()),
        |(word, number)| (word.to_owned(), number.trim().to_owned()),
    )
}

/// The word on the badge of a party member.
pub const PARTY: &str = "党员";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_read_as_it_is_printed() {
        let card = |badge: &str| Card {
            name: "刘示例".into(),
            badge: badge.into(),
            post: String::new(),
            phone_tail: "0012".into(),
        };
        assert_eq!(badge(&card("党员 0012")), (PARTY.to_owned(), "0012".to_owned()));
        assert_eq!(badge(&card("YY-023")), (String::new(), "YY-023".to_owned()));
        assert_eq!(badge(&card("")), (String::new(), String::new()));
    }
}
