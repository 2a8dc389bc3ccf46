//! The service code (服务码): four digits the resident says at the door. Made by the device that places the order, never shown
//! to a member in any form, checked by the server alone.

use serde::{Deserialize, Serialize};

use crate::reason::{Code, Field, Reason};

/// Wrong codes the server checks per order; later claims are kept unchecked.
pub const CODE_TRIES: u8 = 5;

/// Four digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ServiceCode(String);

impl TryFrom<String> for ServiceCode {
    type Error = &'static str;

    fn try_from(typed: String) -> Result<Self, Self::Error> {
        Self::parse(&typed).map_err(|_| "not four digits")
    }
}

impl From<ServiceCode> for String {
    fn from(code: ServiceCode) -> Self {
        code.0
    }
}

impl ServiceCode {
    /// Reads four digits.
    ///
    /// # Errors
    /// [`Code::FieldInvalid`] on [`Field::ServiceCode`] for anything else.
    pub fn parse(typed: &str) -> Result<Self, Reason> {
        let clean = typed.trim();
        if clean.len() == 4 && clean.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(clean.to_owned()))
        } else {
            Err(Reason::field(Code::FieldInvalid, Field::ServiceCode))
        }
    }

    /// The code made from a random number: every code is as likely as any other when `random` is uniform.
    pub fn from_random(random: u32) -> Self {
        Self(format!("{:04}", random % 10_000))
    }

    /// The digits.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// Codes stay out of logs and panics.
impl core::fmt::Debug for ServiceCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ServiceCode(****)")
    }
}
