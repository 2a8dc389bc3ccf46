//! What the desk decides: 受理, 不予受理, 转办, 派单, contested orders, call-backs.

use super::{Case, Refused, Verdict, chosen};
use crate::{
    ItemCode, PersonId, Slot,
    catalogue::Mode,
    order::{Act, By, Did, Filling, Finish, Link, Part, Referral, State, Why},
    reason::{Code, Field, Reason},
    seen::Seen,
    text,
    world::{Stop, ensure},
};

/// Somebody holds a place of it, or may hold one of several.
const MAY_BE_HELD: &[State] = &[
    State::Open,
    State::Offered,
    State::Accepted,
    State::EnRoute,
    State::InService,
    State::Suspended,
];

pub(super) fn decide<'a>(case: &Case<'_>, act: &'a Act) -> Result<Verdict<'a>, Refused> {
    let order = case.order;
    if let Act::EndReferral { outcome } = act {
        let by = department(case)?;
        case.in_state(&[State::Referred])?;
        let (outcome, due) = (*outcome, case.accept_due()?);
        return Ok((by, vec![Did::ReferralEnded { outcome, due }], ""));
    }
    let by = case.desk()?;
    let did = match act {
        Act::Open => {
            triage(case, &by, &[State::Submitted])?;
            ensure(!order.spoken, Code::NotFilledIn)?;
            Did::Opened {
                due: case.accept_due()?,
            }
        }
        Act::Fill { item, mode, slot, text } => {
            triage(case, &by, &[State::Submitted])?;
            return Ok((by, vec![filled(case, item, *mode, *slot)?], text));
        }
        Act::Decline { why, instead } => {
            triage(case, &by, &[State::Submitted])?;
            Did::Declined {
                why: chosen(*why, Why::DECLINE)?,
                instead: text::optional(instead, text::DOOR_MAX, Field::Note)?,
            }
        }
        Act::Refer { to, why } => {
            triage(case, &by, &[State::Submitted, State::Accepted, State::InService])?;
            ensure(!order.spoken, Code::NotFilledIn)?;
            Did::Referred(referral(to, *why, false)?)
        }
        Act::Offer { to } => {
            triage(case, &by, &[State::Submitted, State::Open])?;
            ensure(!order.spoken, Code::NotFilledIn)?;
            may_ask(case, *to)?;
            let due = case.answer_due()?;
            Did::Offered { to: *to, due }
        }
        Act::Release { person, why } => {
            case.in_state(MAY_BE_HELD)?;
            ensure(order.holder(*person).is_some(), Code::NotFound)?;
            Did::Released {
                person: *person,
                why: chosen(*why, Why::REASSIGN)?,
                by_own_wish: false,
                due: case.accept_due()?,
            }
        }
        Act::Reveal { why } => {
            ensure(!order.contacts_hidden, Code::TooLate)?;
            Did::Revealed {
                why: chosen(*why, Why::REVEAL)?,
            }
        }
        Act::Settle { keep } => Did::Settled {
            finish: settled(case, *keep)?,
        },
        Act::Link { other, merge } => {
            ensure(*other != order.id, Code::FieldInvalid)?;
            let target = case.world.order(*other).required()?;
            ensure(target.community == order.community, Code::OutsideArea)?;
            Did::Linked(Link {
                other: *other,
                merged: *merge,
            })
        }
        Act::CallBack { satisfied, text } => {
            ensure(!case.standing.served(), Code::BothSides)?;
            ensure(order.state.is_begun() || order.state.is_ended(), Code::WrongState)?;
            let satisfied = *satisfied;
            return Ok((by, vec![Did::CalledBack { satisfied }], text));
        }
        _ => return Err(Code::UnknownCommand.into()),
    };
    Ok((by, vec![did], ""))
}

