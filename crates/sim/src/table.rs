//! What many runs came to, for people.

use std::time::Duration;

use doorstep_sim::{
    keep::Keep,
    plan::Plan,
    plant::Plant,
    run::{Report, run},
    shrink::shrink,
    tally::Tally,
};

/// Characters of a violation that are printed; an entity is longer.
const WIDTH: usize = 2_000;

/// Many runs.
#[derive(Debug, Default)]
pub(crate) struct Sum {
    runs: u64,
    commands: u64,
    tally: Tally,
    failed: Vec<(u64, Report)>,
}

impl Sum {
    /// Plays one more seed; says whether something broke.
    pub(crate) fn play<K: Keep>(&mut self, seed: u64, plant: Plant) -> bool {
        let report = run::<K>(&Plan::new(seed), plant);
        self.runs += 1;
        self.commands += report.commands;
        self.tally.add(&report.tally);
        let broke = !report.violations.is_empty();
        if broke {
            self.failed.push((seed, report));
        }
        broke
    }

    /// Adds other runs.
    pub(crate) fn add(&mut self, other: Self) {
        self.runs += other.runs;
        self.commands += other.commands;
        self.tally.add(&other.tally);
        self.failed.extend(other.failed);
        self.failed.sort_by_key(|(seed, _)| *seed);
    }

    /// How many.
    pub(crate) const fn runs(&self) -> u64 {
        self.runs
    }

    /// The first seed that failed.
    pub(crate) fn first_failed(&self) -> Option<u64> {
        self.failed.first().map(|(seed, _)| *seed)
    }

    /// The table, and the line that counts.
    pub(crate) fn print(&self, took: Duration) {
        row("runs", self.runs);
        row("commands judged", self.commands);
        for (name, count) in self.tally.rows() {
            row(name, count);
        }
        let seconds = took.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = self.runs as f64 / seconds;
        println!(
            "{:<40}{seconds:>12.1}\n{:<40}{rate:>12.1}",
            "seconds", "runs per second"
        );
        for (seed, report) in &self.failed {
            for violation in report.violations.iter().take(3) {
                let what: String = violation.what.chars().take(WIDTH).collect();
                println!("seed {seed}: {}: {what}", violation.law);
            }
        }
        println!("violations: {}", self.failed.len());
    }
}

fn row(name: &str, count: u64) {
    println!("{name:<40}{count:>12}");
}

/// Prints the smallest plan that breaks the same.
pub(crate) fn explain<K: Keep>(plan: &Plan, plant: Plant) {
    let (small, runs) = shrink::<K>(plan, plant);
    println!(
        "seed {} with {} of {} steps, found in {runs} runs:",
        plan.seed,
        small.steps.len(),
        plan.steps.len()
    );
    for step in &small.steps {
        println!("  {step:?}");
    }
    if let Some(violation) = run::<K>(&small, plant).violations.first() {
        println!("  {}: {}", violation.law, violation.what);
    }
}
