//! The tools of the house: which version, how to see that it is there, how to get it, how long that takes.
//!
//! Every version is pinned: the pieces are known to work together (a newer wasm-bindgen refuses an older glue, a newer
//! wasm-opt once wrote a file that Chromium does not load).

use crate::{command::Cmd, failure::Outcome, workshop::Workshop};
use std::{fs, path::Path};

/// Must equal `wasm-bindgen` in Cargo.toml.
const WASM_BINDGEN: &str = "0.2.125";
const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
/// The npm package that carries `wasm-opt`.
const BINARYEN: &str = "132.0.0";
const ESBUILD: &str = "0.25.12";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// One thing that a verb needs.
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    /// How long it takes to install on two idle cores.
    pub(crate) estimate: &'static str,
    pub(crate) present: fn(&Workshop) -> bool,
    pub(crate) install: fn(&Workshop) -> Outcome,
}

pub(crate) const WASM_STD: Tool = Tool {
    name: "Rust's standard library for wasm32",
    estimate: "about 20 s",
    present: |workshop| {
        let asked = workshop
            .command("rustc")
            .args(["--print", "target-libdir", "--target", WASM_TARGET])
            .output();
        asked.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
    },
    install: |workshop| workshop.command("rustup").args(["target", "add", WASM_TARGET]).run(),
};

pub(crate) const TRUNK_TOOL: Tool = Tool {
    name: "trunk 0.21.14, bundles the app",
    estimate: "about 5 minutes",
    present: |workshop| says(workshop.command("trunk").arg("--version"), TRUNK),
    install: |workshop| cargo_install(workshop, "trunk", TRUNK),
};

pub(crate) const BINDGEN_TOOL: Tool = Tool {
    name: "wasm-bindgen-cli 0.2.125, joins wasm and JavaScript",
    estimate: "about 3 minutes",
    present: |workshop| says(workshop.command("wasm-bindgen").arg("--version"), WASM_BINDGEN),
    install: |workshop| cargo_install(workshop, "wasm-bindgen-cli", WASM_BINDGEN),
};

pub(crate) const WASM_OPT_TOOL: Tool = Tool {
    name: "wasm-opt of binaryen 132, makes the wasm small",
    estimate: "about 20 s",
    present: |workshop| {
        workshop
            .command("wasm-opt")
            .arg("--version")
            .output()
            .is_ok_and(|text| text.contains("132"))
    },
    install: |workshop| npm_install(workshop, "binaryen", BINARYEN),
};

pub(crate) const ESBUILD_TOOL: Tool = Tool {
    name: "esbuild 0.25.12, makes one small script of several",
    estimate: "about 10 s",
    present: |workshop| says(workshop.command("esbuild").arg("--version"), ESBUILD),
    install: |workshop| npm_install(workshop, "esbuild", ESBUILD),
};

pub(crate) const DENY_TOOL: Tool = Tool {
    name: "cargo-deny 0.20.2, checks licences and sources",
    estimate: "about 4 minutes",
    present: |workshop| says(workshop.command("cargo-deny").arg("--version"), CARGO_DENY),
    install: |workshop| cargo_install(workshop, "cargo-deny", CARGO_DENY),
};

pub(crate) const E2E_PACKAGES: Tool = Tool {
    name: "playwright-core and axe-core, drive and judge the browser",
    estimate: "about 20 s",
    present: |workshop| {
        let folder = workshop.root.join("tests/e2e");
        let installed = fs::read_to_string(folder.join("node_modules/.package-lock.json")).unwrap_or_default();
        fs::read_to_string(folder.join("package.json")).is_ok_and(|wanted| same_versions(&wanted, &installed))
    },
    install: |workshop| {
        let quiet = ["--no-audit", "--no-fund"];
        workshop
            .command("npm")
            .arg("ci")
            .args(quiet)
            .folder(&workshop.root.join("tests/e2e"))
            .run()
    },
};

/// Whether the program's version line ends in exactly this version.
fn says(command: Cmd, version: &str) -> bool {
    command
        .output()
        .is_ok_and(|text| text.split_whitespace().any(|word| word == version))
}

fn cargo_install(workshop: &Workshop, package: &str, version: &str) -> Outcome {
    let pinned = ["--locked", "--force", "--version", version];
    workshop.command("cargo").arg("install").args(pinned).arg(package).run()
}

/// Into a folder of its own in the cache: npm takes away from a folder what a later call does not name.
fn npm_install(workshop: &Workshop, package: &str, version: &str) -> Outcome {
    let folder = workshop.cache.join(package);
    fs::create_dir_all(&folder)?;
    workshop
        .command("npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
        .arg(&folder)
        .arg(format!("{package}@{version}"))
        .run()
}

/// Whether every version named in `package.json` is the one npm's record of the installed tree shows.
fn same_versions(wanted: &str, installed: &str) -> bool {
    let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    let (Some(wanted), Some(installed)) = (parse(wanted), parse(installed)) else {
        return false;
    };
    wanted["devDependencies"].as_object().is_some_and(|packages| {
        packages.iter().all(|(name, version)| {
            let there = &installed["packages"][format!("node_modules/{name}")]["version"];
            there.is_string() && there == version
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &str = r#"{"devDependencies":{"axe-core":"4.14.1"}}"#;

    #[test]
    fn the_installed_version_must_be_the_wanted_one() {
        assert!(same_versions(
            WANTED,
            r#"{"packages":{"node_modules/axe-core":{"version":"4.14.1"}}}"#
        ));
        assert!(!same_versions(
            WANTED,
            r#"{"packages":{"node_modules/axe-core":{"version":"4.14.0"}}}"#
        ));
        assert!(!same_versions(WANTED, r#"{"packages":{}}"#));
        assert!(!same_versions(WANTED, ""));
    }

    #[test]
    fn the_pin_is_the_manifests() {
        let manifest = include_str!("../../../Cargo.toml");
        assert!(
            manifest.contains(&format!("wasm-bindgen = \"={WASM_BINDGEN}\"")),
            "Cargo.toml pins another version"
        );
    }

    #[test]
    fn names_show_the_pinned_versions() {
        assert!(TRUNK_TOOL.name.contains(TRUNK));
        assert!(BINDGEN_TOOL.name.contains(WASM_BINDGEN));
        assert!(DENY_TOOL.name.contains(CARGO_DENY));
        assert!(ESBUILD_TOOL.name.contains(ESBUILD));
        assert!(WASM_OPT_TOOL.name.contains(BINARYEN.trim_end_matches(".0.0")));
    }
}
