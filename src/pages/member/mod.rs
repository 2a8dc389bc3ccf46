//! The screens of members and volunteers.

mod jobs;
mod pool;

pub use jobs::Jobs;
pub use pool::Pool;
