//! `setup serve|build|test`: installs what is missing for that verb, outside the checkout, and says so first.
//!
//! What is there in the right version is skipped at once. System packages go through apt, and only when one is missing.

use crate::{
    command::Cmd,
    failure::Outcome,
    tools::{BINDGEN_TOOL, DENY_TOOL, E2E_PACKAGES, ESBUILD_TOOL, TRUNK_TOOL, Tool, WASM_OPT_TOOL, WASM_STD},
    workshop::Workshop,
};
use std::{
    env,
    path::{Path, PathBuf},
};

/// A system package and how to see that what it brings is there.
struct SystemPackage {
    name: &'static str,
    present: fn(&Workshop) -> bool,
}

const SYSTEM: [SystemPackage; 2] = [
    SystemPackage {
        name: "chromium",
        present: |workshop| chromium(workshop).is_some(),
    },
    SystemPackage {
        name: "fonts-noto-cjk",
        present: |_| Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists(),
    },
];

/// The browser of the tests: the one the environment names, else the system's.
pub(crate) fn chromium(workshop: &Workshop) -> Option<PathBuf> {
    let named = env::var_os("DOORSTEP_CHROMIUM").map(PathBuf::from);
    named.or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .iter()
            .find_map(|name| workshop.find(name))
    })
}

pub(crate) fn run(workshop: &Workshop, rest: &[String]) -> Outcome {
    match rest {
        [what] if what == "serve" => for_serve(workshop),
        [what] if what == "build" => for_build(workshop),
        [what] if what == "test" => for_test(workshop),
        _ => Err("say `setup serve`, `setup build` or `setup test`".into()),
    }
}

/// What a quick build of the app and the server needs beside Rust and a C compiler.
pub(crate) fn for_serve(workshop: &Workshop) -> Outcome {
    install(workshop, &[WASM_STD, TRUNK_TOOL, BINDGEN_TOOL])
}

/// The recorded backend is a Node script, and no server is built.
pub(crate) fn for_mock(workshop: &Workshop) -> Outcome {
    need(workshop, "node")?;
    for_serve(workshop)
}

/// A release build also makes wasm and script small.
pub(crate) fn for_build(workshop: &Workshop) -> Outcome {
    for_serve(workshop)?;
    need(workshop, "npm")?;
    install(workshop, &[WASM_OPT_TOOL, ESBUILD_TOOL])
}

/// The tests also drive a real browser and check licences.
pub(crate) fn for_test(workshop: &Workshop) -> Outcome {
    for_build(workshop)?;
    need(workshop, "node")?;
    install_system(workshop)?;
    install(workshop, &[E2E_PACKAGES, DENY_TOOL])
}

fn need(workshop: &Workshop, program: &str) -> Outcome {
    if workshop.find(program).is_some() {
        return Ok(());
    }
    Err(format!("`{program}` is missing: install Node 20 or newer (on Debian: apt-get install nodejs npm)").into())
}

fn install(workshop: &Workshop, tools: &[Tool]) -> Outcome {
    let missing: Vec<&Tool> = tools.iter().filter(|tool| !(tool.present)(workshop)).collect();
    for tool in &missing {
        println!("missing: {} ({})", tool.name, tool.estimate);
    }
    for tool in missing {
        println!("\n--- installing {}", tool.name);
        (tool.install)(workshop)?;
        if !(tool.present)(workshop) {
            return Err(format!("{} was installed and still is not found on the PATH", tool.name).into());
        }
    }
    Ok(())
}

fn install_system(workshop: &Workshop) -> Outcome {
    let missing: Vec<&str> = SYSTEM
        .iter()
        .filter(|one| !(one.present)(workshop))
        .map(|one| one.name)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("missing system packages: {} (about 2 minutes)", missing.join(" "));
    let by_hand = format!(
        "apt-get update && apt-get install --yes --no-install-recommends {}",
        missing.join(" ")
    );
    let Some(elevated) = elevation(workshop) else {
        return Err(format!("system packages are missing; as root, run: {by_hand}").into());
    };
    let apt = |arguments: &[&str]| -> Cmd {
        let command = match elevated {
            Elevation::Root => workshop.command("apt-get"),
            Elevation::Sudo => workshop.command("sudo").arg("apt-get"),
        };
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive")
    };
    apt(&["update"]).run()?;
    apt(&["install", "--yes", "--no-install-recommends"])
        .args(&missing)
        .run()
}

#[derive(Clone, Copy)]
enum Elevation {
    Root,
    Sudo,
}

/// How apt may be run here, if at all. A sudo that would ask for a password does not count.
fn elevation(workshop: &Workshop) -> Option<Elevation> {
    workshop.find("apt-get")?;
    if workshop
        .command("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.trim() == "0")
    {
        return Some(Elevation::Root);
    }
    let may = workshop.command("sudo").args(["-n", "true"]).output().is_ok();
    may.then_some(Elevation::Sudo)
}
