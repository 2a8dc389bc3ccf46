//! Screens that every role has.

mod fetching;
mod inbox;
mod missing;
mod outbox;
mod outbox_line;
mod stored;

pub use fetching::Fetching;
pub use inbox::Inbox;
pub use missing::Missing;
pub use outbox::Outbox;
