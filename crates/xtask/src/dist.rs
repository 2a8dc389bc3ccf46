//! The files of a built app, whatever folder they stand in: names, addresses, and what belongs on the phone.

use crate::failure::Outcome;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Every file below `root`, as a path relative to it, sorted, so that two builds of the same files list the same.
pub(crate) fn files(root: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(root) {
                found.push(relative.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The address a file is served under.
pub(crate) fn address(relative: &Path) -> String {
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    format!("/{}", parts.join("/"))
}

/// Whether the service worker keeps this file.
///
/// Not the worker itself, nor its kill switch; not what only the server or an app store reads (hashes, compressed
/// copies, pictures of the app, icons that the system copies at install time); not the screens of members and staff.
pub(crate) fn belongs_on_the_phone(relative: &Path) -> bool {
    let address = address(relative);
    let kind = relative.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    !matches!(kind, "br" | "gz" | "txt" | "map" | "png" | "webp")
        && !matches!(address.as_str(), "/sw.js" | "/sw-kill.js")
        && !is_work(&address)
}

/// Whether this file belongs to the screens of members and staff, which only their phones keep.
pub(crate) fn is_work(address: &str) -> bool {
    address.starts_with("/work-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_start_without_network_needs_goes_on_the_phone() {
        for kept in [
            "index.html",
            "part-split_everyday-0123456789abcdef.wasm",
            "offline.html",
            "icons/icon.svg",
        ] {
            assert!(belongs_on_the_phone(Path::new(kept)), "{kept}");
        }
        for left in [
            "sw.js",
            "sw-kill.js",
            "csp.txt",
            "work-split_desk-0123456789abcdef.wasm",
            "index.html.br",
            "icons/icon-512.png",
            "screenshots/home.webp",
        ] {
            assert!(!belongs_on_the_phone(Path::new(left)), "{left}");
        }
    }

    #[test]
    fn files_are_found_in_folders_and_sorted() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("icons")).unwrap();
        for name in ["z.js", "icons/a.svg", "b.css"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let addresses: Vec<_> = files(folder.path()).unwrap().iter().map(|path| address(path)).collect();
        assert_eq!(addresses, ["/b.css", "/icons/a.svg", "/z.js"]);
    }
}
