//! Parts of screens: props in, callbacks out. None knows where its data comes from.

mod foot;
mod frame;
mod icon;
mod link;
mod qr;
mod root;
mod sheet;

pub use foot::Foot;
pub use frame::{Page, Tab};
pub use icon::Icon;
pub use link::Link;
pub use qr::Qr;
pub use root::Root;
pub use sheet::Sheet;
