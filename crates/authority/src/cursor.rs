//! Cursors: opaque to the phone. A vector of sequences, one per partition, with the life of the data and everything that could
//! change a view without changing an entity. Signed, so that what one says about the past of this server is true.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::receipt::MacKey;

/// Characters of the MAC in front.
const MAC: usize = 32;

/// A place in every partition an actor reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// The life of the data.
    #[serde(rename = "e")]
    pub(crate) epoch: String,
    /// The boot that wrote it.
    #[serde(rename = "b")]
    pub(crate) boot: String,
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
    /// Reads a cursor; anything strange, or that this server did not write, is no cursor, which starts over.
    pub(crate) fn parse(text: &str, key: &MacKey) -> Option<Self> {
        let (mac, json) = text.split_at_checked(MAC)?;
        (key.over_cursor(json).get(..MAC) == Some(mac))
            .then(|| serde_json::from_str(json).ok())
            .flatten()
    }

    /// Its text.
    pub(crate) fn text(&self, key: &MacKey) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut text = key.over_cursor(&json);
        text.truncate(MAC);
        text.push_str(&json);
        text
    }

    /// The furthest place it names in each partition: a reset under way has seen the heads at its start.
    pub(crate) fn places(&self) -> BTreeMap<String, u64> {
        let mut places = self.upto.clone();
        for (partition, seq) in &self.live_until {
            let place = places.entry(partition.clone()).or_default();
            *place = (*place).max(*seq);
        }
        places
    }
}
