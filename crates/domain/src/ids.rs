//! Names of things. A UUID where a device makes the name (version 7, never used for ordering), a short code where the
//! centre chose it and people read it aloud.

use core::{fmt, str::FromStr};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, Visitor},
};
use uuid::Uuid;

/// A text that is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoId;

impl fmt::Display for NoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no id")
    }
}

impl core::error::Error for NoId {}

/// The id in a text: 32 digits with hyphens at their places. The reader of `uuid` also says what is wrong with a text, in words that
/// every phone would load and nobody would read.
fn bits(text: &str) -> Option<Uuid> {
    let (mut high, mut low, mut digits) = (0_u64, 0_u64, 0);
    for (place, byte) in text.bytes().enumerate() {
        if byte == b'-' && matches!(place, 8 | 13 | 18 | 23) {
            continue;
        }
        let digit = u64::from(char::from(byte).to_digit(16)?);
        (high, low) = (high << 4 | low >> 60, low << 4 | digit);
        digits += 1;
    }
    (digits == 32).then(|| Uuid::from_u64_pair(high, low))
}

/// Reads an id from a text.
struct Bits;

impl Visitor<'_> for Bits {
    type Value = Uuid;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Uuid, E> {
        bits(text).ok_or_else(|| E::custom(NoId))
    }
}

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(Bits).map(Self)
            }
        }

        impl $name {
            /// The id whose bits are `bits`; for fixtures, simulators and ids derived from other ids.
            pub const fn from_bits(bits: u128) -> Self {
                Self(Uuid::from_u128(bits))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NoId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                bits(text).map(Self).ok_or(NoId)
            }
        }
    )*};
}

macro_rules! code_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The code as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(code: &str) -> Self {
                Self(code.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

uuid_id! {
    /// One order, made by the device that places it.
    OrderId;
    /// One person, whatever roles they hold.
    PersonId;
    /// One command: the idempotency key. A retry keeps it, an edit makes a new one.
    CommandId;
    /// One incarnation of one browser profile for one person: the sequence of command numbers belongs to it.
    ClientId;
    /// One stay of a volunteer at a station.
    DutyId;
    /// One remark of 投诉建议.
    FeedbackId;
}

impl Sha256 {
    /// Whether it can be a content address at all.
    pub fn is_well_formed(&self) -> bool {
        self.0.len() == 64 && self.0.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    }
}

code_id! {
    /// A community (社区) or village (村): one partition of the data.
    CommunityId;
    /// A building (楼) of an estate or a group (村民小组) of a village: the finest place a stranger may see.
    BuildingId;
    /// A catalogue item such as `B01`.
    ItemCode;
    /// A doorstep station (家门口党群服务工作站).
    StationId;
    /// A content address, 64 lower-case hex digits.
    Sha256;
}
