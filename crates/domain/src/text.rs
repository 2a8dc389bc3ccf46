//! Free text from people: limits and cleaning. Text is appended, never overwritten, and never interpreted as markup.

use crate::reason::{Code, Field, Reason};

/// Longest name of a person, in characters: the longest registered Chinese names have about 20.
pub const NAME_MAX: usize = 20;
/// Longest note on an order, in characters: what fits on half a phone screen.
pub const NOTE_MAX: usize = 200;
/// Longest remark of 投诉建议, in characters.
pub const REMARK_MAX: usize = 500;
/// Longest door description (楼/单元/室 or 门牌), in characters.
pub const DOOR_MAX: usize = 40;

/// Cleans `typed` and checks its length: control characters become spaces, ends are trimmed.
///
/// # Errors
/// [`Code::FieldTooLong`] with the limit when it has more than `max` characters.
pub fn optional(typed: &str, max: usize, field: Field) -> Result<String, Reason> {
    let neutral = |c: char| {
        if c.is_control() && c != '\n' || is_bidi(c) {
            ' '
        } else {
            c
        }
    };
    let clean: String = typed.chars().map(neutral).collect();
    let clean = clean.trim().to_owned();
    if clean.chars().count() > max {
        return Err(Reason::field(Code::FieldTooLong, field).limit(u32::try_from(max).unwrap_or(u32::MAX)));
    }
    Ok(clean)
}

/// Like [`optional`], but the text must not be empty.
///
/// # Errors
/// Also [`Code::FieldMissing`] when nothing is left after trimming.
pub fn required(typed: &str, max: usize, field: Field) -> Result<String, Reason> {
    let clean = optional(typed, max, field)?;
    if clean.is_empty() {
        Err(Reason::field(Code::FieldMissing, field))
    } else {
        Ok(clean)
    }
}

/// Marks that change the reading direction could make a name or number look like another.
const fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_characters_not_bytes() {
        let twenty = "好".repeat(NAME_MAX);
        assert_eq!(required(&twenty, NAME_MAX, Field::Name), Ok(twenty.clone()));
        let more = format!("{twenty}好");
        assert_eq!(
            required(&more, NAME_MAX, Field::Name),
            Err(Reason::field(Code::FieldTooLong, Field::Name).limit(20))
        );
    }

    #[test]
    fn invisible_marks_are_neutralised_and_blank_is_missing() {
        assert_eq!(optional(" a\u{202e}b\tc ", 9, Field::Note), Ok("a b c".to_owned()));
        assert_eq!(
            required(" \u{0} ", 9, Field::Name),
            Err(Reason::field(Code::FieldMissing, Field::Name))
        );
    }
}
