//! Receipts: what the server signs when it has judged a command. The key lives outside the database and outside its backups, so
//! that a phone can prove after a restore what was once acknowledged.

use core::fmt::Write as _;

use doorstep_domain::{Command, CommandId, PersonId};
use doorstep_protocol::Receipt;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// The secret that signs receipts.
#[derive(Clone)]
pub struct MacKey(Vec<u8>);

impl core::fmt::Debug for MacKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("MacKey(****)")
    }
}

impl MacKey {
    /// A key from at least 32 random bytes.
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Fills in the MAC of `receipt`, given for `command_id` with the outcome `word`.
    #[must_use]
    pub fn sign(&self, mut receipt: Receipt, command_id: CommandId, word: &str) -> Receipt {
        receipt.mac = self.mac(&receipt, command_id, word);
        receipt
    }

    /// Whether this server signed `receipt` for that command and outcome.
    pub fn is_ours(&self, receipt: &Receipt, command_id: CommandId, word: &str) -> bool {
        // Both sides are hex of a keyed hash, so comparing them in variable time tells nothing about the key.
        self.mac(receipt, command_id, word) == receipt.mac
    }

    /// Fills in the MAC of a receipt that says that `actor` did `command`. It vouches for that kind of act on that thing and for
    /// nothing else, so that what a restore loses can't be brought back as something else; not for the words in it, since phones
    /// let go of some of them.
    #[must_use]
    pub fn sign_applied(&self, receipt: Receipt, id: CommandId, actor: PersonId, command: Option<&Command>) -> Receipt {
        let word = applied(&receipt, actor, command);
        self.sign(receipt, id, &word)
    }

    /// Whether this server signed that `actor` did `command`.
    pub fn vouches(&self, receipt: &Receipt, id: CommandId, actor: PersonId, command: Option<&Command>) -> bool {
        self.is_ours(receipt, id, &applied(receipt, actor, command))
    }

    fn mac(&self, receipt: &Receipt, command_id: CommandId, word: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        let mut text = format!(
            "{}\n{}\n{}\n{}\n{command_id}\n{word}",
            receipt.epoch, receipt.partition, receipt.seq, receipt.at.0
        );
        // Receipts from before there were boots stay good.
        if !receipt.boot.is_empty() {
            text.push('\n');
            text.push_str(&receipt.boot);
        }
        mac.update(text.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// The MAC over a cursor's text. No receipt begins like it.
    pub(crate) fn over_cursor(&self, text: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(b"\0cursor\n");
        mac.update(text.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

/// What is signed besides the receipt. Those from before there were boots say only that something was done.
fn applied(receipt: &Receipt, actor: PersonId, command: Option<&Command>) -> String {
    match command {
        Some(command) if !receipt.boot.is_empty() => {
            let key = command.key();
            format!("applied {actor} {} {}/{}", command.name(), key.kind.word(), key.id)
        }
        _ => "applied".to_owned(),
    }
}

/// SHA-256 of `bytes`, as 64 hex digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String can't fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use doorstep_domain::Instant;

    use super::*;

    #[test]
    fn a_changed_receipt_is_not_ours() {
        let key = MacKey::new(vec![7; 32]);
        let id = CommandId::from_bits(1);
        let blank = Receipt {
            epoch: "e".into(),
            boot: String::new(),
            partition: "c:yy".into(),
            seq: 3,
            at: Instant(5),
            mac: String::new(),
        };
        let signed = key.sign(blank, id, "applied");
        assert!(key.is_ours(&signed, id, "applied"));
        assert!(!key.is_ours(&signed, id, "rejected"));
        assert!(!key.is_ours(
            &Receipt {
                seq: 4,
                ..signed.clone()
            },
            id,
            "applied"
        ));
        assert!(!key.is_ours(
            &Receipt {
                boot: "b".into(),
                ..signed.clone()
            },
            id,
            "applied"
        ));
        assert!(!MacKey::new(vec![8; 32]).is_ours(&signed, id, "applied"));
    }
}
