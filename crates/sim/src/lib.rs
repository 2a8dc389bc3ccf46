//! A seeded simulator of the whole system: one server (the real `authority`), 3 to 50 phones (the real `replica`), and everything that
//! can happen to them.
//!
//! A seed makes a [`plan::Plan`]; a [`world::World`] plays it in one thread, in virtual time, with a network that loses, repeats, delays
//! and reorders, disks that refuse and forget, clocks that are wrong, processes that are killed, and people whose rights change. Then
//! all faults stop, everybody syncs, and [`check`] holds what there is against what was promised (invariants I1–I15). The same seed gives
//! the same run on every machine. [`plant`] puts a known mistake in, so that the checker is seen to fail.

pub mod acts;
pub mod bytes;
pub mod check;
pub mod dice;
pub mod disk;
mod effects;
mod faults;
pub mod history;
pub mod keep;
mod lane;
pub mod ledger;
mod net;
pub mod phone;
pub mod plan;
pub mod plant;
pub mod planted_store;
mod restore;
pub mod run;
pub mod server;
mod settle;
pub mod shrink;
mod steps;
pub mod tally;
pub mod town;
pub mod world;
