//! Staff sign in by account and password.

use doorstep_authority::Storage;
use doorstep_domain::{Code, Field, Instant, PersonId, Reason, entity::Partition};
use serde::{Deserialize, Serialize};

use super::{
    Term, book, people,
    redeem::{Opened, REFUSED},
    secret::Hashed,
};
use crate::{
    app::World,
    web::fault::{Result, field},
};

/// Shortest password, in characters (ASVS 6.2.1).
pub const LEAST: u32 = 8;
/// Longest password: enough for a sentence, short enough to hash.
const MOST: usize = 128;
/// Longest account name.
const ACCOUNT_MAX: usize = 32;
/// What everybody tries first.
const COMMON: &str = include_str!("common-passwords.txt");

/// An account as stored, under its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whose.
    pub person: PersonId,
    /// The password.
    pub password: Hashed,
}

/// The name as stored: trimmed, lower case.
///
/// # Errors
/// 409 `field` when it is empty, too long or holds spaces.
pub fn account_name(typed: &str) -> Result<String> {
    let name = typed.trim().to_lowercase();
    let fits =
        (1..=ACCOUNT_MAX).contains(&name.chars().count()) && !name.chars().any(|c| c.is_whitespace() || c.is_control());
    if fits {
        Ok(name)
    } else {
        Err(field(Reason::field(Code::FieldInvalid, Field::Name)))
    }
}

/// A password somebody may choose: long enough, and not one of those that are tried first. No other rule.
///
/// # Errors
/// 409 `field`.
pub fn acceptable(password: &str, account: &str) -> Result<()> {
    let count = password.chars().count();
    if count < usize::try_from(LEAST).unwrap_or(usize::MAX) {
        return Err(field(Reason::field(Code::FieldMissing, Field::Unknown).limit(LEAST)));
    }
    if count > MOST {
        return Err(field(Reason::field(Code::FieldTooLong, Field::Unknown)));
    }
    let plain = password.to_lowercase();
    if plain == account || COMMON.lines().any(|common| common == plain) {
        return Err(field(Reason::field(Code::FieldInvalid, Field::Unknown)));
    }
    Ok(())
}

/// What to check a password against; nobody's when there is no such account.
///
/// # Errors
/// When the store fails.
pub fn proof(world: &World, account: &str, now: Instant) -> Result<(Option<PersonId>, Hashed)> {
    let row = world
        .store()
        .read(|txn| book::get::<Account>(txn, book::ACCOUNT, account, now))?;
    Ok(row.map_or((None, Hashed::of_nobody()), |row| {
        (Some(row.body.person), row.body.password)
    }))
}

/// Opens a session of `person`.
///
/// # Errors
/// 401 `refused` when the person is gone.
pub fn open(world: &World, person: PersonId, device: &str, now: Instant) -> Result<Opened> {
    let found = people::load(world, person).map_err(|_| REFUSED)?;
    let (device, term) = (device.to_owned(), Term::of(&found.grants));
    let (token, session) = world.store().write(&Partition::City.name(), move |txn| {
        super::open(txn, person, &device, term, now)
    })?;
    Ok(Opened { person, token, session })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_not_the_usual_ones() {
        assert!(acceptable("窗口三点半喝茶去", "wang").is_ok());
        for bad in ["short", "password", "12345678", "QWERTYUIOP", "wangwangwang"] {
            assert!(acceptable(bad, "wangwangwang").is_err(), "{bad}");
        }
        assert!(acceptable(&"长".repeat(129), "wang").is_err());
    }

    #[test]
    fn the_list_is_clean() {
        let lines: Vec<_> = COMMON.lines().collect();
        assert!(lines.len() >= 100);
        assert!(lines.iter().all(|l| l.len() >= 8 && l.to_lowercase() == **l));
    }
}
