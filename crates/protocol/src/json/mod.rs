//! Messages on the phone: the same JSON as everywhere, read and written by code of our own that is made for size.
//!
//! What derived code asks of a decoder is compiled once for every type. serde_json offers each type several forms (objects or
//! arrays, names as text, bytes or numbers, errors with positions), and this made a third of the app. [`read`] offers one form
//! each and keeps all scanning in functions that know no types. It accepts nothing that serde_json refuses; it refuses what our
//! messages never ask for: fractions as values, structs written as arrays, nesting beyond [`text::DEPTH`].

mod enums;
mod reader;
mod text;
mod writer;

use serde::{de, ser};
/// A message that is part of another one, as text.
pub use serde_json::value::RawValue;

/// The name under which serde_json's `RawValue` asks for a value as written. A test of this crate pins it.
const RAW: &str = "$serde_json::private::RawValue";

/// The text is not what was expected, or the value has no such text; no account is kept of where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misread;

impl core::fmt::Display for Misread {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("not the expected JSON")
    }
}

impl core::error::Error for Misread {}

impl ser::Error for Misread {
    fn custom<T: core::fmt::Display>(_: T) -> Self {
        Self
    }
}

impl de::Error for Misread {
    fn custom<T: core::fmt::Display>(_: T) -> Self {
        Self
    }

    // The defaults would compile sentences that nobody reads.
    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// Reads one message from `json`. Fails when the text is no JSON, holds more than the message, or not the message.
pub fn read<T: de::DeserializeOwned>(json: &str) -> Result<T, Misread> {
    let mut reader = reader::Reader(text::Text::new(json));
    let value = T::deserialize(&mut reader)?;
    reader.0.end()?;
    Ok(value)
}

/// Writes `message` as serde_json would. Fails on what our messages never hold: fractions, bytes, maps whose names are no texts.
pub fn write<T: ser::Serialize + ?Sized>(message: &T) -> Result<String, Misread> {
    let mut writer = writer::Writer::default();
    message.serialize(&mut writer)?;
    Ok(writer.finish())
}

/// Writes `message` as a part of another one.
pub fn raw<T: ser::Serialize + ?Sized>(message: &T) -> Result<Box<RawValue>, Misread> {
    read(&write(message)?)
}
