//! The phone's half of sync, without any IO: [`Replica::update`] takes what happened and answers with what to do.
//!
//! Promises: a command the screen calls 已存好 is on disk; one it calls 社区已收到 has a receipt; an entry is always in exactly one
//! of {queued, sent and unanswered, acknowledged, parked}, and never vanishes. The confirmed state changes only by pulls; what
//! the screen shows is the confirmed state with the pending commands replayed over it.

mod ask;
mod blobs;
mod confirmed;
mod effect;
mod entities;
mod entry;
mod event;
mod lease;
mod link;
mod mark;
mod optimistic;
mod parcel;
mod part_with;
mod receive;
mod replica;
mod rules;
mod send;
mod stored;
mod world;

pub use blobs::{BLOB_ROOM, BlobEffect, BlobEvent, BlobQueue, BlobRefusal, BlobRow, BlobWait};
pub use confirmed::Confirmed;
pub use effect::Effect;
pub use entities::Entities;
pub use entry::{About, Entry, EntryState, GivenUp, Parked, WhyNot};
pub use event::{Event, Failure};
pub use link::{Line, Link, Standing, Trouble};
pub use mark::Mark;
pub use optimistic::Fate;
pub use replica::Replica;
pub use rules::Rules;
pub use stored::{ConfirmedMeta, Heard, OutboxMeta, Stored};
pub use world::PhoneWorld;
