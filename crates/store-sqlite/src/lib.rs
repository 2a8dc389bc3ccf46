//! The embedded default store: SQLite.
//!
//! Invariants:
//! - **Acknowledged is durable.** WAL with `synchronous=FULL`; an answer goes out only after the COMMIT that holds its write.
//! - **One writer.** A single thread owns the only writing connection, so the order of sequences is the order of commits. It
//!   commits whatever is waiting together, each job in its own savepoint: nobody shares a neighbour's failure.
//! - **Readers never write and never wait for the writer.** They see one snapshot per transaction.
//! - **Facts and answers are append-only**, by trigger.
//! - **Erasing is deleting.** Personal fields and the bytes of attachments are rows of their own; `secure_delete` overwrites them, and the WAL is cut soon
//!   after (at once by [`SqliteStore::checkpoint`]).
//! - **A pull with no news is an index search**; a page reads about as many lines as it returns.
//!
//! What it must do is said by `doorstep_authority::conformance_suite!`, which its tests run.

pub mod backup;
mod blob;
mod cache;
mod changed;
mod codec;
mod connection;
mod draft;
mod entity;
mod error;
mod housekeeping;
mod job;
mod look;
mod put;
mod readers;
mod schema;
mod standing;
mod store;
mod view;
mod writer;

pub use error::OpenError;
pub use store::SqliteStore;
