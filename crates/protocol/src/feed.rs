//! `GET /api/feed`: server-sent events that only say there is news. Data goes through pull, so filtering lives in one place.

use serde::{Deserialize, Serialize};

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Flat", into = "Flat")]
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
    Unknown,
}

/// An event on the wire: its kind, and whatever fields that kind has. One plain object decodes with half the code of a tagged enum.
#[derive(Serialize, Deserialize)]
struct Flat {
    kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    epoch: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    boot: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Hello,
    News,
    Session,
    #[serde(other)]
    Unknown,
}

impl From<FeedEvent> for Flat {
    fn from(event: FeedEvent) -> Self {
        let (kind, epoch, boot) = match event {
            FeedEvent::Hello { epoch, boot } => (Kind::Hello, Some(epoch), Some(boot)),
            FeedEvent::News => (Kind::News, None, None),
            FeedEvent::Session => (Kind::Session, None, None),
            FeedEvent::Unknown => (Kind::Unknown, None, None),
        };
        Self { kind, epoch, boot }
    }
}

impl TryFrom<Flat> for FeedEvent {
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Self, Self::Error> {
        Ok(match flat.kind {
            Kind::Hello => Self::Hello {
                epoch: flat.epoch.ok_or("hello without its epoch")?,
                boot: flat.boot.ok_or("hello without its boot")?,
            },
            Kind::News => Self::News,
            Kind::Session => Self::Session,
            Kind::Unknown => Self::Unknown,
        })
    }
}
