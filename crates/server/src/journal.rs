//! The journal: what must stay taken away although the data goes back. Devices that were signed out, cards that became void, consents
//! that were withdrawn. One JSON line each, in the data folder and not in the database, so that no backup holds it; on the disk
//! before the answer. Ids and moments only.
//!
//! At each start, and whenever another life of the data begins, all of it is done again: that changes nothing where nothing was
//! lost, and holds also when somebody copied an old database in place.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
    sync::{Mutex, PoisonError},
};

use doorstep_authority::{
    Result, Storage, Txn,
    recovery::{self, Withdrawal},
};
use doorstep_domain::{Instant, PersonId, entity::Partition, person::Consent};
use serde::{Deserialize, Serialize};

use crate::{
    data_dir::private,
    session::{Session, book, card, device},
};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// When.
    pub at: Instant,
    /// What was taken away.
    pub gone: Gone,
}

/// What is taken away for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    /// A device was signed out from afar: its phone is told so.
    Device {
        /// Whose.
        person: PersonId,
        /// The name of its record.
        session: String,
    },
    /// A device signed itself out.
    Out {
        /// The name of its record.
        session: String,
    },
    /// Every device of a person that was signed in before.
    Everywhere {
        /// Whose.
        person: PersonId,
    },
    /// Every card of a person that was printed before.
    Cards {
        /// Whose.
        person: PersonId,
    },
    /// A consent.
    Consent {
        /// Whose.
        person: PersonId,
        /// To what.
        purpose: Consent,
    },
}

/// The file, open for writing.
#[derive(Debug)]
pub struct Journal(Mutex<File>);

impl Journal {
    /// Opens or makes it. Half a line of a process that died is ended, so that the next one is whole.
    ///
    /// # Errors
    /// When the file can't be used.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = private(OpenOptions::new().append(true).create(true), path)?;
        if fs::read(path)?.last().is_some_and(|last| *last != b'\n') {
            file.write_all(b"\n")?;
        }
        file.sync_all()?;
        Ok(Self(Mutex::new(file)))
    }

    /// Notes something; returns when it is on the disk.
    ///
    /// # Errors
    /// When it is not.
    pub fn note(&self, line: &Line) -> io::Result<()> {
        let mut text = serde_json::to_string(line)?;
        text.push('\n');
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }
}

/// Everything in the journal at `path`. What can't be read, half a line or one of a newer build, is left out.
///
/// # Errors
/// When the file can't be read; a missing one is empty.
pub fn read(path: &Path) -> io::Result<Vec<Line>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    Ok(text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect())
}

/// The consents among `lines`.
pub fn withdrawn(lines: &[Line]) -> Vec<Withdrawal> {
    let consent = |line: &Line| match line.gone {
        Gone::Consent { person, purpose } => Some(Withdrawal {
            person,
            purpose,
            at: line.at,
        }),
        _ => None,
    };
    lines.iter().filter_map(consent).collect()
}

/// Takes away again what `lines` say.
///
/// # Errors
/// When the store fails.
pub fn replay<S: Storage>(store: &S, lines: Vec<Line>, now: Instant) -> Result<()> {
    let consents = withdrawn(&lines);
    store.write(&Partition::City.name(), move |txn| {
        lines.iter().try_for_each(|line| take_away(txn, line, now))
    })?;
    recovery::withdraw_again(store, consents, now)
}

fn take_away(txn: &mut dyn Txn, line: &Line, now: Instant) -> Result<()> {
    match &line.gone {
        Gone::Device { person, session } => match book::get::<Session>(txn, book::SESSION, session, now)? {
            Some(row) if row.body.revoked.is_none() => device::revoke(txn, *person, session, row.body, line.at),
            _ => Ok(()),
        },
        Gone::Out { session } => txn.delete_record(book::SESSION, session),
        Gone::Everywhere { person } => {
            for record in txn.records_of(book::SESSION, &person.to_string())? {
                let session: Session = serde_json::from_str(&record.body)?;
                if session.since < line.at {
                    txn.delete_record(book::SESSION, &record.id)?;
                }
            }
            Ok(())
        }
        Gone::Cards { person } => card::void(txn, &person.to_string(), Some(line.at)),
        // Done apart, with what it erases.
        Gone::Consent { .. } => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_line_and_a_newer_one_lose_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let line = |n| Line {
            at: Instant(n),
            gone: Gone::Out { session: n.to_string() },
        };
        Journal::open(&path).unwrap().note(&line(1)).unwrap();
        let mut torn = fs::read(&path).unwrap();
        torn.extend_from_slice(b"{\"at\":2,\"gone\":{\"hologram\":{}}}\n{\"at\":3,\"go");
        fs::write(&path, torn).unwrap();
        Journal::open(&path).unwrap().note(&line(4)).unwrap();
        assert_eq!(read(&path).unwrap(), [line(1), line(4)]);
        assert_eq!(read(&folder.path().join("none")).unwrap(), []);
    }
}
