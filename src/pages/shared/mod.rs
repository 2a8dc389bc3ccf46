//! Screens that every role has.

mod missing;
mod outbox;
mod outbox_line;
mod stored;

pub use missing::Missing;
pub use outbox::Outbox;
