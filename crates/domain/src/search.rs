//! Search keys, computed alike on the phone and on the server: what a person at the desk types finds whom they mean.
//!
//! Found by: a part of the name, the tail of a phone (or all of it, where the searcher may see it), an order's number. Pinyin
//! initials are not found: they need a table of readings, which comes with the large address books.

use crate::{order::Order, person::Person};

/// Most digits a phone's tail is known by where the number itself is hidden.
const TAIL: usize = 4;

/// The form in which names and numbers are compared: no blanks, full-width letters and digits as half-width, lower case.
pub fn fold(text: &str) -> String {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '·');
    kept.map(half).flat_map(char::to_lowercase).collect()
}

/// Whether `typed` means `person`, as far as this copy shows them. Nothing typed means nobody.
pub fn finds_person(typed: &str, person: &Person) -> bool {
    let profile = &person.profile;
    let phone = profile.phone.get().map(crate::phone::Phone::dial);
    finds(typed, profile.name.get(), phone, profile.phone_tail.get())
}

/// Whether `typed` means `order`: its number, or whom to call for it, as far as this copy shows it.
pub fn finds_order(typed: &str, order: &Order) -> bool {
    let wanted = fold(typed);
    if !wanted.is_empty() && fold(&order.number).contains(&wanted) {
        return true;
    }
    let Some(contact) = order.contact.get() else {
        return false;
    };
    let phone = contact.phone.get().map(crate::phone::Phone::dial);
    finds(typed, contact.name.get(), phone, contact.phone_tail.get())
}

fn finds(typed: &str, name: Option<&String>, phone: Option<&str>, tail: Option<&String>) -> bool {
    let wanted = fold(typed);
    if wanted.is_empty() {
        return false;
    }
    if !wanted.bytes().all(|b| b.is_ascii_digit()) {
        return name.is_some_and(|name| fold(name).contains(&wanted));
    }
    // Fewer digits would find half the street.
    let by_tail = wanted.len() == TAIL && tail.is_some_and(|tail| *tail == wanted);
    by_tail || wanted.len() >= TAIL && phone.is_some_and(|phone| phone.ends_with(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, phone: Option<&str>) -> bool {
        finds(
            typed,
            Some(&"买买提·阿不都".to_owned()),
            phone,
            Some(&"5678".to_owned()),
        )
    }

    #[test]
    fn a_part_of_the_name_finds_and_the_middle_dot_does_not_matter() {
        assert!(found("买买提阿不", None) && found(" 阿不都 ", None));
        assert!(!found("王", None) && !found("", None) && !found("　", None));
    }

    #[test]
    fn the_tail_finds_where_the_number_is_hidden() {
        assert!(found("5678", None) && found("５６７８", None));
        assert!(!found("678", None) && !found("45678", None));
        assert!(found("45678", Some("00012345678")) && !found("0001", Some("00012345678")));
    }
}
