//! Sealing a backup: XChaCha20-Poly1305 over pieces of 64 KiB (STREAM, so that no piece can be dropped, doubled or moved), under a key
//! made by argon2id from what the operator's key file holds and a salt of the file's own.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Write as _},
    path::Path,
};

use aead_stream::{DecryptorBE32, EncryptorBE32};
use argon2::Argon2;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};

use super::{BackupError, Result, at};
use crate::{data_dir::private, random};

/// Fewest characters of a key file.
pub const LEAST: usize = 20;
/// How a sealed file begins.
const MAGIC: &[u8; 18] = b"doorstep sealed 1\n";
const SALT: usize = 16;
const NONCE: usize = 19;
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;

/// The operator's key, as its file holds it.
pub struct SealKey(Vec<u8>);

impl core::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SealKey(****)")
    }
}

impl SealKey {
    /// Reads a key file. White space around the key does not count, so that an editor's last line does no harm.
    ///
    /// # Errors
    /// When it can't be read or holds too little.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).map_err(at(path))?;
        let key = bytes.trim_ascii();
        if key.len() < LEAST {
            return Err(BackupError::Weak(path.to_owned()));
        }
        Ok(Self(key.to_owned()))
    }

    fn cipher(&self, salt: &[u8]) -> Result<XChaCha20Poly1305> {
        let mut key = [0; 32];
        let made = Argon2::default().hash_password_into(&self.0, salt, &mut key);
        made.map_err(|_| BackupError::Sealed)?;
        Ok(XChaCha20Poly1305::new(&key.into()))
    }
}

/// Whether the file at `path` is sealed.
///
/// # Errors
/// When it can't be read.
pub fn is_sealed(path: &Path) -> Result<bool> {
    let mut begin = [0; MAGIC.len()];
    let mut file = File::open(path).map_err(at(path))?;
    match file.read_exact(&mut begin) {
        Ok(()) => Ok(begin == *MAGIC),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(at(path)(error)),
    }
}

/// Writes what `from` holds to a new file at `to`, sealed and on the disk.
///
/// # Errors
/// When a file can't be read or written.
pub fn seal(from: &Path, to: &Path, key: &SealKey) -> Result<()> {
    let (salt, nonce) = (random::bytes::<SALT>(), random::bytes::<NONCE>());
    let mut cipher = EncryptorBE32::from_aead(key.cipher(&salt)?, &nonce.into());
    let mut input = BufReader::new(File::open(from).map_err(at(from))?);
    let output = private(OpenOptions::new().write(true).create_new(true), to).map_err(at(to))?;
    let mut output = BufWriter::new(output);
    for part in [MAGIC.as_slice(), &salt, &nonce] {
        output.write_all(part).map_err(at(to))?;
    }
    let mut piece = next(&mut input, PIECE).map_err(at(from))?;
    loop {
        let following = next(&mut input, PIECE).map_err(at(from))?;
        if following.is_empty() {
            let last = cipher.encrypt_last(&*piece).map_err(|_| BackupError::Sealed)?;
            output.write_all(&last).map_err(at(to))?;
            break;
        }
        let sealed = cipher.encrypt_next(&*piece).map_err(|_| BackupError::Sealed)?;
        output.write_all(&sealed).map_err(at(to))?;
        piece = following;
    }
    let output = output
        .into_inner()
        .map_err(io::IntoInnerError::into_error)
        .map_err(at(to))?;
    output.sync_all().map_err(at(to))
}

/// Writes what the sealed file `from` holds to a new file at `to`.
///
/// # Errors
/// [`BackupError::Sealed`] when the key is another one or a single bit is.
pub fn open(from: &Path, to: &Path, key: &SealKey) -> Result<()> {
    let mut input = BufReader::new(File::open(from).map_err(at(from))?);
    let mut head = [0; MAGIC.len() + SALT + NONCE];
    input.read_exact(&mut head).map_err(at(from))?;
    let (salt, nonce) = head[MAGIC.len()..].split_at(SALT);
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| BackupError::Sealed)?;
    let mut cipher = DecryptorBE32::from_aead(key.cipher(salt)?, &nonce.into());
    let output = private(OpenOptions::new().write(true).create_new(true), to).map_err(at(to))?;
    let mut output = BufWriter::new(output);
    let mut piece = next(&mut input, PIECE + TAG).map_err(at(from))?;
    loop {
        let following = next(&mut input, PIECE + TAG).map_err(at(from))?;
        if following.is_empty() {
            let last = cipher.decrypt_last(&*piece).map_err(|_| BackupError::Sealed)?;
            output.write_all(&last).map_err(at(to))?;
            return output.flush().map_err(at(to));
        }
        let opened = cipher.decrypt_next(&*piece).map_err(|_| BackupError::Sealed)?;
        output.write_all(&opened).map_err(at(to))?;
        piece = following;
    }
}

/// The next `size` bytes; fewer at the end.
fn next(input: &mut impl Read, size: usize) -> io::Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(size);
    input
        .take(u64::try_from(size).unwrap_or(u64::MAX))
        .read_to_end(&mut piece)?;
    Ok(piece)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn what_was_sealed_opens_with_its_key_alone_and_only_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        let [key, other] = [b'a', b'b'].map(|c| SealKey(vec![c; LEAST]));
        for size in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7] {
            let plain: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
            let (from, to, back) = (file("plain"), file("sealed"), file("back"));
            fs::write(&from, &plain).unwrap();
            seal(&from, &to, &key).unwrap();
            assert!(is_sealed(&to).unwrap() && !is_sealed(&from).unwrap());
            assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
            open(&to, &back, &key).unwrap();
            assert_eq!(fs::read(&back).unwrap(), plain, "{size}");
            fs::remove_file(&back).unwrap();
            assert!(matches!(open(&to, &back, &other), Err(BackupError::Sealed)));
            let whole = fs::read(&to).unwrap();
            let cut = whole.len().saturating_sub(PIECE + TAG).max(MAGIC.len() + SALT + NONCE);
            for damaged in [
                whole[..whole.len() - 1].to_vec(),
                whole[..cut].to_vec(),
                [&*whole, &[0]].concat(),
            ] {
                let _ = fs::remove_file(&back);
                fs::write(&to, &damaged).unwrap();
                assert!(open(&to, &back, &key).is_err(), "{size}");
            }
            let mut flipped = whole.clone();
            let last = flipped.len() - 1;
            flipped[last] ^= 1;
            let _ = fs::remove_file(&back);
            fs::write(&to, &flipped).unwrap();
            assert!(open(&to, &back, &key).is_err());
            for name in ["plain", "sealed", "back"] {
                let _ = fs::remove_file(file(name));
            }
        }
    }

    #[test]
    fn a_key_file_must_hold_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        fs::write(&path, format!("  {}\n", "x".repeat(LEAST - 1))).unwrap();
        assert!(matches!(SealKey::read(&path), Err(BackupError::Weak(_))));
        fs::write(&path, format!("{}\r\n", "x".repeat(LEAST))).unwrap();
        assert_eq!(SealKey::read(&path).unwrap().0.len(), LEAST);
    }
}
