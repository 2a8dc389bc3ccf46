//! What the resident's side asks: another time, a word, 催一催, 取消, 确认办好, 评价, 重办. The desk may do some of it for them.

use super::{Case, Refused, Verdict, chosen};
use crate::{
    order::{Act, Answer, By, Did, Part, Rating, Satisfaction, State, URGE_EVERY, Why, timers::revive_within},
    reason::{Code, Field, Reason},
    time::{DAY, Slot},
    world::{Stop, ensure},
};

const BEFORE_SERVICE: &[State] = &[
    State::Submitted,
    State::Open,
    State::Offered,
    State::Accepted,
    State::EnRoute,
];

pub(super) fn decide<'a>(case: &Case<'_>, act: &'a Act) -> Result<Verdict<'a>, Refused> {
    let (order, now) = (case.order, case.ctx.now);
    let (by, did, words) = match act {
        Act::AskSlot { .. } | Act::AnswerSlot { .. } | Act::MoveSlot { .. } => return time(case, act),
        Act::Confirm => {
            // Whoever served can't say for the resident that it was done.
            ensure(!case.standing.served(), Code::BothSides)?;
            let by = case.customer()?;
            case.in_state(&[State::AwaitingConfirm])?;
            (by, Did::Confirmed, "")
        }
        Act::Rate {
            face,
            stars,
            tags,
            text,
        } => {
            ensure(!case.standing.served(), Code::BothSides)?;
            let by = case.customer().or_else(|_| case.desk())?;
            case.in_state(&[State::Closed])?;
            ensure(order.rating.is_none(), Code::AlreadyExists)?;
            (by, rated(case, *face, *stars, tags)?, text.as_str())
        }
        Act::Redo { why, text } => {
            let by = case.customer().or_else(|_| case.desk())?;
            case.in_state(&[State::AwaitingConfirm, State::Closed])?;
            revivable(case)?;
            (
                by,
                Did::Redone {
                    why: chosen(*why, Why::REDO)?,
                    due: case.accept_due()?,
                },
                text.as_str(),
            )
        }
        Act::Cancel { why, text } => {
            let by = cancelling(case)?;
            {
                let list = if matches!(by.part, Part::Staff | Part::Secretary) {
                    Why::CANCEL_DESK
                } else {
                    Why::CANCEL
                };
                let why = chosen(*why, list)?;
                (by, Did::Cancelled { why }, text.as_str())
            }
        }
        Act::Urge => {
            let by = case.customer()?;
            ensure(
                !order.state.is_ended() && order.state != State::AwaitingConfirm,
                Code::WrongState,
            )?;
            if let Some(next) = order.urged_at.map(|at| at.plus(URGE_EVERY)).filter(|next| now < *next) {
                return Err(Reason::from(Code::UrgedRecently).until(next).into());
            }
            (by, Did::Urged, "")
        }
        Act::Appeal { text } => {
            let by = case.customer()?;
            case.in_state(&[State::Declined])?;
            ensure(!order.appealed, Code::AppealUsed)?;
            revivable(case)?;
            (
                by,
                Did::Appealed {
                    due: Some(now.plus(DAY)),
                },
                text.as_str(),
            )
        }
        Act::Remark { text } => {
            let by = case.customer().or_else(|_| case.desk()).or_else(|_| case.holder())?;
            crate::text::required(text, crate::text::NOTE_MAX, Field::Note)?;
            return Ok((by, Vec::new(), text));
        }
        _ => return Err(Code::UnknownCommand.into()),
    };
    Ok((by, vec![did], words))
}

/// 改时间: the resident's side asks, the holder or the desk agrees or moves it on the phone. The whole clock keeps running.
fn time<'a>(case: &Case<'_>, act: &Act) -> Result<Verdict<'a>, Refused> {
    let by = if matches!(act, Act::AskSlot { .. }) {
        case.customer()?
    } else {
        case.holder().or_else(|lost| case.desk().map_err(|_| lost))?
    };
    case.in_state(BEFORE_SERVICE)?;
    let did = match act {
        Act::AskSlot { slot } => Did::SlotAsked {
            slot: future(case, *slot)?,
        },
        Act::MoveSlot { slot } => Did::SlotAgreed {
            slot: future(case, *slot)?,
        },
        Act::AnswerSlot { answer } => {
            let ask = case.order.slot_ask.as_ref().ok_or(Code::WrongState)?;
            match answer {
                Answer::Yes => Did::SlotAgreed { slot: ask.slot },
                Answer::No => Did::SlotRefused,
            }
        }
        _ => return Err(Code::UnknownCommand.into()),
    };
    Ok((by, vec![did], ""))
}

/// The resident's side before the service has begun; the desk as long as it has not ended.
fn cancelling(case: &Case<'_>) -> Result<By, Stop> {
    if let Ok(by) = case.customer() {
        case.in_state(BEFORE_SERVICE)?;
        return Ok(by);
    }
    let by = case.desk()?;
    ensure(!case.order.state.is_ended(), Code::WrongState)?;
    debug_assert!(matches!(by.part, Part::Staff | Part::Secretary));
    Ok(by)
}

/// An ended order can be revived for some days; then its contacts are erased and a new order is the way.
fn revivable(case: &Case<'_>) -> Result<(), Stop> {
    let order = case.order;
    let within = order
        .clocks
        .ended
        .is_none_or(|end| case.ctx.now <= end.plus(revive_within(order)));
    ensure(within && !order.contacts_erased, Code::TooLate)
}

/// A slot that is a range of one day and not over.
fn future(case: &Case<'_>, slot: Slot) -> Result<Slot, Stop> {
    let fits = slot.is_well_formed() && slot.end() > case.ctx.claimed.unwrap_or(case.ctx.now).min(case.ctx.now);
    if fits {
        Ok(slot)
    } else {
        Err(Reason::field(Code::SlotInvalid, Field::Slot).into())
    }
}

/// The rating, with known tags only: free words go into the text.
fn rated(case: &Case<'_>, face: Satisfaction, stars: u8, tags: &[String]) -> Result<Did, Stop> {
    ensure(stars <= 5 && tags.len() <= 8, Code::FieldInvalid)?;
    let plain = tags
        .iter()
        .all(|t| t.len() <= 24 && t.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    ensure(plain, Code::FieldInvalid)?;
    Ok(Did::Rated {
        rating: Rating {
            face,
            stars,
            tags: tags.to_vec(),
            at: case.ctx.now,
        },
    })
}
