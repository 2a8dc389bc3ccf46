//! Cursors: opaque to the phone. A vector of sequences, one per partition, with the life of the data and everything that could
//! change a view without changing an entity.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A place in every partition an actor reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// The life of the data.
    #[serde(rename = "e")]
    pub(crate) epoch: String,
    /// The actor's fingerprint.
    #[serde(rename = "f")]
    pub(crate) fingerprint: String,
    /// Everything up to here was seen, by partition.
    #[serde(rename = "p")]
    pub(crate) upto: BTreeMap<String, u64>,
    /// While a reset runs: the heads at its start. Up to there only what is alive needs to be sent.
    #[serde(rename = "l", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) live_until: BTreeMap<String, u64>,
}

impl Cursor {
    /// Reads a cursor; anything strange is no cursor, which starts over.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Its text.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
