//! `soak`: the simulator (`crates/sim`), with its optimised build. `test` plays seeds that follow from the commit, so that a landing can be
//! repeated; `soak` plays fresh ones.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher as _, Hasher as _},
};

use crate::{command::Cmd, failure::Outcome, workshop::Workshop};

/// Runs of a landing on the memory store: half a minute on two cores.
const LANDING: &str = "3000";
/// Runs of a landing on SQLite, each with its fsyncs.
const LANDING_SQLITE: &str = "120";
/// Within so many runs each planted mistake must be found.
const PLANTS: &str = "1000";
/// Runs of a soak, unless told otherwise.
const SOAK: &str = "10000";

/// Plays fresh seeds. Further arguments go to the simulator.
pub(crate) fn run(workshop: &Workshop, rest: &[String]) -> Outcome {
    // The standard library seeds its maps by chance: enough to be fresh, and half of the range is left to count on from there.
    let from = (RandomState::new().build_hasher().finish() / 2).to_string();
    let mut sim = simulator(workshop).args(["--from", &from]).args(rest);
    if !rest
        .iter()
        .any(|word| word.starts_with("--seeds") || word.starts_with("--minutes"))
    {
        sim = sim.args(["--seeds", SOAK]);
    }
    sim.run()
}

/// What a landing plays: old failures, seeds of this commit on both stores, and every planted mistake.
pub(crate) fn landing(workshop: &Workshop) -> Outcome {
    let from = seed(workshop).to_string();
    println!("seeds from {from}");
    simulator(workshop)
        .args([
            "--regressions",
            "crates/sim/regressions.txt",
            "--seeds",
            LANDING,
            "--from",
            &from,
        ])
        .run()?;
    simulator(workshop)
        .args(["--store", "sqlite", "--seeds", LANDING_SQLITE, "--from", &from])
        .run()?;
    simulator(workshop).args(["--plants", "--seeds", PLANTS]).run()
}

fn simulator(workshop: &Workshop) -> Cmd {
    workshop
        .command("cargo")
        .args(["run", "--quiet", "--release", "--package", "doorstep-sim", "--"])
}

/// A number that follows from the commit; 1 where there is none, as in an unpacked archive.
fn seed(workshop: &Workshop) -> u64 {
    let head = workshop.command("git").args(["rev-parse", "HEAD"]).output();
    let head = head.unwrap_or_default();
    let digits: String = head.trim().chars().take(12).collect();
    u64::from_str_radix(&digits, 16).unwrap_or(1)
}
