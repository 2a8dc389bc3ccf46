//! The server's rules over storage.
//!
//! [`Authority::push`] judges commands, [`Authority::pull`] tells an actor what they may see, [`Authority::run_due`] lets
//! deadlines pass. All of it works on any [`Storage`]; [`MemoryStore`] is the model that every other store is held against by
//! `conformance_suite!` (feature `suite`).
//!
//! # Invariants
//!
//! Push
//! - A command is judged once. Its answer is stored with its effect, in the same transaction, and is given again byte for byte
//!   for as long as the data lives; the same id with another body, or by somebody else, is a fork and changes nothing.
//! - Numbers of one client are used in order, each once. A gap stops the batch and nothing behind it is looked at.
//! - What goes wrong in one command (a panic, a row that can't be read, a rule that reads what it did not name) undoes that
//!   command alone, is kept for staff without its contents, and is answered `faulted`. Only a store that is itself in trouble
//!   fails a push, and then nothing of the unanswered rest was written.
//! - Before a command is decided, the due timers of its entity have passed, even if the command is refused.
//! - A refusal changes nothing (but what the rules record on purpose) and takes no sequence; an order number is used up only by
//!   an order.
//!
//! Pull
//! - Whoever has pulled to the end holds exactly `view(entity, actor)` of everything, whatever the size of the pages and whatever
//!   happened between them (`tests/laws/oracle.rs`). The desk gets one thing more of a person, by which it searches: the first letters
//!   of the name's pinyin (`initials`).
//! - A cursor is good for one life of the data and one fingerprint: everything that `view` reads of the actor. Anything else, a
//!   place the data never reached, or one from before the oldest tombstone, is a reset.
//! - An actor reads the city, where they live or serve, where those live whom they order for, and every partition in which
//!   something is theirs. Keeping the installation opens nobody's orders.
//!
//! Time
//! - The time of a partition never goes back, whatever the clock does.
//! - A timer is a function of its entity: running twice changes nothing, and a broken one is tried again later and holds up nobody.
//! - A grant that begins or ends by time pokes its person, since nothing else would.
//!
//! Personal data
//! - Facts, answers, faults and scopes hold ids and codes. Names, doors and words lie in the erasable fields of their entity.
//! - The bytes of an attachment are taken only from whoever an order names as having it, given only to those to whom the order names
//!   it now, and gone in the transaction in which the order stops naming it.
//! - Withdrawn consent erases in every partition the person ever reached, in that partition's own transaction, at once due.

mod actor;
mod authority;
mod blobs;
mod boots;
mod chore;
mod clients;
mod clock;
mod cursor;
mod execute;
mod initials;
mod judge;
mod life;
mod memory;
mod number;
mod persist;
mod pull;
mod receipt;
pub mod recovery;
mod storage;
#[cfg(any(test, feature = "suite"))]
pub mod suite;
mod timers;
mod world;

pub use actor::{Seat, seat};
pub use authority::{Authority, Touched};
pub use blobs::{BlobOf, Kept, Shown};
pub use clock::{Clock, Reading};
pub use life::Life;
pub use memory::MemoryStore;
pub use receipt::MacKey;
pub use storage::{
    Answer, Blob, Changed, ClientId, ClientRow, CommandId, Due, Head, Instant, Key, Kind, LoggedFact, PersonId,
    ReadTxn, Record, Result, Storage, StoreError, StoredEntity, Txn,
};
