//! What the person who holds an order does on the way and at the door. All of it works offline: the holder has what is needed.

use super::{Case, Refused, Verdict, desk::first_refusal};
use crate::{
    order::{Act, Did, Referral, State},
    reason::{Code, Field},
    text,
    time::DAY,
    world::ensure,
};

/// States in which the order is on somebody's hands and not finished.
const HELD: &[State] = &[State::Accepted, State::EnRoute, State::InService, State::Suspended];

pub(super) fn decide<'a>(case: &Case<'_>, act: &'a Act) -> Result<Verdict<'a>, Refused> {
    let (order, me) = (case.order, case.ctx.actor.person);
    // A late start by somebody who lost the order is no step of it any more, but it is kept.
    if matches!(act, Act::Depart | Act::Arrive) && case.standing.former {
        return Err(Refused::Instead(
            Code::Reassigned,
            case.member(),
            vec![Did::Evidence { finish: None }],
        ));
    }
    let by = if matches!(act, Act::Suspend { .. } | Act::Resume) && !case.standing.holder && case.standing.staff {
        case.desk()?
    } else {
        case.holder()?
    };
    let (dids, words) = match act {
        Act::HandBack { why, text } => {
            let in_hand = [HELD, &[State::Open]].concat();
            case.in_state(&in_hand)?;
            let mut dids = vec![Did::Released {
                person: me,
                why: *why,
                by_own_wish: true,
                due: case.accept_due(),
            }];
            if order.holders.len() == 1 {
                dids.extend(first_refusal(case)?);
            }
            (dids, text.as_str())
        }
        Act::Transfer { to } => {
            case.in_state(&[State::Accepted])?;
            ensure(*to != me && order.holder(*to).is_none(), Code::AlreadyYours)?;
            ensure(!order.resident.is(to), Code::OwnHousehold)?;
            let due = order
                .slot
                .start()
                .max(case.ctx.now.plus(i64::from(order.limits.answer) * crate::time::MINUTE));
            (vec![Did::TransferAsked { from: me, to: *to, due }], "")
        }
        Act::Called => {
            case.in_state(HELD)?;
            (vec![Did::Called { person: me }], "")
        }
        Act::Look => (vec![Did::Looked], ""),
        Act::Depart => {
            case.in_state(&[State::Accepted])?;
            ensure(order.mode.travels(), Code::WrongState)?;
            (vec![Did::Departed], "")
        }
        Act::Arrive => {
            case.in_state(&[State::Accepted, State::EnRoute])?;
            (vec![Did::Arrived { due: None }], "")
        }
        Act::Suspend { why, text } => {
            case.in_state(&[State::EnRoute, State::InService])?;
            let until = case.ctx.now.plus(i64::from(order.limits.suspend_days) * DAY);
            (vec![Did::Suspended { why: *why, until }], text.as_str())
        }
        Act::Resume => {
            case.in_state(&[State::Suspended])?;
            (vec![Did::Resumed], "")
        }
        Act::ProposeReferral { to, why } => {
            case.in_state(HELD)?;
            let to = text::required(to, text::DOOR_MAX, Field::Note)?;
            (
                vec![Did::ReferralProposed(Referral {
                    to,
                    why: *why,
                    proposed: true,
                })],
                "",
            )
        }
        Act::StillHere => {
            case.in_state(&[State::InService])?;
            (vec![Did::StillThere], "")
        }
        _ => return Err(Code::UnknownCommand.into()),
    };
    Ok((by, dids, words))
}
