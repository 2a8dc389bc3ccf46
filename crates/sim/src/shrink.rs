//! Makes a failing plan smaller: steps are left out as long as the same law still breaks.

use crate::{keep::Keep, plan::Plan, plant::Plant, run::run};

/// Runs spent on one plan at most.
const PATIENCE: usize = 400;

/// The smallest plan found that breaks the same law, and how many runs that took.
pub fn shrink<K: Keep>(plan: &Plan, plant: Plant) -> (Plan, usize) {
    let Some(law) = first::<K>(plan, plant) else {
        return (plan.clone(), 1);
    };
    let mut best = plan.clone();
    let mut runs = 1;
    let mut chunk = best.steps.len().div_ceil(2);
    while chunk > 0 && runs < PATIENCE {
        let mut at = 0;
        while at < best.steps.len() && runs < PATIENCE {
            let mut steps = best.steps.clone();
            steps.drain(at..(at + chunk).min(steps.len()));
            let smaller = best.with(steps);
            runs += 1;
            if first::<K>(&smaller, plant) == Some(law) {
                best = smaller;
            } else {
                at += chunk;
            }
        }
        chunk = if chunk == 1 { 0 } else { chunk.div_ceil(2) };
    }
    (best, runs)
}

fn first<K: Keep>(plan: &Plan, plant: Plant) -> Option<&'static str> {
    run::<K>(plan, plant).violations.first().map(|violation| violation.law)
}
