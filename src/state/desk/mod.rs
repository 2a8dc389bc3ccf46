//! The desk (工作台): what its screens need to know of orders and people. Pure functions over what this device holds.

pub mod actions;
pub mod board;
pub mod clock;
pub mod facts;
pub mod helpers;
pub mod lines;
pub mod post;
pub mod trail;

#[cfg(test)]
pub(crate) mod fixture;
