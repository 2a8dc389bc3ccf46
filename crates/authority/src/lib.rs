//! The server's rules over storage.
//!
//! [`Authority::push`] judges commands, [`Authority::pull`] tells an actor what they may see, [`Authority::run_due`] lets
//! deadlines pass. All of it works on any [`Storage`]; [`MemoryStore`] is the model that every other store is held against by
//! [`conformance_suite!`].

mod actor;
mod authority;
mod chore;
mod clients;
mod clock;
mod cursor;
mod execute;
mod memory;
mod number;
mod persist;
mod pull;
mod receipt;
mod storage;
#[cfg(any(test, feature = "suite"))]
pub mod suite;
mod timers;
mod world;

pub use actor::{Seat, seat};
pub use authority::{Authority, Life, Touched};
pub use clock::{Clock, Reading};
pub use memory::MemoryStore;
pub use receipt::MacKey;
pub use storage::{
    Answer, Changed, ClientId, ClientRow, CommandId, Due, Head, Instant, Key, Kind, LoggedFact, PersonId, ReadTxn,
    Record, Result, Storage, StoreError, StoredEntity, Txn,
};
