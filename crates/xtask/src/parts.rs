//! The app's wasm in parts: the one that starts, and the bundles of screens that are fetched when they are needed.
//!
//! Run by Trunk's hook in the staging folder, on what cargo has just built: `wasm_split` cuts at the functions of
//! `src/pages/bundle.rs`, wasm-bindgen makes the script of the part that starts, wasm-opt makes each part small. The parts are
//! built together and work only together, so one hash over all of them names them. esbuild makes one small script of the two.

use crate::{
    build::Flavour,
    failure::{Failure, Outcome},
    short,
    workshop::Workshop,
};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The crate, its binary, and what Trunk calls its files.
const APP: &str = "doorstep-web";
/// Stands in the page for the script of the part that starts.
const SCRIPT_MARK: &str = "__APP_JS__";
/// Stands in the page for its wasm.
const WASM_MARK: &str = "__APP_WASM__";
/// The script that fetches parts, as the wasm and the script of wasm-bindgen import it.
const LINK: &str = "./__wasm_split.js";
/// The script of wasm-bindgen, as the other imports it.
const MAIN: &str = "./main.js";
/// The bundle that everybody gets; what it needs goes on every phone, the rest on those of members and staff.
const EVERYDAY: &str = "everyday";
/// What commands do: it goes wherever something can be done, so on every phone.
const RULES: &str = "rules";
/// Photos and voice, on every phone too, but counted for itself.
const ATTACH: &str = "attach";
/// What wasm-opt is told that browsers know. Named one by one: with every feature allowed, binaryen 132 once wrote a file that
/// Chromium refuses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Builds the parts into `staging` in place of what Trunk made of the same wasm, and names them in the page.
pub(crate) fn build(workshop: &Workshop, staging: &Path, flavour: Flavour) -> Outcome {
    let profile = flavour.profile();
    // Trunk has just built this; asking again costs a moment and is right whatever Trunk was called with.
    workshop
        .command("cargo")
        .args(["build", "--offline", "--package", APP, "--bin", APP])
        .args(["--target", "wasm32-unknown-unknown", "--profile", profile])
        .run()?;
    let target = workshop.target()?;
    let whole = fs::read(target.join(format!("wasm32-unknown-unknown/{profile}/{APP}.wasm")))?;
    let folder = target.join("parts").join(profile);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let cut = cut(&whole, &folder)?;
    workshop
        .command("wasm-bindgen")
        // The parts share the table and the memory that the linker made.
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--keep-lld-exports",
            "--out-name",
            "main",
            "--out-dir",
        ])
        .arg(&folder)
        .arg(folder.join("cut.wasm"))
        .run()?;
    let mut files = vec![Part {
        name: "home".to_owned(),
        path: folder.join("main_bg.wasm"),
    }];
    files.extend(cut);
    if flavour == Flavour::Ship {
        for part in &files {
            smaller(workshop, &part.path)?;
        }
        bundled(workshop, &folder)?;
        short::names(&folder.join("main_bg.wasm"), &folder.join(MAIN))?;
    }
    for script in [MAIN, LINK] {
        let path = folder.join(script);
        if path.exists() {
            files.push(Part {
                name: if script == MAIN { "home" } else { "link" }.to_owned(),
                path,
            });
        }
    }
    put(staging, &files)
}

/// One file.
struct Part {
    /// What it is called, without its hash: `home` and `link`, `part-…` and `tool-…` on every phone, `work-…` on those of members and staff.
    name: String,
    path: PathBuf,
}

/// Cuts the wasm; the part that starts is `cut.wasm` in `folder`, the others are returned.
fn cut(whole: &[u8], folder: &Path) -> Outcome<Vec<Part>> {
    let first = folder.join("cut.wasm");
    let mut options = wasm_split_cli_support::Options::new(whole);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = LINK;
    options.main_module = MAIN;
    let made = wasm_split_cli_support::transform(options).map_err(|error| format!("cutting the wasm: {error:#}"))?;
    let needed = |name: &str| {
        let files = made.prefetch_map.get(name);
        files.ok_or_else(|| format!("the app has no bundle `{name}`"))
    };
    let (everyday, rules, attach) = (needed(EVERYDAY)?, needed(RULES)?, needed(ATTACH)?);
    let mut parts = Vec::new();
    for path in made.split_modules {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let kept_by = if everyday.contains(&stem) || rules.contains(&stem) {
            "part"
        } else if attach.contains(&stem) {
            "tool"
        } else {
            "work"
        };
        parts.push(Part {
            name: format!("{kept_by}-{stem}"),
            path,
        });
    }
    Ok(parts)
}

fn smaller(workshop: &Workshop, path: &Path) -> Outcome {
    workshop
        .command("wasm-opt")
        // Nothing lies below 1024: the stack is there and grows towards it. Functions that differ in a number become one.
        .args([
            "--low-memory-unused",
            "-Oz",
            "--merge-similar-functions",
            "-Oz",
            "--converge",
        ])
        .args(FEATURES)
        .arg(path)
        .arg("-o")
        .arg(path)
        .run()
}

