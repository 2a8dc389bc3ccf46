//! 接单: taking an order from the pool, from an offer or from a colleague. Only the server knows who was first, so on a phone
//! each of these is an intent (登记意向) until the answer comes.

use super::{Case, Refused, Verdict};
use crate::{
    catalogue::Pool,
    order::{Act, Answer, Card, Did, State},
    reason::{Code, Reason},
    seen::Seen,
    time::{HOUR, MINUTE},
    world::{Stop, ensure},
};

/// Longest life of an intent made offline (orders.md 5).
const INTENT_LIFE: i64 = 4 * HOUR;
/// An accept judged within this time of being tapped was made online: nothing to expire.
const ONLINE: i64 = 2 * MINUTE;

pub(super) fn decide<'a>(case: &Case<'_>, act: &'a Act) -> Result<Verdict<'a>, Refused> {
    let (order, me) = (case.order, case.ctx.actor.person);
    let by = case.member();
    let dids = match act {
        Act::Accept { generation } => {
            ensure(!case.standing.holder, Code::AlreadyYours)?;
            ensure(!case.own(), Code::OwnHousehold)?;
            let offered = order.state == State::Offered && order.offer.as_ref().is_some_and(|o| o.to == me);
            if order.state.is_held() || (order.state == State::Offered && !offered) {
                return taken(case);
            }
            ensure(order.state == State::Open || offered, Code::WrongState)?;
            ensure(order.pool == Pool::Open || offered, Code::DispatchOnly)?;
            ensure(
                case.ctx.actor.serves(&order.community, order.building.as_ref()) || offered,
                Code::OutsideArea,
            )?;
            fresh(case)?;
            able(case)?;
            ensure(order.generation == *generation, Code::Reassigned)?;
            vec![accepted(case)?]
        }
        Act::AnswerOffer { answer } => {
            let due = order.offer.as_ref().filter(|o| o.to == me).map(|o| o.due);
            let Some(due) = due.filter(|_| order.state == State::Offered) else {
                return lapsed(case, *answer);
            };
            match answer {
                Answer::No => vec![Did::OfferEnded {
                    lapsed: false,
                    due: case.accept_due()?,
                }],
                // Judged by the server's receipt: a late yes is an intent like any other.
                Answer::Yes if case.ctx.now > due => return lapsed(case, *answer),
                Answer::Yes => {
                    ensure(!case.own(), Code::OwnHousehold)?;
                    able(case)?;
                    vec![accepted(case)?]
                }
            }
        }
        Act::AnswerTransfer { answer } => {
            let handover = order
                .handover
                .as_ref()
                .filter(|h| h.to == me)
                .ok_or(Code::OfferLapsed)?;
            case.in_state(&[State::Accepted])?;
            match answer {
                Answer::No => vec![Did::TransferDeclined],
                Answer::Yes => {
                    ensure(!case.own(), Code::OwnHousehold)?;
                    able(case)?;
                    case.authority()?;
                    vec![Did::Transferred {
                        from: handover.from,
                        to: me,
                        card: card(case)?,
                    }]
                }
            }
        }
        Act::LeaveStandby => {
            ensure(case.standing.standby, Code::WrongState)?;
            vec![Did::LeftStandby { person: me }]
        }
        _ => return Err(Code::UnknownCommand.into()),
    };
    Ok((by, dids, ""))
}

/// Somebody else has it: refused, and first in line if it comes back.
fn taken<'a>(case: &Case<'_>) -> Result<Verdict<'a>, Refused> {
    case.authority()?;
    let me = case.ctx.actor.person;
    let welcome = case.order.pool == Pool::Open
        && case
            .ctx
            .actor
            .serves(&case.order.community, case.order.building.as_ref())
        && !case.standing.standby
        && able(case).is_ok();
    if !welcome {
        return Err(Code::AlreadyTaken.into());
    }
    Err(Refused::Instead(
        Code::AlreadyTaken,
        case.member(),
        vec![Did::StoodBy { person: me }],
    ))
}

/// The offer is gone. A yes is an intent from then on: judged as if it had been tapped in the pool.
fn lapsed<'a>(case: &Case<'_>, answer: Answer) -> Result<Verdict<'a>, Refused> {
    case.authority()?;
    let order = case.order;
    let may = order.pool == Pool::Open && case.ctx.actor.serves(&order.community, order.building.as_ref());
    if answer == Answer::No || !may || case.own() || case.standing.holder {
        return Err(Code::OfferLapsed.into());
    }
    if order.state.is_held() || order.state == State::Offered {
        return taken(case);
    }
    ensure(order.state == State::Open, Code::OfferLapsed)?;
    fresh(case)?;
    able(case)?;
    Ok((case.member(), vec![accepted(case)?], ""))
}

fn accepted(case: &Case<'_>) -> Result<Did, Stop> {
    case.authority()?;
    Ok(Did::Accepted {
        person: case.ctx.actor.person,
        card: card(case)?,
        due: None,
    })
}

/// What the resident will see of the person.
fn card(case: &Case<'_>) -> Result<Seen<Card>, Stop> {
    let person = case.world.person(case.ctx.actor.person).required()?;
    let text = |value: &Seen<String>| value.get().cloned().unwrap_or_default();
    Ok(Seen::known(Card {
        name: text(&person.profile.name),
        badge: person.badge.clone().unwrap_or_default(),
        post: person.post.clone().unwrap_or_default(),
        phone_tail: text(&person.profile.phone_tail),
    }))
}

/// An intent made offline expires: min(4 h, slot − 1 h), judged when the server receives it.
fn fresh(case: &Case<'_>) -> Result<(), Stop> {
    let age = case.ctx.age();
    let slot_near = case.ctx.now > case.order.slot.start().plus(-HOUR);
    ensure(age <= ONLINE || (age <= INTENT_LIFE && !slot_near), Code::IntentExpired)
}

/// Serves here at all, skill, cap and no hard overlap. An offer may reach beyond the zone, never beyond the community.
/// Cap and overlap bind within the community.
fn able(case: &Case<'_>) -> Result<(), Stop> {
    let actor = case.ctx.actor;
    ensure(actor.serves(&case.order.community, None), Code::OutsideArea)?;
    let skill = case.order.skill.as_ref();
    let skilled = skill.is_none_or(|skill| actor.skills.contains(skill));
    ensure(skilled, Code::SkillMissing)?;
    let load = case.world.load(&case.order.community, actor.person).required()?;
    if load.held.len() >= usize::try_from(actor.cap).unwrap_or(usize::MAX) {
        return Err(Reason::from(Code::CapReached).limit(actor.cap).into());
    }
    let clash = load
        .held
        .iter()
        .any(|(id, slot)| *id != case.order.id && slot.overlaps(&case.order.slot));
    ensure(!clash, Code::Overlap)
}
