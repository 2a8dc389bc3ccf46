//! 换个浏览器打开: a code that opens the same person's session in another browser of the same phone. Ten minutes, once.

use doorstep_authority::Storage;
use doorstep_domain::{Instant, entity::Partition, time::MINUTE};
use doorstep_protocol::session::Transfer;

use super::{card::Blank, check::Who, redeem::CodeRow};
use crate::{
    app::World,
    web::fault::{Fault, Result},
};

/// How long a code works.
const LASTS: i64 = 10 * MINUTE;

/// Makes a code for the session of `who`.
///
/// # Errors
/// When the store fails.
pub fn create(world: &World, who: &Who, blank: Blank, base: &str, now: Instant) -> Result<Transfer> {
    let until = now.plus(LASTS);
    let (owner, session) = (who.person.to_string(), who.session.clone());
    let code = world.store().write(&Partition::City.name(), move |txn| {
        blank.store(txn, &owner, |proof| CodeRow::of_transfer(&session, proof), until, now)
    })?;
    let code = code.ok_or(Fault::Busy)?;
    Ok(Transfer {
        url: format!("{base}/join#{}", code.replace('-', "")),
        code,
        until,
    })
}
