//! The real binary and everything that can happen to a machine: killed, cut off, full, its clock set, all phones back at once.
//! `docs/faults.md` says which row each test shows.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod cut;
mod full;
mod herd;
mod kills;
mod notebook;
#[path = "../running/mod.rs"]
mod running;
