//! The wire between phone and server: JSON over HTTP.
//!
//! [`push`] carries commands up, [`pull`] carries what an actor may see down, [`feed`] only says that there is news, [`session`]
//! says who is who. HTTP 4xx means an undecodable envelope, sign-in or a limit; everything else is an outcome inside a 200.
//! What the other side does not know decodes to `Unknown` or is set aside row by row, never a whole answer.

pub mod envelope;
pub mod feed;
pub mod handover;
pub mod json;
pub mod outcome;
pub mod pull;
pub mod push;
pub mod session;
pub mod version;

pub use envelope::Envelope;
pub use outcome::{Outcome, Receipt};
pub use pull::{Lease, PullReply, PullRequest, Row};
pub use push::{PushReply, PushRequest, PushResult};
pub use version::{SCHEMA, Stamp};
