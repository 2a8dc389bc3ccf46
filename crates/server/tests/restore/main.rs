//! Backups and restores on real files: the drill, what must stay taken away, and backups by themselves.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod drill;
mod files;
mod kept;
#[path = "../../../domain/tests/fixture/placing.rs"]
mod placing;
mod town;
