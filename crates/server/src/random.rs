//! Randomness, from the operating system alone. Without it nothing here is safe, so its failure ends the request.

use core::fmt::Write as _;

use doorstep_domain::{ClientId, CommandId};
use sha2::{Digest as _, Sha256};

/// `N` random bytes.
///
/// # Panics
/// When the operating system has none; the panic is answered like any other, with 500.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// `N` random bytes as hex.
pub fn token<const N: usize>() -> String {
    hex(&bytes::<N>())
}

/// A command id nobody else has.
pub fn command_id() -> CommandId {
    CommandId::from_bits(u128::from_be_bytes(bytes()))
}

/// A client id nobody else has.
pub fn client_id() -> ClientId {
    ClientId::from_bits(u128::from_be_bytes(bytes()))
}

/// SHA-256 as hex. Fit for secrets of 112 bits and more, which can't be guessed from their hash.
pub fn digest(secret: &[u8]) -> String {
    hex(&Sha256::digest(secret))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String can't fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
