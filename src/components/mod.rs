//! Parts of screens: props in, callbacks out. None knows where its data comes from.

mod frame;
mod icon;
mod link;
mod root;
mod sheet;

pub use frame::{Page, Tab};
pub use icon::Icon;
pub use link::Link;
pub use root::Root;
pub use sheet::Sheet;
