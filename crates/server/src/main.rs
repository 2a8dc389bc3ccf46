//! The binary `doorstep`.

use std::process::ExitCode;

use clap::Parser as _;
use doorstep_server::{args::Cli, chores, log};

fn main() -> ExitCode {
    log::start();
    match chores::run(&Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("doorstep: {error}");
            ExitCode::FAILURE
        }
    }
}
