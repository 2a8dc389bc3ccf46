//! Where an entity stands in the audience index, as its own row repeats it: scopes it is under, all at the sequence of its last
//! change, and scopes it left, each with the sequence of leaving.

use std::collections::BTreeSet;

use doorstep_authority::{Result, StoreError};

/// The standing of one entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Number and name of each scope it is under.
    pub(crate) present: Vec<(i64, String)>,
    /// Number of each scope it left, and when. What was swept since may still be listed.
    pub(crate) left: Vec<(i64, u64)>,
}

impl Standing {
    /// As bytes: a count, then number, length and name of each scope; then number and sequence of each scope left.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let names: usize = self.present.iter().map(|(_, name)| name.len() + 6).sum();
        let mut bytes = Vec::with_capacity(2 + names + self.left.len() * 8);
        put(&mut bytes, length(self.present.len()));
        for (scope, name) in &self.present {
            put(&mut bytes, scope.unsigned_abs());
            put(&mut bytes, length(name.len()));
            bytes.extend_from_slice(name.as_bytes());
        }
        for (scope, seq) in &self.left {
            put(&mut bytes, scope.unsigned_abs());
            put(&mut bytes, *seq);
        }
        bytes
    }

    /// Reads what [`Self::bytes`] wrote.
    pub(crate) fn parse(mut bytes: &[u8]) -> Result<Self> {
        let strange = || StoreError::Corrupt("a standing of a strange shape".to_owned());
        let mut standing = Self::default();
        if bytes.is_empty() {
            return Ok(standing);
        }
        for _ in 0..take(&mut bytes).ok_or_else(strange)? {
            let scope = number(&mut bytes).ok_or_else(strange)?;
            let size = take(&mut bytes)
                .and_then(|n| usize::try_from(n).ok())
                .ok_or_else(strange)?;
            let (name, rest) = bytes.split_at_checked(size).ok_or_else(strange)?;
            let name = core::str::from_utf8(name).map_err(|_| strange())?;
            standing.present.push((scope, name.to_owned()));
            bytes = rest;
        }
        while !bytes.is_empty() {
            let scope = number(&mut bytes).ok_or_else(strange)?;
            standing.left.push((scope, take(&mut bytes).ok_or_else(strange)?));
        }
        Ok(standing)
    }

    /// The names of the scopes it is under.
    pub(crate) fn names(&self) -> BTreeSet<String> {
        self.present.iter().map(|(_, name)| name.clone()).collect()
    }

    /// The last sequence at which it moved under one of `scopes` in a way that counts: `seq` where it stands, later than
    /// `live_until` where it left.
    pub(crate) fn last_move(&self, seq: u64, scopes: &[i64], live_until: u64) -> u64 {
        let stands = self.present.iter().any(|(scope, _)| scopes.contains(scope));
        let left = self
            .left
            .iter()
            .filter(|(scope, at)| scopes.contains(scope) && *at > live_until);
        let left = left.map(|(_, at)| *at).max().unwrap_or(0);
        if stands { seq } else { left }
    }
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(u8::try_from(number & 0x7f).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap_or(0));
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn number(bytes: &mut &[u8]) -> Option<i64> {
    take(bytes).and_then(|n| i64::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_comes_back_as_it_was() {
        let standing = Standing {
            present: vec![
                (1, "desk:yy".to_owned()),
                (i64::MAX, String::new()),
                (300, "社区\0\n".to_owned()),
            ],
            left: vec![(7, u64::MAX), (128, 0)],
        };
        assert_eq!(Standing::parse(&standing.bytes()).unwrap(), standing);
        assert_eq!(Standing::parse(&[]).unwrap(), Standing::default());
        assert_eq!(
            Standing::parse(&Standing::default().bytes()).unwrap(),
            Standing::default()
        );
    }

    #[test]
    fn a_damaged_standing_is_an_error_and_no_panic() {
        let whole = Standing {
            present: vec![(1, "desk".to_owned())],
            left: vec![(900, 9)],
        }
        .bytes();
        for cut in 1..whole.len() {
            let parsed = Standing::parse(&whole[..cut]);
            assert!(parsed.is_err() || cut == 7, "{cut}: {parsed:?}");
        }
        assert!(Standing::parse(&[0xff; 40]).is_err());
    }
}
