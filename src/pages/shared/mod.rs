//! Screens that every role has.

mod attach;
mod clock_off;
mod fetching;
mod inbox;
mod missing;
mod outbox;
mod outbox_line;
mod stored;

pub use attach::{Attachments, Photos, Recorder};
pub use clock_off::ClockOff;
pub use fetching::Fetching;
pub use inbox::Inbox;
pub use missing::Missing;
pub use outbox::Outbox;
