//! What was done to the runs, counted by kind.

use std::collections::BTreeMap;

/// Counts by name.
#[derive(Clone, Debug, Default)]
pub struct Tally(BTreeMap<&'static str, u64>);

impl Tally {
    /// One more.
    pub fn one(&mut self, name: &'static str) {
        self.more(name, 1);
    }

    /// `count` more.
    pub fn more(&mut self, name: &'static str, count: u64) {
        *self.0.entry(name).or_default() += count;
    }

    /// Adds another tally.
    pub fn add(&mut self, other: &Self) {
        for (name, count) in &other.0 {
            self.more(name, *count);
        }
    }

    /// The counts, by name.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().map(|(name, count)| (*name, *count))
    }

    /// One count.
    pub fn of(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0)
    }
}