/// One script of the two, and a small one: the page fetches one file before it can start, not two in a row.
fn bundled(workshop: &Workshop, folder: &Path) -> Outcome {
    workshop
        .command("esbuild")
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--log-level=error",
            "--outfile=main.min.js",
        ])
        .arg("main.js")
        .folder(folder)
        .run()?;
    fs::rename(folder.join("main.min.js"), folder.join("main.js"))?;
    fs::remove_file(folder.join(LINK))?;
    Ok(())
}

/// Writes everything under its hashed name, in which the scripts and the page then know it.
fn put(staging: &Path, parts: &[Part]) -> Outcome {
    let mut files = Vec::new();
    let mut hash = Sha256::new();
    for part in parts {
        let bytes = fs::read(&part.path)?;
        hash.update(&bytes);
        files.push((part, bytes));
    }
    let hash = hash
        .finalize()
        .iter()
        .take(8)
        .fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
    let renamed = |part: &Part| {
        let kind = part.path.extension().unwrap_or_default().to_string_lossy();
        format!("{}-{hash:016x}.{kind}", part.name)
    };
    for (part, bytes) in files {
        let mut bytes = bytes;
        if part.path.extension().is_some_and(|kind| kind == "js") {
            let mut script = String::from_utf8(bytes).map_err(|_| "a script is no text")?;
            for other in parts {
                let name = other.path.file_name().unwrap_or_default().to_string_lossy();
                // Only where a file is meant: the wasm knows the script it imports by its first name.
                for before in ["from ", "URL("] {
                    script = script.replace(
                        &format!("{before}\"./{name}\""),
                        &format!("{before}\"./{}\"", renamed(other)),
                    );
                }
            }
            bytes = script.into_bytes();
        }
        fs::write(staging.join(renamed(part)), bytes)?;
    }
    for entry in fs::read_dir(staging)? {
        let path = entry?.path();
        let kind = path.extension().is_some_and(|kind| kind == "js" || kind == "wasm");
        let of_trunk = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(APP));
        if kind && of_trunk {
            fs::remove_file(path)?;
        }
    }
    name_in(
        staging,
        &format!("home-{hash:016x}.js"),
        &format!("home-{hash:016x}.wasm"),
    )
}

/// Writes the addresses into the page.
fn name_in(staging: &Path, script: &str, wasm: &str) -> Outcome {
    let path = staging.join("index.html");
    let page = fs::read_to_string(&path).map_err(|error| Failure::from(error).during("index.html"))?;
    for mark in [SCRIPT_MARK, WASM_MARK] {
        if !page.contains(mark) {
            return Err(format!("index.html does not contain {mark}").into());
        }
    }
    let page = page
        .replace(SCRIPT_MARK, &format!("/{script}"))
        .replace(WASM_MARK, &format!("/{wasm}"));
    fs::write(path, page)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_by_one_hash_and_trunks_own_files_go() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let part = |name: &str, file: &str, text: &str| {
            let path = from.path().join(file);
            fs::write(&path, text).unwrap();
            Part {
                name: name.to_owned(),
                path,
            }
        };
        let parts = [
            part("home", "main_bg.wasm", "wasm"),
            part("work-split_desk", "split_desk.wasm", "wasm"),
            part("home", "main.js", "import x from \"./link.js\";use({\"./link.js\": x})"),
            part("link", "link.js", "fetch(new URL(\"./split_desk.wasm\"))"),
        ];
        fs::write(to.path().join("doorstep-web-0123456789abcdef.js"), "").unwrap();
        fs::write(to.path().join("index.html"), "<a href=__APP_JS__><b href=__APP_WASM__>").unwrap();
        put(to.path(), &parts).unwrap();
        let mut names: Vec<_> = fs::read_dir(to.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let hash = names[0]
            .strip_prefix("home-")
            .unwrap()
            .strip_suffix(".js")
            .unwrap()
            .to_owned();
        let hashed = |name: &str, kind: &str| format!("{name}-{hash}.{kind}");
        let work = hashed("work-split_desk", "wasm");
        assert_eq!(
            names,
            [
                hashed("home", "js"),
                hashed("home", "wasm"),
                "index.html".to_owned(),
                hashed("link", "js"),
                work.clone()
            ]
        );
        let read = |name: &str| fs::read_to_string(to.path().join(name)).unwrap();
        assert_eq!(
            read(&names[0]),
            format!("import x from \"./link-{hash}.js\";use({{\"./link.js\": x}})")
        );
        assert_eq!(read(&names[3]), format!("fetch(new URL(\"./{work}\"))"));
        assert_eq!(
            read("index.html"),
            format!("<a href=/home-{hash}.js><b href=/home-{hash}.wasm>")
        );
        assert!(put(to.path(), &parts).is_err(), "a page without the marks is refused");
    }
}
