//! Screens that every role has.

mod missing;
mod outbox;

pub use missing::Missing;
pub use outbox::Outbox;
