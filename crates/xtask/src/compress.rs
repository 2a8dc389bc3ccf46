//! Compressed copies beside each text or wasm file, so that the server never compresses while someone waits.

use crate::failure::Outcome;
use flate2::{Compression, write::GzEncoder};
use std::{fs, io::Write, path::Path};

/// What compresses well; pictures are compressed already.
const KINDS: [&str; 8] = ["html", "js", "css", "wasm", "svg", "json", "webmanifest", "txt"];

/// How much time a smaller file is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// For what is shipped: brotli 11, gzip 9.
    Ship,
    /// For a try on one's own machine: brotli 5, gzip 6.
    Quick,
}

/// Whether a file of this name gets compressed copies.
pub(crate) fn is_worth_it(path: &Path) -> bool {
    path.extension()
        .and_then(|kind| kind.to_str())
        .is_some_and(|kind| KINDS.contains(&kind))
}

/// Writes `path.br` and `path.gz`.
pub(crate) fn write_copies(path: &Path, effort: Effort) -> Outcome {
    let bytes = fs::read(path)?;
    let name = path.as_os_str().to_string_lossy().into_owned();
    fs::write(format!("{name}.br"), brotli(&bytes, effort)?)?;
    fs::write(format!("{name}.gz"), gzip(&bytes, effort)?)?;
    Ok(())
}

/// `bytes` as a brotli stream.
pub(crate) fn brotli(bytes: &[u8], effort: Effort) -> Outcome<Vec<u8>> {
    let quality = match effort {
        Effort::Ship => 11,
        Effort::Quick => 5,
    };
    // 22 is the largest window every browser must accept.
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 22,
        ..Default::default()
    };
    let mut smaller = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut smaller, &parameters)?;
    Ok(smaller)
}

fn gzip(bytes: &[u8], effort: Effort) -> Outcome<Vec<u8>> {
    let level = match effort {
        Effort::Ship => Compression::best(),
        Effort::Quick => Compression::default(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn copies_unpack_to_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.js");
        let text = "let order = 1;".repeat(500);
        fs::write(&file, &text).unwrap();
        for effort in [Effort::Quick, Effort::Ship] {
            write_copies(&file, effort).unwrap();
            let mut unpacked = String::new();
            let packed = fs::read(folder.path().join("a.js.br")).unwrap();
            assert!(packed.len() < text.len() / 10);
            brotli::Decompressor::new(&*packed, 4096)
                .read_to_string(&mut unpacked)
                .unwrap();
            assert_eq!(unpacked, text);
            unpacked.clear();
            let packed = fs::read(folder.path().join("a.js.gz")).unwrap();
            flate2::read::GzDecoder::new(&*packed)
                .read_to_string(&mut unpacked)
                .unwrap();
            assert_eq!(unpacked, text);
        }
    }

    #[test]
    fn pictures_are_left_alone() {
        assert!(is_worth_it(Path::new("a/b.wasm")));
        assert!(!is_worth_it(Path::new("icons/icon-512.png")));
        assert!(!is_worth_it(Path::new("a.js.br")));
    }
}
