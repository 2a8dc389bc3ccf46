//! Where things are: the checkout, the target folder, the tool cache, and the PATH that children see.

use crate::{
    command::Cmd,
    failure::{Failure, Outcome},
};
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

/// The places a verb works with.
pub(crate) struct Workshop {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Tools that are neither cargo's nor the system's; outside the checkout, so that a fresh clone finds them again.
    pub(crate) cache: PathBuf,
    path: OsString,
}

impl Workshop {
    /// Finds the checkout from this crate's own place in it.
    pub(crate) fn open() -> Outcome<Self> {
        let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = here
            .parent()
            .and_then(Path::parent)
            .ok_or("crates/xtask does not stand in a checkout")?
            .to_path_buf();
        let home = env::var_os("HOME").map_or_else(env::temp_dir, PathBuf::from);
        let cache = folder_from("XDG_CACHE_HOME")
            .unwrap_or_else(|| home.join(".cache"))
            .join("doorstep");
        let cargo_bin = folder_from("CARGO_HOME")
            .unwrap_or_else(|| home.join(".cargo"))
            .join("bin");
        let of = |package: &str| cache.join(package).join("node_modules/.bin");
        let own = [cargo_bin, of("binaryen"), of("esbuild")];
        let inherited = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(own.into_iter().chain(env::split_paths(&inherited)))
            .map_err(|error| format!("PATH: {error}"))?;
        Ok(Self { root, cache, path })
    }

    /// A command that runs in the checkout and finds the tools that `setup` installs.
    pub(crate) fn command(&self, program: &str) -> Cmd {
        Cmd::new(program).folder(&self.root).env("PATH", &self.path)
    }

    /// Where `program` is on the PATH of our children.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        env::split_paths(&self.path)
            .map(|folder| folder.join(program))
            .find(|path| path.is_file())
    }

    /// Trunk's output: the app as files.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Cargo's target folder, wherever the machine's configuration puts it.
    pub(crate) fn target(&self) -> Outcome<PathBuf> {
        let metadata = self.metadata()?;
        let folder = metadata["target_directory"]
            .as_str()
            .ok_or("cargo metadata names no target_directory")?;
        Ok(folder.into())
    }

    /// `cargo metadata` of the workspace's own packages.
    pub(crate) fn metadata(&self) -> Outcome<serde_json::Value> {
        let text = self
            .command("cargo")
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .output()?;
        serde_json::from_str(&text).map_err(|error| Failure::from(error).during("cargo metadata"))
    }
}

fn folder_from(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
