//! Keys and hashes in few bytes: a UUID as 16 bytes, a digest as 32, everything else as the text it is. Only a text that comes
//! back exactly as it was is packed.

use doorstep_authority::{Kind, Result, StoreError};
use rusqlite::{
    ToSql,
    types::{ToSqlOutput, Value, ValueRef},
};

/// A text, packed if it can be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Packed<'a> {
    Uuid([u8; 16]),
    Digest([u8; 32]),
    Text(&'a str),
}

impl<'a> Packed<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        match text.len() {
            36 => uuid(text).map_or(Self::Text(text), Self::Uuid),
            64 => digits(text.as_bytes()).map_or(Self::Text(text), Self::Digest),
            _ => Self::Text(text),
        }
    }
}

impl ToSql for Packed<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Uuid(bytes) => ToSqlOutput::Owned(Value::Blob(bytes.to_vec())),
            Self::Digest(bytes) => ToSqlOutput::Owned(Value::Blob(bytes.to_vec())),
            Self::Text(text) => ToSqlOutput::Borrowed((*text).into()),
        })
    }
}

/// The text that was packed into a column.
pub(crate) fn unpack(column: ValueRef<'_>) -> Result<String> {
    match column {
        ValueRef::Text(text) => Ok(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) if bytes.len() == 16 => Ok(spell(bytes, &[4, 6, 8, 10])),
        ValueRef::Blob(bytes) if bytes.len() == 32 => Ok(spell(bytes, &[])),
        _ => Err(StoreError::Corrupt("a key of a strange shape".to_owned())),
    }
}

/// The bits of an id column.
pub(crate) fn bits(column: ValueRef<'_>) -> Result<u128> {
    let bytes = column.as_blob().ok().and_then(|bytes| bytes.try_into().ok());
    bytes
        .map(u128::from_be_bytes)
        .ok_or_else(|| StoreError::Corrupt("an id of a strange shape".to_owned()))
}

/// The number a kind is stored under. Never changes, never reused.
pub(crate) const fn kind_code(kind: Kind) -> i64 {
    match kind {
        Kind::Unknown => 0,
        Kind::Community => 1,
        Kind::Item => 2,
        Kind::Person => 3,
        Kind::Order => 4,
        Kind::Duty => 5,
        Kind::Feedback => 6,
    }
}

/// The kind stored under a number.
pub(crate) const fn kind_of(code: i64) -> Kind {
    match code {
        1 => Kind::Community,
        2 => Kind::Item,
        3 => Kind::Person,
        4 => Kind::Order,
        5 => Kind::Duty,
        6 => Kind::Feedback,
        _ => Kind::Unknown,
    }
}

fn uuid(text: &str) -> Option<[u8; 16]> {
    let bytes = text.as_bytes();
    let mut hex = [0; 32];
    let mut filled = 0;
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 8 | 13 | 18 | 23) {
            if *byte != b'-' {
                return None;
            }
        } else {
            *hex.get_mut(filled)? = *byte;
            filled += 1;
        }
    }
    digits(&hex)
}

/// Bytes from lower-case hex digits.
fn digits<const N: usize>(hex: &[u8]) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    if hex.len() != 2 * N {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

fn spell(bytes: &[u8], hyphens: &[usize]) -> String {
    const HEX: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let mut text = String::with_capacity(bytes.len() * 2 + hyphens.len());
    for (place, byte) in bytes.iter().enumerate() {
        if hyphens.contains(&place) {
            text.push('-');
        }
        text.push(HEX[usize::from(byte >> 4)]);
        text.push(HEX[usize::from(byte & 15)]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) -> (usize, String) {
        let packed = Packed::new(text);
        let output = packed.to_sql().unwrap();
        let value = match &output {
            ToSqlOutput::Owned(value) => ValueRef::from(value),
            ToSqlOutput::Borrowed(value) => *value,
            _ => unreachable!("only these two are made"),
        };
        let size = match value {
            ValueRef::Blob(bytes) | ValueRef::Text(bytes) => bytes.len(),
            _ => 0,
        };
        (size, unpack(value).unwrap())
    }

    #[test]
    fn only_what_comes_back_exactly_is_packed() {
        let uuid = "0190d5a2-1234-7abc-8def-0123456789ab";
        let digest = "00ff".repeat(16);
        for (text, size) in [
            (uuid, 16),
            (&uuid.to_uppercase(), 36),
            (&uuid.replace('-', "0"), 36),
            (&uuid.replacen('0', "g", 1), 36),
            ("好好好好好好好好好好好好", 36),
            (&digest, 32),
            (&digest.to_uppercase(), 64),
            ("", 0),
            ("B01", 3),
        ] {
            assert_eq!(round_trip(text), (size, text.to_owned()), "{text}");
        }
    }

    #[test]
    fn every_kind_has_its_own_number() {
        for code in 0..7 {
            assert_eq!(kind_code(kind_of(code)), code);
        }
        assert_eq!(kind_of(99), Kind::Unknown);
    }
}
