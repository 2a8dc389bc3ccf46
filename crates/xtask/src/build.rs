//! `build`: the release app in `dist/`, then the server with the app inside.

use crate::{command::Cmd, failure::Outcome, setup, steps::Steps, workshop::Workshop};

/// How the app is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// Small: fat LTO, wasm-opt, strongest compression.
    Ship,
    /// Soon: no LTO, no wasm-opt, light compression.
    Quick,
}

impl Flavour {
    /// Cargo's profile for the wasm.
    pub(crate) const fn profile(self) -> &'static str {
        match self {
            Self::Ship => "web",
            Self::Quick => "quick",
        }
    }
}

pub(crate) fn run(workshop: &Workshop, rest: &[String]) -> Outcome {
    if let Some(unknown) = rest.first() {
        return Err(format!("`build` knows no `{unknown}`").into());
    }
    println!("Building a release: about 10 minutes on two cores the first time, 3 when little changed.");
    let mut steps = Steps::of(4);
    steps.step("tools", "skipped when present", || setup::for_build(workshop))?;
    steps.step("download crates", "up to 1 minute", || fetch(workshop, Lock::Kept))?;
    steps.step("app", "about 4 minutes", || app(workshop, Flavour::Ship))?;
    steps.step("server", "about 5 minutes", || {
        workshop
            .command("cargo")
            .args(["build", "--release", "--package", "doorstep-server"])
            .run()
    })?;
    steps.print_times();
    println!(
        "\nThe server with the app inside: {}",
        workshop.target()?.join("release/doorstep").display()
    );
    Ok(())
}

/// Whether `Cargo.lock` may follow a changed manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    /// No: what is checked or shipped is what was committed.
    Kept,
    /// Yes: someone is trying a dependency.
    Free,
}

/// Downloads every crate the two builds need, so that Trunk can be told to stay offline.
pub(crate) fn fetch(workshop: &Workshop, lock: Lock) -> Outcome {
    let version = workshop.command("rustc").arg("-vV").output()?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or("rustc -vV names no host")?;
    let targets = ["--target", "wasm32-unknown-unknown", "--target", host];
    workshop
        .command("cargo")
        .arg("fetch")
        .args((lock == Lock::Kept).then_some("--locked"))
        .args(targets)
        .run()
}

/// Builds the app into `dist/`. Trunk's hook cuts the wasm into parts and adds the worker's list, the CSP hashes and the
/// compressed copies.
pub(crate) fn app(workshop: &Workshop, flavour: Flavour) -> Outcome {
    trunk(workshop, flavour).run()
}

fn trunk(workshop: &Workshop, flavour: Flavour) -> Cmd {
    // Offline: Trunk would otherwise download tools of its own choice instead of taking the pinned ones.
    let command = workshop
        .command("trunk")
        .args(["build", "--offline", "--skip-version-check", "--cargo-profile"]);
    command
        .arg(flavour.profile())
        .args((flavour == Flavour::Ship).then_some("--release"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_shipped_app_is_a_release_for_trunk() {
        let workshop = Workshop::open().unwrap();
        assert!(
            trunk(&workshop, Flavour::Ship)
                .shown()
                .ends_with("--cargo-profile web --release")
        );
        assert!(
            trunk(&workshop, Flavour::Quick)
                .shown()
                .ends_with("--cargo-profile quick")
        );
    }
}
