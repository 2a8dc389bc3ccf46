//! 办完了, by whoever was at the door: the holder, or one who lost the order while offline (orders.md 5). Evidence is never dropped.

use super::{Case, Refused, Verdict};
use crate::{
    order::{CODE_TRIES, Did, Finish, Finishing, LAY_OUT_MAX, Proof, ServiceCode, State, Why},
    reason::{Code, Field, Reason},
    time::{HOUR, Instant},
    world::{Stop, ensure},
};

pub(super) fn decide<'a>(case: &Case<'_>, finishing: &'a Finishing) -> Result<Verdict<'a>, Refused> {
    if finishing.laid_out > LAY_OUT_MAX {
        let mut reason = Reason::field(Code::AmountTooHigh, Field::Amount).limit(LAY_OUT_MAX);
        reason.until = None;
        return Err(reason.into());
    }
    let finish = Finish {
        by: case.ctx.actor.person,
        at: case.ctx.now,
        claimed: case.ctx.claimed,
        outcome: finishing.outcome,
        proof: proof(case, finishing)?,
        laid_out: finishing.laid_out,
    };
    let due = confirm_by(case);
    if case.standing.holder {
        case.in_state(&[
            State::Open,
            State::Accepted,
            State::EnRoute,
            State::InService,
            State::Suspended,
        ])?;
        return Ok((case.member(), vec![Did::Finished { finish, due }], &finishing.text));
    }
    if !case.world.is_authority() {
        return Err(Stop::Undetermined.into());
    }
    late(case, finish, due, &finishing.text)
}

/// A finish by somebody who does not hold the order.
fn late<'a>(case: &Case<'_>, finish: Finish, due: Instant, text: &'a str) -> Result<Verdict<'a>, Refused> {
    let order = case.order;
    let by = case.member();
    let proven = finish.proof == Proof::Code;
    let lost_unasked = order.former_of(case.ctx.actor.person).is_some_and(|f| !f.by_own_wish);
    if !case.standing.former && !proven {
        // A stranger without the code says nothing that anybody needs to look at.
        return Err(Code::NotAllowed.into());
    }
    let nothing_begun = matches!(order.state, State::Open | State::Offered | State::Accepted);
    if proven && lost_unasked && nothing_begun {
        // The former holder was at the door with the resident's own code: it counts, and whoever came after is told.
        let mut dids: Vec<Did> = order
            .holders
            .iter()
            .map(|h| Did::Released {
                person: h.person,
                why: Why::SolvedOtherwise,
                by_own_wish: false,
                due: None,
            })
            .collect();
        dids.push(Did::Finished { finish, due });
        return Ok((by, dids, text));
    }
    let did = if case.standing.former && (order.state.is_begun() || order.state.is_held()) && order.contest.is_none() {
        Did::Contested {
            other: finish.by,
            evidence: finish,
        }
    } else {
        Did::Evidence { finish: Some(finish) }
    };
    Err(Refused::Instead(Code::Reassigned, by, vec![did]))
}

/// Only the server checks the code, and only five times; everywhere else a code is a claim.
fn proof(case: &Case<'_>, finishing: &Finishing) -> Result<Proof, Stop> {
    if let Some(signature) = &finishing.signature {
        ensure(signature.as_str().len() == 64, Code::FieldInvalid)?;
        return Ok(Proof::Signature(signature.clone()));
    }
    let Some(typed) = &finishing.code else {
        return Ok(Proof::Unchecked);
    };
    let claimed = ServiceCode::parse(typed)?;
    if !case.world.is_authority() || case.order.code_tries >= CODE_TRIES {
        return Ok(Proof::Claimed);
    }
    Ok(match case.order.code.get() {
        Some(code) if *code == claimed => Proof::Code,
        Some(_) => Proof::Mismatch,
        None => Proof::Claimed,
    })
}

/// Until when the resident is asked 办好了吗？
fn confirm_by(case: &Case<'_>) -> Instant {
    case.ctx.now.plus(i64::from(case.order.limits.confirm_hours) * HOUR)
}
