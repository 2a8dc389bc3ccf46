//! Rows to try a store with, and chance that can be repeated.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{ClientId, CommandId, Instant, Key, Kind, PersonId};

use crate::storage::{Answer, Blob, LoggedFact, Result, StoredEntity, Txn};

/// A community's partition.
pub const YY: &str = "c:yy";
/// Another.
pub const JY: &str = "c:jy";
/// The city's partition.
pub const CITY: &str = "city";

/// The key of the order with these bits.
pub fn order(bits: u128) -> Key {
    Key {
        kind: Kind::Order,
        id: PersonId::from_bits(bits).to_string(),
    }
}

/// An entity under `scopes` whose body says `word`.
pub fn entity(version: u64, word: &str, scopes: &[&str]) -> StoredEntity {
    StoredEntity {
        version,
        body: format!("{{\"word\":\"{word}\"}}"),
        personal: BTreeMap::new(),
        scopes: set(scopes),
    }
}

/// Some scopes.
pub fn set(scopes: &[&str]) -> BTreeSet<String> {
    scopes.iter().map(|scope| (*scope).to_owned()).collect()
}

/// A fact about `key`.
pub fn fact(seq: u64, index: u32, key: &Key, body: &str) -> LoggedFact {
    LoggedFact {
        seq,
        index,
        key: key.clone(),
        command_id: (index.is_multiple_of(2)).then(|| CommandId::from_bits(u128::from(seq))),
        actor: (index.is_multiple_of(2)).then(|| PersonId::from_bits(77)),
        at: Instant(i64::try_from(seq).unwrap_or(0) * 10),
        body: format!("\"{body}\""),
    }
}

/// The answer to the command with these bits.
pub fn answer(bits: u128) -> Answer {
    Answer {
        command_id: CommandId::from_bits(bits),
        hash: format!("{bits:064x}"),
        actor: PersonId::from_bits(5),
        client: ClientId::from_bits(6),
        number: u64::try_from(bits).unwrap_or(7),
        at: Instant(8),
        outcome: "{\"outcome\":\"fork\"}".to_owned(),
    }
}

/// The address of the bytes with this number.
pub fn hash(bits: u128) -> String {
    format!("{bits:064x}")
}

/// Bytes that say `word`, with some that no text has.
pub fn blob(word: &str) -> Blob {
    Blob {
        mime: "image/jpeg".to_owned(),
        bytes: [word.as_bytes(), &[0, 0xff, 0xd8, 0x27]].concat(),
    }
}

/// One change: the next sequence, and an entity under it. Returns the sequence.
pub fn change(txn: &mut dyn Txn, partition: &str, at: i64, key: &Key, scopes: &[&str]) -> Result<u64> {
    let seq = txn.advance(partition, Instant(at))?;
    txn.put_entity(partition, seq, Instant(at), key, &entity(seq, "changed", scopes))?;
    Ok(seq)
}

/// Chance that can be repeated: the same seed gives the same numbers (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub const fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        if end == 0 { 0 } else { z % end }
    }
}
