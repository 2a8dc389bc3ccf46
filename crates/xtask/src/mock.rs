//! `mock`: records the answers of the static backend in `tests/mock` anew, from the real server.
//!
//! The recording is a test of the server's, which otherwise compares: so this crate stays free of what it would have to compile.

use crate::{failure::Outcome, workshop::Workshop};

/// Tells that test to write.
const WRITE: &str = "DOORSTEP_MOCK";

pub(crate) fn run(workshop: &Workshop, rest: &[String]) -> Outcome {
    if let Some(unknown) = rest.first() {
        return Err(format!("`mock` knows no `{unknown}`").into());
    }
    println!("Recording the static backend: about 5 minutes the first time, seconds when the server is compiled.");
    workshop
        .command("cargo")
        .args(["test", "--package", "doorstep-server", "--test", "mock"])
        .env(WRITE, "write")
        .run()?;
    workshop.command("git").args(["status", "--short", "tests/mock"]).run()
}
