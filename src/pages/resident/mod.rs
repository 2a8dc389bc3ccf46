//! The resident's screens.

mod detail;
mod form;
mod hints;
mod home;
mod into;
mod office;
mod orders;
mod rate;

pub use detail::OrderDetail;
pub use form::{NewOrder, OrderForm};
pub use home::{ForWhom, Home};
pub use into::{Again, Resume};
pub use office::Office;
pub use orders::Orders;
pub use rate::Rate;
