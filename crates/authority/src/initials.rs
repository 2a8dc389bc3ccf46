//! The first letters of a name's pinyin, for the desk's search. Only here: the table of readings is far too large for a phone.

use doorstep_domain::{Actor, Entity, Seen, person::is_office};
use pinyin::ToPinyin;

/// Surnames that are read otherwise than the character usually is, with the letters of both where both are heard.
const SURNAMES: &[(char, &str)] = &[
    ('单', "sd"),
    ('曾', "zc"),
    ('解', "xj"),
    ('仇', "qc"),
    ('区', "oq"),
    ('查', "zc"),
    ('朴', "p"),
    ('乐', "yl"),
    ('尉', "yw"),
    ('缪', "m"),
    ('翟', "zd"),
    ('种', "cz"),
    ('折', "sz"),
    ('覃', "qt"),
    ('秘', "bm"),
    ('繁', "pf"),
    ('盖', "g"),
    ('长', "zc"),
    ('万', "wm"),
    ('召', "sz"),
    ('洗', "x"),
    ('冼', "x"),
];

/// Adds them to what `actor` sees of a person, where they keep that person's record.
pub(crate) fn add(view: &mut Entity, actor: &Actor) {
    if let Entity::Person(person) = view
        && is_office(person, actor)
    {
        let initials = person.profile.name.get().map(|name| of(name));
        person.profile.initials = Seen::from(initials.filter(|letters| !letters.is_empty()));
    }
}

/// A group for each character that has a reading or is a letter.
fn of(name: &str) -> String {
    let letters = |(n, c): (usize, char)| {
        let surname = SURNAMES.iter().find(|(s, _)| n == 0 && *s == c);
        match (surname, c.to_pinyin()) {
            (Some((_, letters)), _) => Some((*letters).to_owned()),
            (None, Some(reading)) => Some(reading.first_letter().to_owned()),
            (None, None) => c.is_ascii_alphabetic().then(|| c.to_ascii_lowercase().to_string()),
        }
    };
    let groups: Vec<String> = name.chars().enumerate().filter_map(letters).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_gives_a_letter_and_surnames_both() {
        assert_eq!(of("张示例"), "z s l");
        assert_eq!(of("单小明"), "sd x m");
        assert_eq!(of("买买提·阿不都"), "m m t a b d");
        assert_eq!(of("小单"), "x d");
        assert_eq!(of("Li 明"), "l i m");
        assert_eq!(of("··"), "");
    }
}
