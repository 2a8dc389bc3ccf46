//! Printed cards (居民码): a secret in a QR and a code to type, three activations in thirty days. Printing again voids the one
//! before.

use doorstep_authority::{Storage, Txn};
use doorstep_domain::{Instant, PersonId, entity::Partition, time::DAY};
use doorstep_protocol::session::Card;
use serde::{Deserialize, Serialize};

use super::{book, code::Code, people, redeem::CodeRow, secret::Hashed};
use crate::{
    app::World,
    random,
    web::fault::{Fault, Result},
};

/// 微信 first, then the system browser, and one more.
pub const ACTIVATIONS: u8 = 3;
/// How long a card works.
const LASTS: i64 = 30 * DAY;

/// A card as stored, under the hash of its secret, owned by its person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRow {
    /// Activations left.
    pub left: u8,
    /// The code that belongs to it.
    pub selector: String,
}

/// What a new card needs that takes long: the code and its hash.
#[derive(Debug)]
pub struct Blank {
    code: Code,
    hashed: Hashed,
}

impl Blank {
    /// A new code, hashed.
    pub fn new() -> Self {
        let code = Code::random();
        Self {
            hashed: Hashed::new(code.proof()),
            code,
        }
    }

    /// Stores the code as `row` says and returns it as printed; none when its selector is taken.
    ///
    /// # Errors
    /// When the store fails.
    pub fn store(
        &self,
        txn: &mut dyn Txn,
        owner: &str,
        row: impl FnOnce(Hashed) -> CodeRow,
        until: Instant,
        now: Instant,
    ) -> doorstep_authority::Result<Option<String>> {
        let selector = self.code.selector();
        if book::get::<CodeRow>(txn, book::CODE, selector, now)?.is_some() {
            return Ok(None);
        }
        book::put(txn, book::CODE, selector, owner, &row(self.hashed.clone()), Some(until))?;
        Ok(Some(self.code.printed()))
    }

    /// What finds the code.
    pub fn selector(&self) -> &str {
        self.code.selector()
    }
}

impl Default for Blank {
    fn default() -> Self {
        Self::new()
    }
}

/// Prints a card of `person`, asked by `desk`. Earlier cards of the person are void from now on.
///
/// # Errors
/// 403 when the desk is another community's, 409 for people who sign in by password.
pub fn print(world: &World, desk: PersonId, person: PersonId, blank: Blank, base: &str, now: Instant) -> Result<Card> {
    let found = people::load(world, person)?;
    people::must_be_desk_of(world, desk, &found, now)?;
    people::must_use_cards(&found)?;
    let secret = random::token::<16>();
    let id = random::digest(secret.as_bytes());
    let until = now.plus(LASTS);
    let code = world.store().write(&Partition::City.name(), move |txn| {
        let owner = person.to_string();
        void(txn, &owner, None)?;
        let row = CardRow {
            left: ACTIVATIONS,
            selector: blank.selector().to_owned(),
        };
        book::put(txn, book::CARD, &id, &owner, &row, Some(until))?;
        blank.store(txn, &owner, |proof| CodeRow::of_card(id, proof), until, now)
    })?;
    Ok(Card {
        name: people::name(&found),
        url: format!("{base}/join#{secret}"),
        // A taken selector is answered as busy; the desk taps again.
        code: code.ok_or(Fault::Busy)?,
        until,
        activations: ACTIVATIONS,
    })
}

/// Removes every card of `owner`, or those printed before a moment, with their codes.
///
/// # Errors
/// When the store fails.
pub fn void(txn: &mut dyn Txn, owner: &str, before: Option<Instant>) -> doorstep_authority::Result<()> {
    for record in txn.records_of(book::CARD, owner)? {
        let printed = record.expires.map(|end| end.plus(-LASTS));
        if before.is_some_and(|before| printed >= Some(before)) {
            continue;
        }
        let row: CardRow = serde_json::from_str(&record.body)?;
        txn.delete_record(book::CODE, &row.selector)?;
        txn.delete_record(book::CARD, &record.id)?;
    }
    Ok(())
}
