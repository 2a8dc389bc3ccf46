//! `precache`: Trunk's `post_build` hook, run in the staging folder just before it becomes `dist/`.
//!
//! Cuts the app's wasm into its parts, then writes the service worker's list of files and a hash over them into `sw.js`, the hashes of inline scripts and styles
//! into `csp.txt`, and a compressed copy beside every file that gains from one. The list comes from what was built,
//! never from a list kept by hand.

use crate::{
    build::Flavour,
    compress::{self, Effort},
    csp, dist,
    failure::{Failure, Outcome},
    parts,
    workshop::Workshop,
};
use sha2::{Digest, Sha256};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

const LIST_MARK: &str = "/*PRECACHE*/[]";
const WORK_MARK: &str = "/*WORK*/[]";
const VERSION_MARK: &str = "\"__VERSION__\"";

/// Reads Trunk's environment: `TRUNK_STAGING_DIR`, `TRUNK_PROFILE`.
pub(crate) fn run(workshop: &Workshop) -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("TRUNK_STAGING_DIR is not set: this is Trunk's hook")?;
    let flavour = if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        Flavour::Ship
    } else {
        Flavour::Quick
    };
    parts::build(workshop, &staging, flavour)?;
    let effort = match flavour {
        Flavour::Ship => Effort::Ship,
        Flavour::Quick => Effort::Quick,
    };
    write(&staging, effort)
}

/// Finishes the built app in `staging`.
pub(crate) fn write(staging: &Path, effort: Effort) -> Outcome {
    let files = dist::files(staging)?;
    let pages: Vec<(String, String)> = files
        .iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "html"))
        .map(|path| Ok((dist::address(path), fs::read_to_string(staging.join(path))?)))
        .collect::<Outcome<_>>()?;
    fs::write(staging.join("csp.txt"), csp::lines(&pages)?)?;

    let kept: Vec<&PathBuf> = files.iter().filter(|path| dist::belongs_on_the_phone(path)).collect();
    let worker = staging.join("sw.js");
    let text = fs::read_to_string(&worker).map_err(|error| Failure::from(error).during("public/sw.js"))?;
    let mut hash = Sha256::new_with_prefix(&text);
    let mut addresses = Vec::new();
    for path in &kept {
        let address = dist::address(path);
        hash.update(&address);
        hash.update(Sha256::digest(fs::read(staging.join(path))?));
        addresses.push(address);
    }
    let work: Vec<String> = files
        .iter()
        .map(|path| dist::address(path))
        .filter(|address| dist::is_work(address))
        .collect();
    hash.update(work.join(" "));
    fs::write(&worker, fill(&text, &addresses, &work, &version(&hash.finalize()))?)?;

    let compressible: Vec<&PathBuf> = files.iter().filter(|path| compress::is_worth_it(path)).collect();
    for path in &compressible {
        compress::write_copies(&staging.join(path), effort)?;
    }
    println!(
        "precache: {} files on the phone, {} compressed",
        addresses.len(),
        compressible.len()
    );
    Ok(())
}

/// Twelve hex digits tell versions apart and are short enough to read out on the phone.
fn version(digest: &[u8]) -> String {
    let start = digest
        .iter()
        .take(6)
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{start:012x}")
}

fn fill(worker: &str, addresses: &[String], work: &[String], version: &str) -> Outcome<String> {
    for mark in [LIST_MARK, WORK_MARK, VERSION_MARK] {
        if worker.matches(mark).count() != 1 {
            return Err(format!("public/sw.js must contain {mark} exactly once").into());
        }
    }
    Ok(worker
        .replace(LIST_MARK, &serde_json::to_string(addresses)?)
        .replace(WORK_MARK, &serde_json::to_string(work)?)
        .replace(VERSION_MARK, &format!("\"{version}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKER: &str = "const V = \"__VERSION__\"; const P = /*PRECACHE*/[]; const W = /*WORK*/[];";

    fn staging(wasm: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("index.html", "<script>go()</script>"),
            ("home-0123456789abcdef.wasm", wasm),
            ("work-split_desk-0123456789abcdef.wasm", "desk"),
            ("icon.png", "png"),
            ("sw.js", WORKER),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        write(folder.path(), Effort::Quick).unwrap();
        folder
    }

    fn read(folder: &tempfile::TempDir, name: &str) -> String {
        fs::read_to_string(folder.path().join(name)).unwrap()
    }

    #[test]
    fn the_worker_lists_what_was_built() {
        let folder = staging("one");
        let worker = read(&folder, "sw.js");
        assert!(
            worker.contains(r#"["/home-0123456789abcdef.wasm","/index.html"]"#),
            "{worker}"
        );
        assert!(
            worker.ends_with(r#"W = ["/work-split_desk-0123456789abcdef.wasm"];"#),
            "{worker}"
        );
        assert!(!worker.contains("__VERSION__"));
        assert!(read(&folder, "csp.txt").starts_with("script 'sha256-"));
        assert!(folder.path().join("sw.js.br").exists());
        assert!(!folder.path().join("icon.png.br").exists());
    }

    #[test]
    fn the_version_follows_the_bytes() {
        assert_eq!(read(&staging("one"), "sw.js"), read(&staging("one"), "sw.js"));
        assert_ne!(read(&staging("one"), "sw.js"), read(&staging("two"), "sw.js"));
    }

    #[test]
    fn a_worker_without_marks_is_refused() {
        assert!(fill("const V = \"__VERSION__\";", &[], &[], "0").is_err());
        assert!(fill("const P = /*PRECACHE*/[];", &[], &[], "0").is_err());
    }
}
