//! The screens of members and volunteers.

mod duty;
mod finish;
mod inbox;
mod job;
mod jobs;
mod pool;
mod pool_card;
mod similar;
mod take;

pub use duty::Duty;
pub use finish::Finish;
pub use inbox::Inbox;
pub use job::Job;
pub use jobs::Jobs;
pub use pool::Pool;
