//! The simulator itself: a seed repeats, old failures stay mended, and a mistake is found. Thousands of seeds are played by
//! `cargo xtask test` with the optimised build.

use doorstep_sim::{
    keep::{Memory, Sqlite},
    plan::Plan,
    plant::Plant,
    run::{Report, run},
    shrink::shrink,
};

fn fine(seed: u64, report: &Report) {
    assert!(report.violations.is_empty(), "seed {seed}: {:?}", report.violations);
}

#[test]
fn a_seed_gives_the_same_run_on_both_stores_every_time() {
    for seed in 1..5 {
        let plan = Plan::new(seed);
        let (one, two, file) = (
            run::<Memory>(&plan, Plant::None),
            run::<Memory>(&plan, Plant::None),
            run::<Sqlite>(&plan, Plant::None),
        );
        fine(seed, &one);
        fine(seed, &file);
        let rows = |report: &Report| report.tally.rows().collect::<Vec<_>>();
        assert!(one.commands > 20);
        assert_eq!((one.commands, rows(&one)), (two.commands, rows(&two)));
        assert_eq!((one.commands, rows(&one)), (file.commands, rows(&file)));
    }
}

#[test]
fn what_broke_once_stays_mended() {
    let text = include_str!("../regressions.txt");
    let numbers = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    let mut played = 0;
    for number in numbers.filter(|number| !number.is_empty()) {
        let seed = number.parse().expect("a seed");
        fine(seed, &run::<Memory>(&Plan::new(seed), Plant::None));
        played += 1;
    }
    assert!(played > 5);
}

#[test]
fn a_failing_run_is_made_smaller_and_still_fails() {
    let broke = |seed: &u64| !run::<Memory>(&Plan::new(*seed), Plant::SkipDedup).violations.is_empty();
    let plan = Plan::new((1..50).find(broke).expect("a mistake that is found soon"));
    let (small, _) = shrink::<Memory>(&plan, Plant::SkipDedup);
    assert!(small.steps.len() < plan.steps.len() / 2, "{} steps", small.steps.len());
    let law = |plan: &Plan| run::<Memory>(plan, Plant::SkipDedup).violations.first().map(|v| v.law);
    assert_eq!(law(&small), law(&plan));
    assert!(law(&small).is_some());
}
