//! What a screen needs to know, and how it asks for things. No browser here: everything runs and is tested natively.

mod app;
pub mod attach;
pub mod banner;
mod bundle;
pub mod card;
pub mod contact;
pub mod count;
pub mod desk;
pub mod detail;
pub mod duty;
pub mod finish;
pub mod first;
#[cfg(test)]
mod fixture;
pub mod form;
pub mod handover;
pub mod home;
pub mod inbox;
pub mod ink;
pub mod intake;
mod intent;
pub mod job;
mod kept;
pub mod me;
pub mod nearby;
pub mod news;
mod online;
pub mod orders;
pub mod outbox;
pub mod people;
#[cfg(test)]
mod phone_fixture;
pub mod pool;
mod prefs;
pub mod qr;
pub mod referred;
pub mod session;
pub mod slots;
pub mod sync;
pub mod taking;
mod tray;

pub use app::{App, Toast};
pub use bundle::{Bundle, Bundles, Fetched};
pub use intent::{FileWish, Intent};
pub use kept::Kept;
pub use online::{Online, OnlineCall, OnlineFault, OnlineReply, Plain, Running, SlotPerson};
pub use prefs::{Prefs, Size, Theme};
