//! Parts of screens: props in, callbacks out. None knows where its data comes from.

mod code;
mod door_card;
mod errors;
mod foot;
mod frame;
mod icon;
mod link;
mod order_card;
mod qr;
mod reason_sheet;
mod root;
mod sheet;
mod signed;
mod slots;
mod tiles;
mod timeline;

pub use code::Code;
pub use door_card::DoorCard;
pub use errors::{ErrorSummary, FieldError, SUMMARY};
pub use foot::Foot;
pub use frame::{Page, Tab};
pub use icon::Icon;
pub use link::Link;
pub use order_card::{MiniSteps, OrderCard, StateTag, SyncMark};
pub use qr::Qr;
pub use reason_sheet::{ReasonSheet, ReasonWords};
pub use root::{Root, Skeleton};
pub use sheet::Sheet;
pub use signed::Signed;
pub use slots::SlotPicker;
pub use tiles::{Emergency, Tiles};
pub use timeline::Timeline;
