//! Screens that every role has.

mod carry;
mod clock_off;
mod fetching;
mod hand_over;
mod inbox;
mod missing;
mod outbox;
mod outbox_line;
mod stored;

pub use carry::Carry;
pub use clock_off::ClockOff;
pub use fetching::Fetching;
pub use hand_over::HandOver;
pub use inbox::Inbox;
pub use missing::Missing;
pub use outbox::Outbox;
