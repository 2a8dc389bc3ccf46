//! One run of a plan, from the first sign-in to the verdict.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{history::Violation, keep::Keep, plan::Plan, plant::Plant, tally::Tally, world::World};

/// What came of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What broke; the first is the one to look at.
    pub violations: Vec<Violation>,
    /// What was done.
    pub tally: Tally,
    /// Commands the server judged.
    pub commands: u64,
}

/// Runs a plan on a store of kind `K`. A panic or a failing store is a violation like any other.
pub fn run<K: Keep>(plan: &Plan, plant: Plant) -> Report {
    let attempt = catch_unwind(AssertUnwindSafe(|| steps::<K>(plan, plant)));
    attempt.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        let words = words.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Report {
            violations: vec![Violation {
                law: "no panic",
                what: words.unwrap_or_default(),
            }],
            ..Report::default()
        }
    })
}

fn steps<K: Keep>(plan: &Plan, plant: Plant) -> Report {
    let mut world = match World::<K>::new(plan, plant) {
        Ok(world) => world,
        Err(error) => return broken(error.to_string()),
    };
    let mut done = Ok(());
    for step in &plan.steps {
        done = world.take(*step);
        if done.is_err() || !world.history.violations.is_empty() {
            break;
        }
    }
    if done.is_ok() && world.history.violations.is_empty() {
        done = world.calm().and_then(|()| world.settle());
    }
    if done.is_ok() && world.history.violations.is_empty() {
        done = world.verdict(plan.seed);
    }
    if let Err(error) = done {
        world.history.broke("the store", error.to_string());
    }
    Report {
        violations: world.history.violations,
        tally: world.tally,
        commands: world.history.commands,
    }
}

fn broken(what: String) -> Report {
    Report {
        violations: vec![Violation { law: "the store", what }],
        ..Report::default()
    }
}
