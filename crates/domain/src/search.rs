//! Search keys, computed alike on the phone and on the server: what a person at the desk types finds whom they mean.
//!
//! Found by: a part of the name, the first letters of its pinyin (where the server sent them, which is the desk), the tail of a phone
//! (or all of it, where the searcher may see it), an order's number.

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
    let initials = profile.initials.get();
    finds(typed, profile.name.get(), phone, profile.phone_tail.get())
        || initials.is_some_and(|initials| finds_initials(&fold(typed), initials))
}

/// Whether `wanted` are letters that characters of a name begin with, one after the other: `zsl`, `sl` for `z s l`. A single letter
/// would find half the street.
fn finds_initials(wanted: &str, initials: &str) -> bool {
    let letters = wanted.as_bytes();
    if letters.len() < 2 || !letters.iter().all(u8::is_ascii_lowercase) {
        return false;
    }
    let groups: Vec<&[u8]> = initials.split(' ').map(str::as_bytes).collect();
    let fits = |run: &[&[u8]]| run.iter().zip(letters).all(|(group, letter)| group.contains(letter));
    groups.windows(letters.len()).any(fits)
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
    fn the_first_letters_of_the_pinyin_find_with_every_reading_of_a_surname() {
        let finds = |typed: &str, initials| finds_initials(&fold(typed), initials);
        assert!(finds("zsl", "z s l") && finds("ZS", "z s l") && finds("ｓｌ", "z s l"));
        assert!(!finds("zl", "z s l") && !finds("z", "z s l") && !finds("zsla", "z s l") && !finds("", "z s l"));
        assert!(finds("sxm", "sd x m") && finds("dxm", "sd x m") && !finds("xxm", "sd x m"));
        assert!(!finds("12", "z s l"));
    }

    #[test]
    fn the_tail_finds_where_the_number_is_hidden() {
        assert!(found("5678", None) && found("５６７８", None));
        assert!(!found("678", None) && !found("45678", None));
        assert!(found("45678", Some("00012345678")) && !found("0001", Some("00012345678")));
    }
}
