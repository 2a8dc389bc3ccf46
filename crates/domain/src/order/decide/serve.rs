//! What the person who holds an order does on the way and at the door. All of it works offline: the holder has what is needed.

use super::{
    Case, Refused, Verdict, chosen,
    desk::{ask_to_take_over, referral},
};
use crate::{
    order::{Act, Did, State, Why},
    reason::Code,
    time::DAY,
    world::ensure,
};

/// Somebody holds it, or one of several places, and nobody has finished.
const IN_HAND: &[State] = &[
    State::Open,
    State::Offered,
    State::Accepted,
    State::EnRoute,
    State::InService,
    State::Suspended,
];

pub(super) fn decide<'a>(case: &Case<'_>, act: &'a Act) -> Result<Verdict<'a>, Refused> {
    let (order, me) = (case.order, case.ctx.actor.person);
    if case.standing.former {
        match act {
            Act::Depart | Act::Arrive => return late_start(case),
            // Looked at while they held it, told when the network came back: the audit row must not be lost.
            Act::Look => return Ok((case.member(), vec![Did::Looked], "")),
            _ => {}
        }
    }
    let by = if matches!(act, Act::Suspend { .. } | Act::Resume) && !case.standing.holder && case.standing.staff {
        case.desk()?
    } else {
        case.holder()?
    };
    let (did, words) = match act {
        Act::HandBack { why, text } => {
            case.in_state(IN_HAND)?;
            let did = Did::Released {
                person: me,
                why: chosen(*why, Why::HAND_BACK)?,
                by_own_wish: true,
                due: case.accept_due()?,
            };
            (did, text.as_str())
        }
        Act::Transfer { to } => {
            ensure(*to != me, Code::AlreadyYours)?;
            (ask_to_take_over(case, me, *to)?, "")
        }
        Act::Called => {
            case.in_state(IN_HAND)?;
            (Did::Called { person: me }, "")
        }
        Act::Look => (Did::Looked, ""),
        Act::Depart => {
            case.in_state(&[State::Accepted])?;
            ensure(order.mode.travels(), Code::WrongState)?;
            (Did::Departed, "")
        }
        Act::Arrive => {
            case.in_state(&[State::Accepted, State::EnRoute])?;
            (Did::Arrived { due: None }, "")
        }
        Act::Suspend { why, text } => {
            case.in_state(&[State::EnRoute, State::InService])?;
            let until = case.ctx.now.plus(i64::from(order.limits.suspend_days) * DAY);
            let why = chosen(*why, Why::SUSPEND)?;
            (Did::Suspended { why, until }, text.as_str())
        }
        Act::Resume => {
            case.in_state(&[State::Suspended])?;
            let to = order.suspension.as_ref().map_or(State::InService, |s| s.from);
            (Did::Resumed { to }, "")
        }
        Act::ProposeReferral { to, why } => {
            case.in_state(&[State::Accepted, State::InService])?;
            (Did::ReferralProposed(referral(to, *why, true)?), "")
        }
        Act::StillHere => {
            case.in_state(&[State::InService])?;
            (Did::StillThere, "")
        }
        _ => return Err(Code::UnknownCommand.into()),
    };
    Ok((by, vec![did], words))
}

/// A start told by somebody who has lost the order. It is no step of it any more, but it is kept; and if it was made before
/// another finished, two people were there and the desk picks (orders.md 5).
fn late_start<'a>(case: &Case<'_>) -> Result<Verdict<'a>, Refused> {
    case.authority()?;
    let (order, me, now) = (case.order, case.ctx.actor.person, case.ctx.now);
    let made = case.ctx.claimed.unwrap_or(now).min(now);
    let others = order.finish.as_ref().filter(|f| f.by != me && made <= f.at);
    let done = matches!(order.state, State::AwaitingConfirm | State::Closed);
    let did = if done && others.is_some() && order.lost_unasked(me) && order.contest.is_none() {
        Did::Contested {
            other: me,
            evidence: None,
        }
    } else {
        Did::Evidence { finish: None }
    };
    Err(Refused::Instead(case.lost_code(), case.member(), vec![did]))
}
