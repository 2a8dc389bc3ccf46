//! 办完了, by whoever was at the door: the holder, or one who lost the order while offline (orders.md 5). Evidence is never dropped.

use super::{Case, Dids, Refused, Verdict, words};
use crate::{
    order::{Attachments, CODE_TRIES, Did, Finish, Finishing, LAY_OUT_MAX, Proof, ServiceCode, State, Why, attachment},
    reason::{Code, Field, Reason},
    seen::Seen,
    time::{HOUR, Instant},
    world::{Stop, ensure},
};

pub(super) fn decide<'a>(case: &Case<'_>, finishing: &'a Finishing) -> Result<Verdict<'a>, Refused> {
    if finishing.laid_out > LAY_OUT_MAX {
        return Err(Reason::field(Code::AmountTooHigh, Field::Amount)
            .limit(LAY_OUT_MAX)
            .into());
    }
    let drawn = finishing.signature.as_ref();
    if drawn.is_some_and(|s| !s.is_well_formed()) {
        return Err(Reason::field(Code::FieldInvalid, Field::Signature).into());
    }
    let finish = Finish {
        by: case.ctx.actor.person,
        at: case.ctx.now,
        claimed: case.ctx.claimed,
        outcome: finishing.outcome,
        proof: proof(case, finishing)?,
        // Whoever served does not see it again, so the phone shows none: the command brings it to the server.
        signature: Seen::from(drawn.filter(|_| case.world.is_authority()).cloned()),
        laid_out: finishing.laid_out,
    };
    let attachments = attachment::attach(case.ctx, &case.order.attachments(), &finishing.attached)?;
    let due = confirm_by(case);
    if case.standing.holder {
        case.in_state(&[
            State::Open,
            State::Offered,
            State::Accepted,
            State::EnRoute,
            State::InService,
            State::Suspended,
        ])?;
        let dids = [Did::Finished { finish, due }].into_iter().chain(shown(attachments));
        return Ok((case.member(), dids.collect(), &finishing.text));
    }
    case.authority()?;
    if case.standing.former {
        late(case, finish, due, shown(attachments), &finishing.text)
    } else {
        stranger(case, finish)
    }
}

/// The photos of a finish, if it has any.
fn shown(attachments: Seen<Attachments>) -> Option<Did> {
    (!attachments.is_hidden()).then_some(Did::Attached { attachments })
}

/// A finish by somebody who held it and lost it.
fn late<'a>(
    case: &Case<'_>,
    finish: Finish,
    due: Instant,
    photos: Option<Did>,
    text: &'a str,
) -> Result<Verdict<'a>, Refused> {
    let order = case.order;
    let by = case.member();
    let unasked = order.lost_unasked(finish.by);
    let proven = unasked && finish.proof == Proof::Code;
    if proven && matches!(order.state, State::Open | State::Offered | State::Accepted) {
        // They were at the door and heard the resident's own code, and nobody else has begun: it counts, whoever came after is told.
        let told = order.holders.iter().map(|h| Did::Released {
            person: h.person,
            why: Why::SolvedOtherwise,
            by_own_wish: false,
            due: None,
        });
        let dids: Dids = told.chain([Did::Finished { finish, due }]).chain(photos).collect();
        return Ok((by, dids, text));
    }
    let began_too = order
        .contest
        .as_ref()
        .is_some_and(|c| c.other == finish.by && !c.settled);
    let contested = if began_too {
        unasked
    } else {
        proven && order.contest.is_none()
    };
    let begun = matches!(order.state, State::EnRoute) || order.state.is_begun();
    let did = if contested && begun {
        Did::Contested {
            other: finish.by,
            evidence: Some(finish),
        }
    } else {
        Did::Evidence { finish: Some(finish) }
    };
    let mut dids = vec![did];
    dids.extend(photos);
    dids.extend(words(case, &by, text, true)?);
    Err(Refused::Instead(case.lost_code(), by, dids))
}

/// A finish by somebody who never held it. With a code it goes to the desk, right or wrong: the answer tells nobody whether a
/// guess was right, and a wrong one is one of the five tries. Without a code there is nothing to look at.
fn stranger<'a>(case: &Case<'_>, finish: Finish) -> Result<Verdict<'a>, Refused> {
    let helper = case.ctx.actor.serves(&case.order.community, None) && !case.own();
    let checked = matches!(finish.proof, Proof::Code | Proof::Mismatch);
    ensure(helper && checked, Code::NotAllowed)?;
    let did = Did::Evidence { finish: Some(finish) };
    Err(Refused::Instead(Code::AlreadyTaken, case.member(), vec![did]))
}

/// Only the server checks the code, and only five times; everywhere else a code is a claim. A signature beside a code proves no more
/// and no less than the code.
fn proof(case: &Case<'_>, finishing: &Finishing) -> Result<Proof, Stop> {
    let Some(typed) = &finishing.code else {
        let drawn = finishing.signature.is_some();
        return Ok(if drawn { Proof::Signature } else { Proof::Unchecked });
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
