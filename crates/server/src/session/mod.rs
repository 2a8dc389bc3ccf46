//! Who may speak: sessions, cards, passwords, transfer codes, devices. All of it are records of the store.
//!
//! A session is known by a random token in a cookie and stored under its hash. An unknown or expired one is `reauth`, and the
//! phone keeps everything; `revoked` is said only for a row that was ended on purpose.

pub mod book;
pub mod card;
pub mod check;
pub mod code;
pub mod device;
pub mod evidence;
pub mod open_codes;
pub mod password;
pub mod people;
pub mod redeem;
pub mod secret;
pub mod setup;
pub mod transfer;

use doorstep_authority::Txn;
use doorstep_domain::{Grant, Instant, PersonId, Role, time::DAY, time::HOUR};
use serde::{Deserialize, Serialize};

use crate::random;

/// A session as stored, under the hash of its token, owned by its person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its name in the device list; tells nothing about the token.
    pub handle: String,
    /// The word it was given.
    pub device: String,
    /// Signed in since.
    pub since: Instant,
    /// Last seen, to the hour.
    pub seen: Instant,
    /// Ends then.
    pub until: Instant,
    /// Each use moves the end this far away; none for those that end whatever happens.
    pub slides: Option<i64>,
    /// Ended on purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Instant>,
}

/// How long a sign-in lasts (reliability.md 3): residents half a year and members a month from their last use, so that nobody
/// is sent back to the window without need; whoever sees other people's contacts or places orders for them, one working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Milliseconds.
    pub lasts: i64,
    /// Counted from the last use.
    pub slides: bool,
}

impl Term {
    /// For somebody with these grants.
    pub fn of(grants: &[Grant]) -> Self {
        let any = |roles: &[Role]| grants.iter().any(|g| roles.contains(&g.role));
        if any(&OFFICE) {
            Self {
                lasts: 12 * HOUR,
                slides: false,
            }
        } else if any(&[Role::Member, Role::Volunteer]) {
            Self {
                lasts: 30 * DAY,
                slides: true,
            }
        } else {
            Self {
                lasts: 180 * DAY,
                slides: true,
            }
        }
    }
}

/// Roles that sign in by password and never by a card.
pub const OFFICE: [Role; 4] = [Role::Staff, Role::Secretary, Role::Department, Role::Operator];

/// Longest word for a device, in characters.
const DEVICE_MAX: usize = 40;

/// Opens a session of `person` and returns its token, which is stored nowhere.
///
/// # Errors
/// When the store fails.
pub fn open(
    txn: &mut dyn Txn,
    person: PersonId,
    device: &str,
    term: Term,
    now: Instant,
) -> doorstep_authority::Result<(String, Session)> {
    let token = random::token::<32>();
    let device: String = device.chars().filter(|c| !c.is_control()).take(DEVICE_MAX).collect();
    let session = Session {
        handle: random::token::<8>(),
        device: device.trim().to_owned(),
        since: now,
        seen: now,
        until: now.plus(term.lasts),
        slides: term.slides.then_some(term.lasts),
        revoked: None,
    };
    let id = random::digest(token.as_bytes());
    book::put(
        txn,
        book::SESSION,
        &id,
        &person.to_string(),
        &session,
        Some(session.until),
    )?;
    Ok((token, session))
}
