//! The second bundle of a shipped app: the same crate with every screen, made after Trunk has made the first.
//!
//! Trunk builds one application for a page. This is the same three steps with the same tools: cargo, wasm-bindgen, wasm-opt.

use crate::{
    failure::{Failure, Outcome},
    workshop::Workshop,
};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// Stands in the page until the build says what the bundle's files are called.
const MARK: &str = "__ALL__";

/// Builds it into `staging`; returns the addresses of its script and its wasm.
pub(crate) fn build(workshop: &Workshop, staging: &Path) -> Outcome<Vec<String>> {
    println!("all screens: the bundle for members and staff, about 3 minutes");
    let target = workshop.target()?;
    workshop
        .command("cargo")
        .args([
            "build",
            "--offline",
            "--package",
            "doorstep-web",
            "--bin",
            "doorstep-web",
        ])
        .args(["--target", "wasm32-unknown-unknown", "--profile", "web"])
        .run()?;
    let folder = target.join("all-screens");
    fs::create_dir_all(&folder)?;
    workshop
        .command("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-name", "all", "--out-dir"])
        .arg(&folder)
        .arg(target.join("wasm32-unknown-unknown/web/doorstep-web.wasm"))
        .run()?;
    let (bound, small) = (folder.join("all_bg.wasm"), folder.join("all_small.wasm"));
    workshop
        .command("wasm-opt")
        .arg("-Oz")
        .args(features(workshop)?)
        .arg(&bound)
        .arg("-o")
        .arg(&small)
        .run()?;
    let (script, wasm) = (fs::read(folder.join("all.js"))?, fs::read(&small)?);
    let digest = Sha256::new().chain_update(&script).chain_update(&wasm).finalize();
    let name = digest
        .iter()
        .take(8)
        .fold(0_u64, |name, byte| name << 8 | u64::from(*byte));
    let names = [format!("all-{name:016x}.js"), format!("all-{name:016x}_bg.wasm")];
    for (name, bytes) in names.iter().zip([script, wasm]) {
        fs::write(staging.join(name), bytes)?;
    }
    Ok(names.iter().map(|name| format!("/{name}")).collect())
}

/// What wasm-opt is told that browsers know: the list that Trunk reads.
fn features(workshop: &Workshop) -> Outcome<Vec<String>> {
    let page = fs::read_to_string(workshop.root.join("index.html"))?;
    let list = page
        .split_once("data-wasm-opt-params=\"")
        .and_then(|(_, after)| after.split_once('"'))
        .ok_or("index.html names no data-wasm-opt-params")?;
    Ok(list.0.split_whitespace().map(str::to_owned).collect())
}

/// Writes the addresses into the page; none when the page's own bundle has every screen.
pub(crate) fn name_in(staging: &Path, addresses: &[String]) -> Outcome {
    let path = staging.join("index.html");
    let page = fs::read_to_string(&path).map_err(|error| Failure::from(error).during("index.html"))?;
    if page.matches(MARK).count() != 1 {
        return Err(format!("index.html must contain {MARK} exactly once").into());
    }
    fs::write(path, page.replace(MARK, &addresses.join(",")))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_bundle_once() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("index.html");
        fs::write(&page, "<meta content=__ALL__>").unwrap();
        name_in(folder.path(), &["/all-1.js".to_owned(), "/all-1_bg.wasm".to_owned()]).unwrap();
        assert_eq!(
            fs::read_to_string(&page).unwrap(),
            "<meta content=/all-1.js,/all-1_bg.wasm>"
        );
        assert!(
            name_in(folder.path(), &[]).is_err(),
            "a page without the mark is refused"
        );
    }

    #[test]
    fn both_bundles_are_made_for_the_same_browsers() {
        let list = features(&Workshop::open().unwrap()).unwrap();
        assert!(list.iter().all(|one| one.starts_with("--enable-")), "{list:?}");
        assert!(!list.is_empty());
    }
}
