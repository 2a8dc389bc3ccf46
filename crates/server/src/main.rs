//! The binary `doorstep`.

use std::process::ExitCode;

use clap::Parser as _;
use doorstep_server::{
    args::{Cli, Verb},
    log, serve,
};

fn main() -> ExitCode {
    let Verb::Serve(args) = Cli::parse().verb;
    log::start();
    match serve::run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("doorstep: {error}");
            ExitCode::FAILURE
        }
    }
}
