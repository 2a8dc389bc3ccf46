//! `test`: everything that must hold before a change lands, cheapest first, stopping at the first failure.
//!
//! Three sets of compiled files, no more: clippy's, the dev profile (tests, and the server that the e2e runs) and the
//! shipped wasm. The e2e server takes the app from `dist/` at run time, so it is not built a second time for it.

use crate::{
    budget,
    build::{self, Flavour, Lock},
    command::Cmd,
    failure::Outcome,
    setup, soak,
    steps::Steps,
    tidy,
    workshop::Workshop,
};
use std::fs::{self, DirEntry};

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

pub(crate) fn run(workshop: &Workshop, rest: &[String]) -> Outcome {
    if let Some(unknown) = rest.first() {
        return Err(format!("`test` knows no `{unknown}`; single parts are plain cargo and node commands").into());
    }
    println!("All checks: under 30 minutes on two cores when tools and crates are there, up to 75 the first time.");
    let cargo = |words: &[&str]| workshop.command("cargo").args(words);
    let mut steps = Steps::of(12);
    steps.step("tools", "skipped when present", || setup::for_test(workshop))?;
    steps.step("download crates", "up to 1 minute", || {
        build::fetch(workshop, Lock::Kept)
    })?;
    steps.step("format", "seconds", || cargo(&["fmt", "--all", "--check"]).run())?;
    steps.step("tidy", "seconds", || tidy::run(workshop))?;
    steps.step("licences and sources", "seconds", || {
        cargo(&[
            "deny",
            "--locked",
            "check",
            "--hide-inclusion-graph",
            "bans",
            "licenses",
            "sources",
        ])
        .run()
    })?;
    steps.step("clippy", "about 4 minutes the first time", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()?;
        cargo(&["clippy", "--package", "doorstep-web"])
            .args(WASM)
            .args(["--", "-D", "warnings"])
            .run()
    })?;
    steps.step(
        "unit, property and documentation tests",
        "about 10 minutes the first time",
        || cargo(&["test", "--workspace"]).run(),
    )?;
    steps.step("the simulator", "about 3 minutes", || soak::landing(workshop))?;
    steps.step("the shipped app", "about 4 minutes", || {
        build::app(workshop, Flavour::Ship)
    })?;
    steps.step("budget", "seconds", || budget::run(workshop))?;
    steps.step("the server for the browser", "seconds", || server(workshop).run())?;
    steps.step("end to end, in a real browser", "several minutes", || e2e(workshop))?;
    steps.print_times();
    println!("\ncargo xtask test: every step passed");
    Ok(())
}

/// The app as shipped and a server to run it, for verbs that need a browser.
pub(crate) fn build_for_e2e(workshop: &Workshop) -> Outcome {
    build::fetch(workshop, Lock::Free)?;
    build::app(workshop, Flavour::Ship)?;
    server(workshop).run()
}

/// Node with the environment that `tests/e2e/lib` reads.
pub(crate) fn node(workshop: &Workshop) -> Outcome<Cmd> {
    Ok(workshop
        .command("node")
        .env("DOORSTEP_BIN", workshop.target()?.join("debug/doorstep"))
        .env("DOORSTEP_DIST", workshop.dist())
        .env(
            "DOORSTEP_CHROMIUM",
            setup::chromium(workshop).ok_or("there is no Chromium")?,
        ))
}

fn server(workshop: &Workshop) -> Cmd {
    // With all targets the features of the dependencies are those of `cargo test`, so nothing is compiled twice.
    workshop
        .command("cargo")
        .args(["build", "--workspace", "--all-targets"])
}

fn e2e(workshop: &Workshop) -> Outcome {
    let folder = workshop.root.join("tests/e2e");
    let entries = fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut tests: Vec<_> = entries
        .iter()
        .map(DirEntry::path)
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    tests.sort();
    if tests.is_empty() {
        return Err("tests/e2e holds no *.test.mjs".into());
    }
    // One file at a time: two browsers, a server and their fsyncs are enough for two cores.
    let how = ["--test", "--test-reporter=spec", "--test-concurrency=1"];
    node(workshop)?.args(how).args(tests).run()
}
