//! Phone numbers: written by people in many ways, shown masked, searched by their tail.

use serde::{Deserialize, Serialize};

use crate::reason::{Code, Field, Reason};

/// A phone number, digits only (a leading `+` is kept), 3 to 15 digits: mobiles, landlines and short numbers.
/// What comes over the wire is read by the same rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

impl TryFrom<String> for Phone {
    type Error = &'static str;

    fn try_from(typed: String) -> Result<Self, Self::Error> {
        // The error stays silent about the digits: it may end up in a log.
        Self::parse(&typed).map_err(|_| "not a phone number")
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

impl Phone {
    /// Reads what a person typed; spaces, hyphens and brackets are dropped, full-width digits are understood.
    ///
    /// # Errors
    /// [`Code::FieldInvalid`] on [`Field::Phone`] when it is not 3–15 digits.
    pub fn parse(typed: &str) -> Result<Self, Reason> {
        let bad = || Reason::field(Code::FieldInvalid, Field::Phone);
        let mut digits = String::new();
        for c in typed.trim().chars() {
            match c {
                '0'..='9' => digits.push(c),
                '０'..='９' => digits.extend(char::from_digit(c as u32 - '０' as u32, 10)),
                '+' if digits.is_empty() => digits.push(c),
                ' ' | '-' | '(' | ')' | '（' | '）' | '－' | '\u{3000}' => {}
                _ => return Err(bad()),
            }
        }
        let count = digits.trim_start_matches('+').len();
        if (3..=15).contains(&count) {
            Ok(Self(digits))
        } else {
            Err(bad())
        }
    }

    /// The digits, as one dials them.
    pub fn dial(&self) -> &str {
        &self.0
    }

    /// The last four digits: enough for a resident to know who is calling.
    pub fn tail(&self) -> &str {
        let start = self.0.len().saturating_sub(4);
        &self.0[start..]
    }

    /// First three and last four with stars between (138****1234); short numbers are all stars.
    pub fn masked(&self) -> String {
        if self.0.len() >= 8 {
            format!("{}****{}", &self.0[..3], self.tail())
        } else {
            "****".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_can_not_smuggle_in_what_is_no_number() {
        assert!(serde_json::from_str::<Phone>("\"好好\"").is_err());
        let read: Phone = serde_json::from_str("\"000-1234 5678\"").unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), "\"00012345678\"");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(
            Phone::parse(" 000-1234 5678 ").map(|p| p.dial().to_owned()),
            Ok("00012345678".to_owned())
        );
        assert_eq!(
            Phone::parse("（０００）12345678").map(|p| p.masked()),
            Ok("000****5678".to_owned())
        );
        assert_eq!(Phone::parse("120").map(|p| p.masked()), Ok("****".to_owned()));
        for bad in ["", "12", "abc12345678", "1234567890123456", "12+34567"] {
            assert_eq!(
                Phone::parse(bad),
                Err(Reason::field(Code::FieldInvalid, Field::Phone)),
                "{bad}"
            );
        }
    }
}
