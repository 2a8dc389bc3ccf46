//! Spending a card or a transfer code. What was scanned is looked up by its hash; what was typed is found by its first
//! characters, counts as a try before it is checked, and is locked after the fifth. Every refusal looks the same.

use doorstep_authority::{Storage, Txn};
use doorstep_domain::{Instant, PersonId, entity::Partition};
use doorstep_protocol::session::SessionFault;
use serde::{Deserialize, Serialize};

use super::{Session, Term, book, card::CardRow, code::Code, people, secret::Hashed};
use crate::{
    app::World,
    random,
    web::fault::{Fault, Result, session as refuse},
};

/// Wrong tries after which a code is locked for good.
pub const TRIES: u8 = 5;
/// Hex digits of a scanned secret.
const SECRET_LENGTH: usize = 32;

/// A code as stored, under its first characters, owned by its person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeRow {
    /// What it opens.
    opens: Opens,
    /// What proves it.
    proof: Hashed,
    /// Tries so far.
    tries: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Opens {
    /// The card with this name.
    Card(String),
    /// Another browser of the same person, once. Those who must sign in again each day keep their end.
    Transfer { until: Instant, slides: Option<i64> },
}

impl CodeRow {
    /// The code of a card.
    pub const fn of_card(card: String, proof: Hashed) -> Self {
        Self {
            opens: Opens::Card(card),
            proof,
            tries: 0,
        }
    }

    /// The code that copies `session` to another browser.
    pub const fn of_transfer(session: &Session, proof: Hashed) -> Self {
        Self {
            opens: Opens::Transfer {
                until: session.until,
                slides: session.slides,
            },
            proof,
            tries: 0,
        }
    }
}

/// What somebody scanned or typed, before it is checked.
#[derive(Clone, Debug)]
pub enum Claim {
    /// A scanned secret: the name of its card.
    Scanned(String),
    /// A typed code, with what must prove it.
    Typed {
        /// The code.
        code: Code,
        /// To check it against; nobody's when the code is unknown or locked.
        proof: Hashed,
    },
}

impl Claim {
    /// Checks what was typed; slow on purpose. Nothing to do for what was scanned.
    ///
    /// # Errors
    /// 401 `refused`.
    pub fn prove(self) -> Result<Self> {
        match &self {
            Self::Typed { code, proof } if !proof.is(code.proof()) => Err(REFUSED),
            _ => Ok(self),
        }
    }
}

/// What every wrong, spent, void, locked or old code is answered with.
pub const REFUSED: Fault = refuse(SessionFault::Refused);

/// Takes what was scanned or typed; a typed code loses one of its tries.
///
/// # Errors
/// 401 `refused` for what is neither.
pub fn claim(world: &World, typed: &str, now: Instant) -> Result<Claim> {
    let typed = typed.trim();
    if typed.len() == SECRET_LENGTH && typed.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(Claim::Scanned(random::digest(typed.to_ascii_lowercase().as_bytes())));
    }
    let code = Code::parse(typed).ok_or(REFUSED)?;
    let selector = code.selector().to_owned();
    let proof = world.store().write(&Partition::City.name(), move |txn| {
        let Some(mut row) = book::get::<CodeRow>(txn, book::CODE, &selector, now)? else {
            return Ok(Hashed::of_nobody());
        };
        if row.body.tries >= TRIES {
            return Ok(Hashed::of_nobody());
        }
        row.body.tries += 1;
        keep(txn, &selector, &row)?;
        Ok(row.body.proof)
    })?;
    Ok(Claim::Typed { code, proof })
}

/// Stores a code row that is there already, its end as it was.
fn keep(txn: &mut dyn Txn, selector: &str, row: &book::Row<CodeRow>) -> doorstep_authority::Result<()> {
    let until = txn.record(book::CODE, selector)?.and_then(|r| r.expires);
    book::put(txn, book::CODE, selector, &row.owner, &row.body, until)
}

/// A session that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Whose.
    pub person: PersonId,
    /// For the cookie.
    pub token: String,
    /// The session.
    pub session: Session,
}

/// Spends a proven claim: one transaction takes the activation and opens the session.
///
/// # Errors
/// 401 `refused` when it was spent, voided or ended in the meantime.
pub fn spend(world: &World, claim: Claim, device: &str, now: Instant) -> Result<Opened> {
    let device = device.to_owned();
    let owner = {
        let claim = claim.clone();
        world.store().read(|txn| match &claim {
            Claim::Scanned(card) => Ok(book::get::<CardRow>(txn, book::CARD, card, now)?.map(|row| row.owner)),
            Claim::Typed { code, .. } => {
                Ok(book::get::<CodeRow>(txn, book::CODE, code.selector(), now)?.map(|row| row.owner))
            }
        })?
    };
    let person: PersonId = owner.and_then(|owner| owner.parse().ok()).ok_or(REFUSED)?;
    let found = people::load(world, person).map_err(|_| REFUSED)?;
    let by_card = people::must_use_cards(&found).is_ok();
    let term = Term::of(&found.grants);
    let opened = world.store().write(&Partition::City.name(), move |txn| {
        let spent = match &claim {
            Claim::Scanned(card) if by_card => activate(txn, card, now)?.then_some(term),
            Claim::Scanned(_) => None,
            Claim::Typed { code, .. } => type_in(txn, code.selector(), by_card, term, now)?,
        };
        let Some(term) = spent else { return Ok(None) };
        let (token, session) = super::open(txn, person, &device, term, now)?;
        Ok(Some(Opened { person, token, session }))
    })?;
    opened.ok_or(REFUSED)
}

/// Takes one activation of a card.
fn activate(txn: &mut dyn Txn, card: &str, now: Instant) -> doorstep_authority::Result<bool> {
    let Some(mut row) = book::get::<CardRow>(txn, book::CARD, card, now)? else {
        return Ok(false);
    };
    if row.body.left == 0 {
        return Ok(false);
    }
    row.body.left -= 1;
    let until = txn.record(book::CARD, card)?.and_then(|r| r.expires);
    book::put(txn, book::CARD, card, &row.owner, &row.body, until)?;
    Ok(true)
}

/// Uses a code that was proven; says how long the session lasts.
fn type_in(
    txn: &mut dyn Txn,
    selector: &str,
    by_card: bool,
    term: Term,
    now: Instant,
) -> doorstep_authority::Result<Option<Term>> {
    let Some(mut row) = book::get::<CodeRow>(txn, book::CODE, selector, now)? else {
        return Ok(None);
    };
    match row.body.opens.clone() {
        Opens::Card(card) => {
            if !by_card || !activate(txn, &card, now)? {
                return Ok(None);
            }
            row.body.tries = 0;
            keep(txn, selector, &row)?;
            Ok(Some(term))
        }
        Opens::Transfer { until, slides } => {
            txn.delete_record(book::CODE, selector)?;
            let lasts = slides.unwrap_or_else(|| until.since(now));
            Ok((lasts > 0).then_some(Term {
                lasts,
                slides: slides.is_some(),
            }))
        }
    }
}
