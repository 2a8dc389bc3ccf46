//! `GET /api/feed`: server-sent events that only say there is news. Data goes through pull, so filtering lives in one place.

use serde::{Deserialize, Serialize};

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FeedEvent {
    /// The stream is open.
    Hello {
        /// The life of the data.
        epoch: String,
        /// The start of the server.
        boot: String,
    },
    /// Something this actor sees changed.
    News,
    /// Their session ended elsewhere: ask the server.
    Session,
    /// An event this build does not know.
    #[serde(other)]
    Unknown,
}
