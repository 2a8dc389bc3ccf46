//! The desk's screens.

mod board;

pub use board::Desk;
