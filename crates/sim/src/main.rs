//! `doorstep-sim`: plays seeds and says what broke.

mod args;
mod table;

use std::{
    process::ExitCode,
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use args::{Args, Store};
use clap::Parser as _;
use doorstep_sim::{
    keep::{Keep, Memory, Sqlite},
    plan::Plan,
    plant::Plant,
    run::run,
};
use table::Sum;

fn main() -> ExitCode {
    let args = Args::parse();
    // A panic in a run is one of its findings; its own words come with the report.
    std::panic::set_hook(Box::new(|_| {}));
    match args.store {
        Store::Memory => all::<Memory>(&args),
        Store::Sqlite => all::<Sqlite>(&args),
    }
}

fn all<K: Keep + 'static>(args: &Args) -> ExitCode {
    if args.plants {
        return plants::<K>(args);
    }
    let begun = clock();
    let mut sum = Sum::default();
    match args.regressions() {
        Ok(seeds) => {
            for seed in seeds {
                sum.play::<K>(seed, args.plant);
            }
        }
        Err(error) => {
            println!("the seeds of old failures can't be read: {error}");
            return ExitCode::FAILURE;
        }
    }
    sum.add(play::<K>(args, args.plant, u64::MAX));
    sum.print(begun.elapsed());
    let Some(seed) = sum.first_failed() else {
        return ExitCode::SUCCESS;
    };
    table::explain::<K>(&Plan::new(seed), args.plant);
    ExitCode::FAILURE
}

/// The real clock: how long it took is for the reader, nothing in a run knows it.
#[expect(clippy::disallowed_methods, reason = "a program for people, and not a rule")]
fn clock() -> Instant {
    Instant::now()
}

/// Plays seeds on all threads; stops after `enough` failures, or when the time is over.
fn play<K: Keep + 'static>(args: &Args, plant: Plant, enough: u64) -> Sum {
    let threads = args.threads();
    let failed = AtomicU64::new(0);
    let begun = clock();
    let over = || {
        args.minutes
            .is_some_and(|minutes| begun.elapsed().as_secs() >= 60 * minutes)
    };
    let sums: Vec<Sum> = std::thread::scope(|scope| {
        let work: Vec<_> = (0..threads)
            .map(|thread| {
                let (failed, over) = (&failed, &over);
                scope.spawn(move || {
                    let mut sum = Sum::default();
                    let mut at = thread;
                    while (at < args.seeds || args.minutes.is_some())
                        && failed.load(Ordering::Relaxed) < enough
                        && !over()
                    {
                        if sum.play::<K>(args.from.wrapping_add(at), plant) {
                            failed.fetch_add(1, Ordering::Relaxed);
                        }
                        at += threads;
                    }
                    sum
                })
            })
            .collect();
        work.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let mut all = Sum::default();
    for sum in sums {
        all.add(sum);
    }
    all
}

/// Every mistake must be found.
fn plants<K: Keep + 'static>(args: &Args) -> ExitCode {
    let mut missed = 0;
    for plant in Plant::all() {
        let sum = play::<K>(args, plant, 1);
        let law = sum.first_failed().and_then(|seed| {
            let violation = run::<K>(&Plan::new(seed), plant).violations.into_iter().next();
            violation.map(|violation| (seed, violation.law))
        });
        if let Some((seed, law)) = law {
            println!("{:<24}{law:<24}seed {seed}, run {}", plant.name(), sum.runs());
        } else {
            missed += 1;
            println!("{:<24}not found in {} runs", plant.name(), sum.runs());
        }
    }
    println!("planted mistakes not found: {missed}");
    if missed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
