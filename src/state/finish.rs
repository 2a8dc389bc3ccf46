//! 办完了: what the form holds, whether it can be sent, and what became of it.

use doorstep_domain::{
    CommandId, PersonId, Reason,
    order::{Attached, Finishing, LAY_OUT_MAX, Order, Outcome, ServiceCode},
    text::NOTE_MAX,
};
use doorstep_replica::{EntryState, Replica};

use super::{
    ink::{Ink, Unfit},
    job,
};
use crate::text::{job as words, reason};

/// How the visit is vouched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The resident says the service code.
    Code,
    /// Whoever is at home signs.
    Signature,
    /// Neither; the community may call back.
    Nothing,
}

/// What the person filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// How it ended.
    pub outcome: Outcome,
    /// How it is vouched for; what was filled in for the other ways stays here and is not sent.
    pub check: Check,
    /// The digits typed so far.
    pub code: String,
    /// What is drawn so far.
    pub ink: Ink,
    /// Money laid out, as typed.
    pub amount: String,
    /// What was done.
    pub text: String,
    /// Photos that wait on this phone.
    pub attached: Vec<Attached>,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            outcome: Outcome::Solved,
            check: Check::Code,
            code: String::new(),
            ink: Ink::default(),
            amount: String::new(),
            text: String::new(),
            attached: Vec::new(),
        }
    }
}

/// Something to mend before it can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The id of its field on the screen.
    pub field: &'static str,
    /// What to do about it.
    pub text: String,
}

/// The field of the code.
pub const CODE: &str = "finish-code";
/// The pad for a signature.
pub const PAD: &str = "finish-pad";
/// The field of the amount.
pub const AMOUNT: &str = "finish-amount";
/// The field of the words.
pub const WORDS: &str = "finish-words";

/// The report that `form` makes; `lays_out` says whether the item knows money at all.
///
/// # Errors
/// Everything that has to be mended first.
pub fn finishing(form: &Form, lays_out: bool) -> Result<Finishing, Vec<Problem>> {
    let mut problems = Vec::new();
    let signature = match (form.check, form.ink.signature()) {
        (Check::Signature, Ok(signature)) => Some(signature),
        (Check::Signature, Err(unfit)) => {
            let text = match unfit {
                Unfit::Missing => words::sign_missing(),
                Unfit::TooMuch => words::sign_too_much(),
            };
            problems.push(Problem {
                field: PAD,
                text: text.to_owned(),
            });
            None
        }
        _ => None,
    };
    let by_code = form.check == Check::Code;
    if by_code && ServiceCode::parse(&form.code).is_err() {
        problems.push(Problem {
            field: CODE,
            text: words::code_short().to_owned(),
        });
    }
    let laid_out = match form.amount.trim() {
        _ if !lays_out => 0,
        "" => 0,
        typed => typed.parse().unwrap_or_else(|_| {
            problems.push(Problem {
                field: AMOUNT,
                text: words::amount_bad().to_owned(),
            });
            0
        }),
    };
    if laid_out > LAY_OUT_MAX {
        problems.push(Problem {
            field: AMOUNT,
            text: reason::amount(LAY_OUT_MAX),
        });
    }
    if form.text.trim().chars().count() > NOTE_MAX {
        problems.push(Problem {
            field: WORDS,
            text: reason::too_long(u32::try_from(NOTE_MAX).unwrap_or(u32::MAX)),
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Finishing {
        outcome: form.outcome,
        code: by_code.then(|| form.code.clone()),
        signature,
        laid_out,
        text: form.text.trim().to_owned(),
        attached: form.attached.iter().cloned().collect(),
    })
}

/// The code after `key` was pressed: digits are added up to four, anything else takes the last one away.
pub fn press(code: &str, key: Option<char>) -> String {
    match key {
        Some(digit) if code.len() < 4 && digit.is_ascii_digit() => format!("{code}{digit}"),
        Some(_) => code.to_owned(),
        None => code.chars().take(code.chars().count().saturating_sub(1)).collect(),
    }
}

/// Whether `me` may report the end of `order` now: who holds it, or who lost it and was there all the same.
pub fn may(order: &Order, me: PersonId) -> bool {
    let can = job::can(order, me);
    can.finish || can.late_finish || job::next(order, me) == Some(job::Next::Finish)
}

/// What became of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Only on this phone so far.
    Saved,
    /// The community has it.
    Got,
    /// It has to look at it; in words.
    Refused(Option<Reason>),
}

/// What became of the report given as `command`; none when it is not known here.
pub fn sent(replica: &Replica, command: CommandId) -> Option<Sent> {
    let entry = replica.entries().iter().find(|e| e.command_id == command)?;
    match &entry.state {
        EntryState::Queued | EntryState::Sent if entry.proof.is_none() => Some(Sent::Saved),
        // What goes again after a restore, they had.
        EntryState::Queued | EntryState::Sent | EntryState::Acknowledged(_) | EntryState::Settled(_) => Some(Sent::Got),
        EntryState::Parked(parked) => Some(Sent::Refused(parked.reason.clone())),
        EntryState::GivenUp(_) => None,
    }
}

#[cfg(test)]
#[path = "finish_tests.rs"]
mod tests;
