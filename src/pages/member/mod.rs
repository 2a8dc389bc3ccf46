//! The screens of members and volunteers.

mod about;
mod case;
mod contact;
mod duty;
mod finish;
mod group;
mod job;
mod jobs;
mod keypad;
mod more;
mod move_slot;
mod pool;
mod pool_card;
mod primary;
mod questions;
mod refer;
mod similar;
mod stays;
mod take;
mod teaser;
mod transfer;

pub use duty::Duty;
pub use finish::Finish;
pub use job::Job;
pub use jobs::Jobs;
pub use pool::Pool;
