//! Where the files come from.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
    sync::LazyLock,
};

use crate::{random, web::headers};

/// Built in, when this is a binary that is shipped.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
const EMBEDS: &str = env!("DOORSTEP_EMBEDS");
/// Names a folder to serve instead of what is built in.
const FOLDER: &str = "DOORSTEP_DIST";

/// A file with the copies that stand beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) plain: Cow<'static, [u8]>,
    pub(super) brotli: Option<Cow<'static, [u8]>>,
    pub(super) gzip: Option<Cow<'static, [u8]>>,
    /// First digits of the hash of the plain bytes.
    pub(super) tag: String,
}

/// The files of the app.
#[derive(Clone, Debug)]
pub enum Assets {
    /// In the binary.
    Embedded,
    /// In a folder, read anew each time.
    Folder(PathBuf),
}

static EMBEDDED: LazyLock<BTreeMap<&'static str, File>> = LazyLock::new(|| {
    let all: BTreeMap<&str, &'static [u8]> = FILES.iter().copied().collect();
    let copy = |name: &str, ending: &str| all.get(format!("{name}{ending}").as_str()).map(|b| Cow::Borrowed(*b));
    all.iter()
        .map(|(name, bytes)| {
            let file = File {
                plain: Cow::Borrowed(*bytes),
                brotli: copy(name, ".br"),
                gzip: copy(name, ".gz"),
                tag: tag(bytes),
            };
            (*name, file)
        })
        .collect()
});

static EMBEDDED_POLICY: LazyLock<String> = LazyLock::new(|| {
    let hashes = FILES.iter().find(|(name, _)| *name == HASHES).map(|(_, b)| *b);
    policy(&String::from_utf8_lossy(hashes.unwrap_or_default()))
});

/// The file with the hashes of inline scripts and styles.
const HASHES: &str = "csp.txt";

impl Assets {
    /// What this binary was told to serve: the folder that the environment names, what is built in, or `dist` beside it.
    pub fn of_this_build() -> Self {
        match std::env::var_os(FOLDER) {
            Some(folder) => Self::Folder(folder.into()),
            None if EMBEDS == "true" => Self::Embedded,
            None => Self::Folder("dist".into()),
        }
    }

    /// The file at `path`, if it may be served.
    pub(super) fn find(&self, path: &str) -> Option<File> {
        let fine = |part: Component<'_>| matches!(part, Component::Normal(_));
        let ending = Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or_default();
        if path == HASHES || matches!(ending, "br" | "gz") || !Path::new(path).components().all(fine) {
            return None;
        }
        match self {
            Self::Embedded => EMBEDDED.get(path).cloned(),
            Self::Folder(folder) => {
                let read = |ending: &str| {
                    std::fs::read(folder.join(format!("{path}{ending}")))
                        .ok()
                        .map(Cow::Owned)
                };
                let plain = read("")?;
                Some(File {
                    tag: tag(&plain),
                    brotli: read(".br"),
                    gzip: read(".gz"),
                    plain,
                })
            }
        }
    }

    /// The Content-Security-Policy for these files.
    pub fn policy(&self) -> Cow<'static, str> {
        match self {
            Self::Embedded => Cow::Borrowed(EMBEDDED_POLICY.as_str()),
            Self::Folder(folder) => {
                let hashes = std::fs::read_to_string(folder.join(HASHES)).unwrap_or_default();
                Cow::Owned(policy(&hashes))
            }
        }
    }
}

fn tag(bytes: &[u8]) -> String {
    random::digest(bytes).chars().take(16).collect()
}

/// Lines `script 'sha256-…'` and `style 'sha256-…'`; anything else is left out.
fn policy(lines: &str) -> String {
    let of = |kind: &str| {
        lines
            .lines()
            .filter_map(|line| line.strip_prefix(kind)?.strip_prefix(' '))
            .filter(|hash| {
                let inner = hash.strip_prefix("'sha256-").and_then(|rest| rest.strip_suffix('\''));
                inner.is_some_and(|i| {
                    i.bytes()
                        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
                })
            })
            .flat_map(|hash| [" ", hash])
            .collect::<String>()
    };
    headers::policy(&of("script"), &of("style"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_go_into_the_policy_and_nothing_else_does() {
        let text = "script 'sha256-abc+/='\nstyle 'sha256-def'\nscript 'unsafe-inline'\nscript 'sha256-a'; img-src *\n";
        let policy = policy(text);
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-abc+/=';"));
        assert!(policy.contains("style-src 'self' 'sha256-def';"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains('*'));
    }

    #[test]
    fn nothing_outside_the_folder_is_found() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dist")).unwrap();
        std::fs::write(folder.path().join("secret"), "x").unwrap();
        std::fs::write(folder.path().join("dist/a.js"), "x").unwrap();
        let assets = Assets::Folder(folder.path().join("dist"));
        assert!(assets.find("a.js").is_some());
        for path in [
            "../secret",
            "/etc/passwd",
            "./a.js",
            "a.js/../../secret",
            "csp.txt",
            "a.js.br",
        ] {
            assert!(assets.find(path).is_none(), "{path}");
        }
    }
}
