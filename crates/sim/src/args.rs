//! The command line.

use std::{io, path::PathBuf};

use clap::{Parser, ValueEnum};
use doorstep_sim::plant::Plant;

/// Plays runs of the simulator and checks what was promised.
#[derive(Debug, Parser)]
#[command(name = "doorstep-sim", about)]
pub(crate) struct Args {
    /// How many runs.
    #[arg(long, default_value_t = 1_000)]
    pub(crate) seeds: u64,
    /// The first seed.
    #[arg(long, default_value_t = 1)]
    pub(crate) from: u64,
    /// Goes on for so many minutes instead of so many runs.
    #[arg(long)]
    pub(crate) minutes: Option<u64>,
    /// A file of seeds that failed once, one a line; they are played first.
    #[arg(long)]
    regressions: Option<PathBuf>,
    /// The store under the server.
    #[arg(long, value_enum, default_value_t = Store::Memory)]
    pub(crate) store: Store,
    /// A known mistake, to see that it is found.
    #[arg(long, value_enum, default_value_t = Plant::None)]
    pub(crate) plant: Plant,
    /// Runs each known mistake until it is found, and says when.
    #[arg(long)]
    pub(crate) plants: bool,
    /// Threads; all processors unless told.
    #[arg(long)]
    threads: Option<u64>,
}

/// What the server stands on.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Store {
    /// The memory store.
    Memory,
    /// SQLite, with all its fsyncs.
    Sqlite,
}

impl Args {
    /// How many threads play.
    pub(crate) fn threads(&self) -> u64 {
        let processors = || {
            std::thread::available_parallelism()
                .ok()
                .and_then(|n| u64::try_from(n.get()).ok())
        };
        self.threads.or_else(processors).unwrap_or(1).clamp(1, 64)
    }

    /// The seeds that failed once. A line may end in a comment.
    pub(crate) fn regressions(&self) -> io::Result<Vec<u64>> {
        let Some(path) = &self.regressions else {
            return Ok(Vec::new());
        };
        let text = std::fs::read_to_string(path)?;
        let numbers = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default().trim());
        numbers
            .filter(|number| !number.is_empty())
            .map(|number| number.parse().map_err(io::Error::other))
            .collect()
    }
}
