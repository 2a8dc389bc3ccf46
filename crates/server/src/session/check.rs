//! Whose call is this? Asked with every call, of the records.

use doorstep_authority::Storage;
use doorstep_domain::{Instant, PersonId, entity::Partition, time::HOUR};
use doorstep_protocol::session::SessionFault;

use super::{Session, book};
use crate::{
    app::World,
    random,
    web::fault::{REAUTH, Result, session as refuse},
};

/// A session is marked as seen this often at most, so that a pull writes nothing.
const SEEN_EVERY: i64 = HOUR;

/// A session that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The person.
    pub person: PersonId,
    /// The name of its record.
    pub id: String,
    /// The session.
    pub session: Session,
}

impl Who {
    /// The call must name this person.
    ///
    /// # Errors
    /// 401 `reauth`.
    pub fn must_be(&self, actor: PersonId) -> Result<()> {
        if self.person == actor { Ok(()) } else { Err(REAUTH) }
    }
}

/// The session behind `token`, which may have been ended on purpose.
///
/// # Errors
/// 401 `reauth` when there is none (any more).
pub fn find(world: &World, token: &str, now: Instant) -> Result<Who> {
    let id = random::digest(token.as_bytes());
    let row = world
        .store()
        .read(|txn| book::get::<Session>(txn, book::SESSION, &id, now))?
        .ok_or(REAUTH)?;
    let person = row.owner.parse().map_err(|_| REAUTH)?;
    Ok(Who {
        person,
        id,
        session: row.body,
    })
}

/// The session behind `token`, if it holds. Using it moves its end away, for those that slide.
///
/// # Errors
/// 401 `reauth`, or `revoked` when it was ended on purpose.
pub fn check(world: &World, token: &str, now: Instant) -> Result<Who> {
    let mut who = find(world, token, now)?;
    if who.session.revoked.is_some() {
        return Err(refuse(SessionFault::Revoked));
    }
    if who.session.until <= now {
        return Err(REAUTH);
    }
    if now.since(who.session.seen) >= SEEN_EVERY {
        who.session.seen = now;
        if let Some(lasts) = who.session.slides {
            who.session.until = now.plus(lasts);
        }
        let (id, owner, session) = (who.id.clone(), who.person.to_string(), who.session.clone());
        world.store().write(&Partition::City.name(), move |txn| {
            // Ended in the meantime: stays ended.
            match book::get::<Session>(txn, book::SESSION, &id, now)? {
                Some(row) if row.body.revoked.is_none() => {
                    book::put(txn, book::SESSION, &id, &owner, &session, Some(session.until))
                }
                _ => Ok(()),
            }
        })?;
    }
    Ok(who)
}

/// [`check`], for a call that names its actor.
///
/// # Errors
/// Also when the session is another person's.
pub fn check_as(world: &World, token: &str, actor: PersonId, now: Instant) -> Result<Who> {
    let who = check(world, token, now)?;
    who.must_be(actor)?;
    Ok(who)
}
