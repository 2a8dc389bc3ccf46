//! Codes to type: ten characters of Crockford's base 32 (no I, L, O, U), the last one a check character. The first four find the
//! row, the next five prove it: 25 bits, which five tries can't guess.

use crate::random;

/// The digits, in order of value.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters that find the row.
const FIND: usize = 4;
/// Characters that prove it.
const PROVE: usize = 5;

/// A code, well formed.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl core::fmt::Debug for Code {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Code(****)")
    }
}

impl Code {
    /// A new one.
    pub fn random() -> Self {
        let random: [u8; FIND + PROVE] = random::bytes();
        let mut values: Vec<_> = random.iter().map(|byte| byte % 32).collect();
        values.push(check(&values));
        Self(values.iter().map(|v| char::from(DIGITS[usize::from(*v)])).collect())
    }

    /// Reads what a person typed: any case, spaces and hyphens anywhere, O for 0, I and L for 1. None when it is no code.
    pub fn parse(typed: &str) -> Option<Self> {
        let values = values(typed)?;
        let (last, rest) = values.split_last()?;
        (rest.len() == FIND + PROVE && check(rest) == *last)
            .then(|| Self(values.iter().map(|v| char::from(DIGITS[usize::from(*v)])).collect()))
    }

    /// What finds the row.
    pub fn selector(&self) -> &str {
        &self.0[..FIND]
    }

    /// What proves it.
    pub fn proof(&self) -> &str {
        &self.0[FIND..FIND + PROVE]
    }

    /// As printed: two groups of five.
    pub fn printed(&self) -> String {
        format!("{}-{}", &self.0[..5], &self.0[5..])
    }
}

/// Random digits in groups of five, for a code that is typed once: `groups` × 25 bits.
pub fn long(groups: usize) -> String {
    let group = || {
        random::bytes::<5>()
            .iter()
            .map(|byte| char::from(DIGITS[usize::from(byte % 32)]))
            .collect::<String>()
    };
    (0..groups).map(|_| group()).collect::<Vec<_>>().join("-")
}

/// What was typed, as the digits it means; none when it holds something else.
pub fn plain(typed: &str) -> Option<String> {
    Some(
        values(typed)?
            .iter()
            .map(|v| char::from(DIGITS[usize::from(*v)]))
            .collect(),
    )
}

fn values(typed: &str) -> Option<Vec<u8>> {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '—' | '－'))
        .map(|c| {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            DIGITS
                .iter()
                .position(|d| char::from(*d) == c)
                .and_then(|at| u8::try_from(at).ok())
        })
        .collect()
}

/// Luhn's check over 32 digits: catches every single wrong character and nearly every swap of neighbours.
fn check(values: &[u8]) -> u8 {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(at, value)| {
            let weighed = u32::from(*value) * if at % 2 == 0 { 2 } else { 1 };
            weighed / 32 + weighed % 32
        })
        .sum();
    u8::try_from((32 - sum % 32) % 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for _ in 0..50 {
            let code = Code::random();
            let typed = code.printed().to_lowercase().replace('0', "o").replace('1', "l");
            assert_eq!(Code::parse(&format!(" {typed} ")), Some(code.clone()));
            assert_eq!(code.selector().len() + code.proof().len() + 1, 10);
        }
    }

    #[test]
    fn every_single_slip_is_noticed() {
        let code = Code::random();
        for at in 0..10 {
            for digit in DIGITS {
                let mut slip = code.0.clone().into_bytes();
                if slip[at] != *digit {
                    slip[at] = *digit;
                    assert_eq!(Code::parse(&String::from_utf8(slip).unwrap()), None);
                }
            }
        }
        assert_eq!(Code::parse("ABC"), None);
        assert_eq!(Code::parse("好好好好好好好好好好"), None);
    }

    #[test]
    fn a_long_code_has_its_groups() {
        let code = long(5);
        assert_eq!(code.len(), 29);
        assert_eq!(plain(&code.to_lowercase()), Some(code.replace('-', "")));
    }
}
