//! The resident's screens.

mod detail;
mod home;
mod new_order;
mod orders;
mod rate;

pub use detail::OrderDetail;
pub use home::Home;
pub use new_order::NewOrder;
pub use orders::Orders;
pub use rate::Rate;
