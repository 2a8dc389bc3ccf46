//! The desk's screens.

mod board;
mod calls;
mod intake;
mod order;
mod people;
mod slip;

pub use board::Desk;
pub use calls::Calls;
pub use intake::Intake;
pub use order::DeskOrder;
pub use people::People;
pub use slip::Slip;
