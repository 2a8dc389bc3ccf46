//! What the desk decides: 受理, 不予受理, 转办, 派单, contested orders, call-backs.

use super::{Case, Refused, Verdict};
use crate::{
    calendar::WorkingCalendar,
    order::{Act, By, Did, Link, Part, Referral, State},
    reason::{Code, Field},
    seen::Seen,
    text,
    world::{Lookup, ensure},
};

pub(super) fn decide<'a>(case: &Case<'_>, act: &'a Act) -> Result<Verdict<'a>, Refused> {
    let order = case.order;
    let (by, did, words) = match act {
        Act::Open => {
            let by = case.desk()?;
            appeal_is_for_the_secretary(case, &by)?;
            case.in_state(&[State::Submitted])?;
            let mut dids = vec![Did::Opened { due: case.accept_due() }];
            dids.extend(first_refusal(case)?);
            return Ok((by, dids, ""));
        }
        Act::Decline { why, instead } => {
            let by = case.desk()?;
            appeal_is_for_the_secretary(case, &by)?;
            case.in_state(&[State::Submitted])?;
            let instead = text::optional(instead, text::DOOR_MAX, Field::Note)?;
            (by, Did::Declined { why: *why, instead }, "")
        }
        Act::Refer { to, why } => {
            let by = case.desk()?;
            case.in_state(&[State::Submitted, State::Accepted, State::InService])?;
            let to = text::required(to, text::DOOR_MAX, Field::Note)?;
            (
                by,
                Did::Referred(Referral {
                    to,
                    why: *why,
                    proposed: false,
                }),
                "",
            )
        }
        Act::EndReferral { outcome } => {
            let by = if case.standing.department {
                By {
                    part: Part::Department,
                    person: Seen::known(case.ctx.actor.person),
                }
            } else {
                case.desk()?
            };
            case.in_state(&[State::Referred])?;
            (
                by,
                Did::ReferralEnded {
                    outcome: *outcome,
                    due: case.accept_due(),
                },
                "",
            )
        }
        Act::Offer { to } => {
            let by = case.desk()?;
            case.in_state(&[State::Submitted, State::Open])?;
            let person = case.world.person(*to).required()?;
            // A helper is judged by the same rules as if they took it themselves; their load is judged when they answer.
            let actor = person.actor(case.ctx.now, std::collections::BTreeSet::new());
            ensure(actor.serves(&order.community, None), Code::NotAllowed)?;
            ensure(
                !order.resident.is(to) && order.placed_by.get() != Some(to),
                Code::OwnHousehold,
            )?;
            ensure(order.holder(*to).is_none(), Code::AlreadyYours)?;
            let hours = case.world.community(&order.community).required()?.hours();
            let due = hours.after(case.ctx.now, order.limits.answer);
            (by, Did::Offered { to: *to, due }, "")
        }
        Act::Release { person, why } => {
            let by = case.desk()?;
            case.in_state(&[
                State::Open,
                State::Accepted,
                State::EnRoute,
                State::InService,
                State::Suspended,
            ])?;
            ensure(order.holder(*person).is_some(), Code::NotFound)?;
            (
                by,
                Did::Released {
                    person: *person,
                    why: *why,
                    by_own_wish: false,
                    due: case.accept_due(),
                },
                "",
            )
        }
        Act::Reveal { why } => {
            let by = case.desk()?;
            ensure(!order.contacts_hidden, Code::TooLate)?;
            (by, Did::Revealed { why: *why }, "")
        }
        Act::Settle { keep } => {
            let by = case.desk()?;
            let contest = order.contest.as_ref().filter(|c| !c.settled).ok_or(Code::WrongState)?;
            let finish = if contest.other == *keep {
                contest.evidence.clone()
            } else {
                order.finish.clone().filter(|f| f.by == *keep).ok_or(Code::NotFound)?
            };
            case.in_state(&[
                State::Accepted,
                State::EnRoute,
                State::InService,
                State::Suspended,
                State::AwaitingConfirm,
            ])?;
            (by, Did::Settled { finish }, "")
        }
        Act::Link { other, merge } => {
            let by = case.desk()?;
            ensure(*other != order.id, Code::FieldInvalid)?;
            let target = case.world.order(*other).required()?;
            ensure(target.community == order.community, Code::OutsideArea)?;
            if !matches!(case.world.order(*other), Lookup::Known(_)) {
                return Err(Code::NotFound.into());
            }
            (
                by,
                Did::Linked(Link {
                    other: *other,
                    merged: *merge,
                }),
                "",
            )
        }
        Act::CallBack { satisfied, text } => {
            ensure(order.state.is_begun() || order.state.is_ended(), Code::WrongState)?;
            (case.desk()?, Did::CalledBack { satisfied: *satisfied }, text.as_str())
        }
        _ => return Err(Code::UnknownCommand.into()),
    };
    Ok((by, vec![did], words))
}

/// An appealed order is decided by the secretary, not by those who declined it.
fn appeal_is_for_the_secretary(case: &Case<'_>, by: &By) -> Result<(), crate::world::Stop> {
    ensure(!case.order.appealed || by.part == Part::Secretary, Code::NotAllowed)
}

/// Whoever stands by is asked first when a place becomes free (候补).
pub(super) fn first_refusal(case: &Case<'_>) -> Result<Option<Did>, crate::world::Stop> {
    let Some(first) = case.order.standby.first() else {
        return Ok(None);
    };
    let hours = case.world.community(&case.order.community).required()?.hours();
    Ok(Some(Did::Offered {
        to: *first,
        due: hours.after(case.ctx.now, case.order.limits.answer),
    }))
}
