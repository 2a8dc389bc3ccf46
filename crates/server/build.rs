//! Puts the built web app into the binary: every file of `dist/` as bytes, with a profile that is shipped (`release`). Other
//! profiles embed nothing and read the folder that `DOORSTEP_DIST` names (else `dist`) while they run, so that building the app
//! again does not build the server again.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut list = String::from("&[\n");
    let embeds = is_shipped(&out);
    if embeds {
        let dist = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../dist");
        // Cargo runs this script on every build while a path it watches is missing.
        fs::create_dir_all(&dist)?;
        println!("cargo:rerun-if-changed={}", dist.display());
        let dist = dist.canonicalize()?;
        for file in files(&dist)? {
            let name = file.strip_prefix(&dist)?.to_string_lossy().replace('\\', "/");
            writeln!(
                list,
                "    ({name:?}, include_bytes!({:?})),",
                file.display().to_string()
            )?;
        }
    }
    list.push(']');
    fs::write(out.join("files.rs"), list)?;
    println!("cargo:rustc-env=DOORSTEP_EMBEDS={embeds}");
    Ok(())
}

/// The folder of the profile stands before `build` in the path of the build script's output.
fn is_shipped(out: &Path) -> bool {
    let parts: Vec<_> = out.iter().collect();
    let build = parts.iter().rposition(|part| *part == "build");
    build
        .and_then(|at| parts.get(at.checked_sub(1)?))
        .is_some_and(|profile| *profile == "release")
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
