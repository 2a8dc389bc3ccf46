//! The order (单子): a resident asks, someone answers, the service happens, the resident says whether it is done.
//!
//! Triggered by residents, proxies, members, staff and timers; orders.md is the contract. [`table`] holds its transitions as
//! data; `decide` turns commands into facts, [`apply`](fn@apply) facts into state, [`view`](fn@view) state into what one actor may see.

mod apply;
mod ask;
mod attachment;
mod audience;
mod change;
mod clocks;
mod code;
mod command;
mod decide;
mod fact;
mod fresh;
mod model;
mod outcome;
mod part_with;
mod personal;
mod placing;
mod redact;
mod signature;
mod standing;
mod state;
pub mod table;
mod timers;
mod undone;
mod view;
mod why;

pub use apply::{apply, create};
pub use attachment::{
    Attached, Attachment, Attachments, Media, PHOTO_BYTES_MAX, PHOTOS_MAX, VOICE_BYTES_MAX, VOICE_SECONDS_MAX,
};
pub use audience::audience;
pub use clocks::Clocks;
pub use code::{CODE_TRIES, ServiceCode};
pub use command::{Act, Answer, Finishing, OrderCommand};
pub use decide::{decide, needs};
pub use fact::{By, Did, Filling, OrderFact, Part};
pub use model::{
    Card, Contact, Entry, Former, Handover, Holder, Link, Offer, Order, Referral, Remark, SlotAsk, Suspension,
};
pub use outcome::{Contest, Finish, Outcome, Proof, Rating, Satisfaction};
pub use part_with::{Known, part_with, parts_at};
pub use personal::Personal;
pub use placing::Placing;
pub use redact::redact;
pub use signature::{GRID, POINTS_MAX, Point, STROKES_MAX, Signature, go_to};
pub use standing::Standing;
pub use state::{Channel, State, Step};
pub use table::Edge;
pub use timers::{TimerKind, erase_health, fire, timers};
pub use undone::{gives_a_place, undone};
pub use view::{VIEW_VERSION, view};
pub use why::Why;

/// Most open orders of one resident at a time: more is a mistake or abuse (reliability.md A24).
pub const OPEN_ORDERS_MAX: usize = 10;
/// Milliseconds between two urges of one order (screens.md D3).
pub const URGE_EVERY: i64 = 30 * crate::time::MINUTE;
/// Most money a helper may lay out, in yuan (sample-data.md D.5).
pub const LAY_OUT_MAX: u32 = 200;
/// The redo from which the secretary answers for the order.
pub const REDO_TO_SECRETARY: u32 = 3;
