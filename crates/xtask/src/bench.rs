//! `bench`: the figures of issues 2 and 3 as one table, measured by `tests/e2e/bench.mjs` on the app and the server as they are
//! shipped, in a real Chromium, and with the programs of this workspace. Never a timed test: a missed goal is printed and fails
//! nothing.

use crate::{
    build::{self, Flavour, Lock},
    failure::Outcome,
    setup, test,
    workshop::Workshop,
};
use std::{env, path::PathBuf};

/// Names a built app, or a built server, to be measured instead of one that is built now.
const APP: &str = "DOORSTEP_DIST";
const SERVER: &str = "DOORSTEP_BIN";

/// Builds what is measured, then measures. Further arguments go to the script.
pub(crate) fn run(workshop: &Workshop, rest: &[String]) -> Outcome {
    setup::for_test(workshop)?;
    let given = |name: &str| env::var_os(name).map(PathBuf::from);
    let (app, server) = (given(APP), given(SERVER));
    if app.is_none() || server.is_none() {
        build::fetch(workshop, Lock::Free)?;
    }
    let app = app.map_or_else(|| ship(workshop), Ok)?;
    let server = server.map_or_else(|| release(workshop), Ok)?;
    test::node(workshop)?
        .env(APP, app)
        .env(SERVER, server)
        .arg("tests/e2e/bench.mjs")
        .args(rest)
        .run()
}

fn ship(workshop: &Workshop) -> Outcome<PathBuf> {
    build::app(workshop, Flavour::Ship)?;
    Ok(workshop.dist())
}

fn release(workshop: &Workshop) -> Outcome<PathBuf> {
    workshop
        .command("cargo")
        .args(["build", "--release", "--package", "doorstep-server"])
        .run()?;
    Ok(workshop.target()?.join("release/doorstep"))
}
