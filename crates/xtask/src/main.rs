//! The workshop: `cargo xtask VERB`. One file per verb; `help` lists them.

mod bench;
mod budget;
mod build;
mod command;
mod compress;
mod csp;
mod dist;
mod failure;
mod gallery;
mod help;
mod mock;
mod parts;
mod port;
mod precache;
mod serve;
mod setup;
mod short;
mod soak;
mod steps;
mod test;
mod tidy;
mod tools;
mod workshop;

use failure::Outcome;
use std::{env, process::ExitCode};
use workshop::Workshop;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\ncargo xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let (verb, rest) = match arguments.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let workshop = Workshop::open()?;
    match verb {
        "setup" => setup::run(&workshop, rest),
        "build" => build::run(&workshop, rest),
        "serve" => serve::run(&workshop, rest),
        "test" => test::run(&workshop, rest),
        "tidy" => tidy::run(&workshop),
        "budget" => budget::run(&workshop),
        "precache" => precache::run(&workshop),
        "mock" => mock::run(&workshop, rest),
        "gallery" => gallery::run(&workshop, rest),
        "soak" => soak::run(&workshop, rest),
        "bench" => bench::run(&workshop, rest),
        "help" | "--help" | "-h" => {
            help::run();
            Ok(())
        }
        other => Err(format!("there is no verb `{other}`; `cargo xtask help` lists them").into()),
    }
}
