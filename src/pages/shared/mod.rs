//! Screens that every role has.

mod clock_off;
mod fetching;
mod inbox;
mod missing;
mod outbox;
mod outbox_line;
mod stored;
mod widget;

pub use clock_off::ClockOff;
pub use fetching::Fetching;
pub use inbox::Inbox;
pub use missing::Missing;
pub use outbox::Outbox;
pub use widget::{Place, Widget};
