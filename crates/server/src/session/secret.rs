//! Secrets people choose or type: kept as argon2id, since they could be guessed from a plain hash.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};

use crate::random;

/// Memory in KiB, passes and lanes: the first choice of the OWASP cheat sheet that fits a small machine (19 MiB, 2, 1).
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// A secret as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashed {
    salt: String,
    hash: String,
    cost: (u32, u32, u32),
}

impl Hashed {
    /// Hashes `secret`; takes tens of milliseconds on purpose.
    pub fn new(secret: &str) -> Self {
        let salt = random::token::<16>();
        Self {
            hash: run(secret, &salt, COST),
            salt,
            cost: COST,
        }
    }

    /// Nobody's secret: checking against it takes as long as checking against somebody's.
    pub fn of_nobody() -> Self {
        Self {
            salt: "0".repeat(32),
            hash: String::new(),
            cost: COST,
        }
    }

    /// Whether `secret` is it.
    pub fn is(&self, secret: &str) -> bool {
        let found = run(secret, &self.salt, self.cost);
        // The work before makes any difference in time here meaningless, but comparing all of it costs nothing.
        let same = found
            .bytes()
            .zip(self.hash.bytes())
            .fold(0, |all, (a, b)| all | (a ^ b))
            == 0;
        same && found.len() == self.hash.len()
    }
}

fn run(secret: &str, salt: &str, (memory, passes, lanes): (u32, u32, u32)) -> String {
    let mut out = [0; 32];
    let done = Params::new(memory, passes, lanes, Some(out.len())).map(|params| {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            secret.as_bytes(),
            salt.as_bytes(),
            &mut out,
        )
    });
    // A stored cost that argon2 refuses never matches anything.
    if matches!(done, Ok(Ok(()))) {
        random::hex(&out)
    } else {
        "refused".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_matches() {
        let hashed = Hashed::new("春风化雨 2026");
        assert!(hashed.is("春风化雨 2026"));
        assert!(!hashed.is("春风化雨 2025"));
        assert!(!Hashed::of_nobody().is(""));
        assert_ne!(Hashed::new("a").hash, Hashed::new("a").hash);
    }
}