/// What was said, as one of the services there are. Where somebody is to come, the resident's own door is known already.
fn filled(case: &Case<'_>, item: &ItemCode, mode: Mode, slot: Slot) -> Result<Did, Stop> {
    ensure(case.order.spoken, Code::WrongState)?;
    let item = case.world.item(item).required()?;
    let offered = !item.hidden && !item.spoken && item.modes.contains(&mode);
    ensure(offered, Code::ItemNotOffered)?;
    let chosen = case
        .ctx
        .claimed
        .map_or(case.ctx.now, |claimed| claimed.min(case.ctx.now));
    if !slot.is_well_formed() || slot.end() <= chosen {
        return Err(Reason::field(Code::SlotInvalid, Field::Slot).into());
    }
    if mode.travels() && case.order.building.is_none() {
        return Err(Reason::field(Code::FieldMissing, Field::Building).into());
    }
    Ok(Did::Filled(Box::new(Filling::of(item, mode, slot))))
}

/// 转给别人, asked by the desk for the one who leads.
pub(super) fn transfer<'a>(case: &Case<'_>, to: PersonId) -> Result<Verdict<'a>, Refused> {
    let by = case.desk()?;
    let lead = case.order.holders.iter().find(|h| h.lead);
    let from = lead.map(|h| h.person).ok_or(Code::WrongState)?;
    Ok((by, vec![ask_to_take_over(case, from, to)?], ""))
}

/// Asks `to` to take the place of `from`, who keeps it until the other says yes.
pub(super) fn ask_to_take_over(case: &Case<'_>, from: PersonId, to: PersonId) -> Result<Did, Stop> {
    case.in_state(&[State::Accepted])?;
    may_ask(case, to)?;
    let due = case.order.slot.start().max(case.answer_due()?);
    Ok(Did::TransferAsked { from, to, due })
}

/// A referral to a department, by name.
pub(super) fn referral(to: &str, why: Why, proposed: bool) -> Result<Referral, Stop> {
    Ok(Referral {
        to: text::required(to, text::DOOR_MAX, Field::Note)?,
        why: chosen(why, Why::REFER)?,
        proposed,
        outcome: None,
    })
}

/// Whether `to` may be asked by name. Their load and their own household are judged when they answer.
fn may_ask(case: &Case<'_>, to: PersonId) -> Result<(), Stop> {
    let order = case.order;
    ensure(order.holder(to).is_none(), Code::AlreadyYours)?;
    ensure(!order.resident.is(&to) && !order.placed_by.is(&to), Code::OwnHousehold)?;
    let person = case.world.person(to).required()?;
    let helper = person.actor(case.ctx.now, std::collections::BTreeSet::new());
    ensure(helper.serves(&order.community, None), Code::NotAllowed)?;
    ensure(
        order.skill.as_ref().is_none_or(|s| helper.skills.contains(s)),
        Code::SkillMissing,
    )
}

/// The desk's first decision about an order. An appeal is decided by the secretary, not by those who declined it.
fn triage(case: &Case<'_>, by: &By, states: &[State]) -> Result<(), Stop> {
    case.in_state(states)?;
    let appeal = case.order.appealed && case.order.state == State::Submitted;
    ensure(!appeal || by.part == Part::Secretary, Code::NotAllowed)
}

/// The department that has it, or the desk in its name.
fn department(case: &Case<'_>) -> Result<By, Stop> {
    if !case.standing.department {
        return case.desk();
    }
    ensure(!case.standing.customer(), Code::BothSides)?;
    Ok(By {
        part: Part::Department,
        person: Seen::known(case.ctx.actor.person),
    })
}

/// The finish that counts from now on. Nobody decides about their own.
fn settled(case: &Case<'_>, keep: PersonId) -> Result<Finish, Stop> {
    let order = case.order;
    ensure(!case.standing.served(), Code::BothSides)?;
    let contest = order.contest.as_ref().filter(|c| !c.settled).ok_or(Code::WrongState)?;
    let done = &[State::AwaitingConfirm, State::Closed];
    ensure(order.state.is_held() || done.contains(&order.state), Code::WrongState)?;
    let theirs = contest.evidence.as_ref().filter(|_| contest.other == keep);
    let finish = theirs.or(order.finish.as_ref().filter(|f| f.by == keep));
    finish.cloned().ok_or_else(|| Code::NotFound.into())
}
