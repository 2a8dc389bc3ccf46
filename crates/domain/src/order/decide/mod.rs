//! What may happen to an order: one file per kind of person who asks.
//!
//! Triggered by a command from a phone (or replayed on one). Answers with facts, a refusal, a refusal that still records
//! something, or *undetermined*: on a partial copy, what only the server can judge becomes an intent.

mod customer;
mod desk;
mod finish;
mod place;
mod serve;
mod take;

use super::{
    command::{Act, OrderCommand},
    fact::{By, Did, OrderFact, Part},
    model::{Order, Remark},
    standing::Standing,
};
use crate::{
    entity::{Fact, Key},
    ids::OrderId,
    reason::{Code, Field},
    seen::Seen,
    text,
    world::{Ctx, Lookup, Need, Stop, World, ensure},
};

/// What a decision writes, before it is addressed.
type Dids = Vec<Did>;

/// The order under decision, with everything the rules ask about it.
struct Case<'a> {
    world: &'a dyn World,
    ctx: Ctx<'a>,
    order: &'a Order,
    standing: Standing,
}

impl Case<'_> {
    /// Acting for the resident.
    fn customer(&self) -> Result<By, Stop> {
        self.standing
            .as_customer(self.ctx.actor.person)
            .ok_or_else(|| Code::NotAllowed.into())
    }

    /// Acting for the desk; nobody decides at the desk about an order of their own household.
    fn desk(&self) -> Result<By, Stop> {
        ensure(!self.standing.customer() || self.standing.secretary, Code::BothSides)?;
        self.standing
            .as_desk(self.ctx.actor.person)
            .ok_or_else(|| Code::NotAllowed.into())
    }

    /// Acting as the one who holds it. A former holder hears that it went to someone else.
    fn holder(&self) -> Result<By, Stop> {
        if self.standing.holder {
            Ok(self.member())
        } else if self.standing.former {
            Err(Code::Reassigned.into())
        } else {
            Err(Code::NotAllowed.into())
        }
    }

    /// The part of member, whether or not the actor holds it.
    const fn member(&self) -> By {
        By {
            part: Part::Member,
            person: Seen::known(self.ctx.actor.person),
        }
    }

    /// The step needs one of these states.
    fn in_state(&self, states: &[super::State]) -> Result<(), Stop> {
        ensure(states.contains(&self.order.state), Code::WrongState)
    }

    /// When the order, opened now, should be taken.
    fn accept_due(&self) -> Option<crate::Instant> {
        super::timers::accept_due(self.order, self.ctx.now)
    }
}

/// What deciding `command` reads.
pub fn needs(command: &OrderCommand, actor: crate::PersonId) -> Vec<Need> {
    let mut needs = vec![
        Need::Entity(Key::order(command.order)),
        Need::Entity(Key::community(&command.community)),
    ];
    match &command.act {
        Act::Place(placing) => {
            needs.push(Need::Entity(Key::item(&placing.item)));
            needs.push(Need::Entity(Key::person(placing.resident)));
            needs.push(Need::OpenOrdersOf(command.community.clone(), placing.resident));
        }
        Act::Accept { .. } | Act::AnswerOffer { .. } | Act::AnswerTransfer { .. } => {
            needs.push(Need::Entity(Key::person(actor)));
            needs.push(Need::Load(command.community.clone(), actor));
        }
        Act::Offer { to } | Act::Transfer { to } => needs.push(Need::Entity(Key::person(*to))),
        Act::Link { other, .. } => needs.push(Need::Entity(Key::order(*other))),
        _ => {}
    }
    needs
}

/// Decides a command about an order.
///
/// # Errors
/// The refusal, or undetermined on a partial copy.
pub fn decide(world: &dyn World, ctx: Ctx<'_>, command: &OrderCommand) -> Result<Vec<(Key, Fact)>, Stop> {
    if let Act::Place(placing) = &command.act {
        ensure(
            !matches!(world.order(command.order), Lookup::Known(_)),
            Code::AlreadyExists,
        )?;
        let (by, order) = place::place(world, ctx, command, placing)?;
        return Ok(address(command.order, ctx, &by, vec![Did::Placed(Box::new(order))]));
    }
    let order = world.order(command.order).required()?;
    ensure(order.community == command.community, Code::NotFound)?;
    let standing = Standing::of(order, ctx.actor);
    let case = Case {
        world,
        ctx,
        order,
        standing,
    };
    let decided = act(&case, &command.act);
    let addressed = |by: &By, dids: Dids| address(command.order, ctx, by, dids);
    match decided {
        Ok((by, dids)) => Ok(addressed(&by, dids)),
        Err(Refused::Plain(stop)) if !standing.any() && world.is_authority() => match stop {
            // Whoever may not know of the order learns nothing from the kind of refusal, unless it is the pool's own answer.
            Stop::Rejected(reason) if matches!(reason.code, Code::NotAllowed | Code::WrongState) => {
                Err(Code::NotFound.into())
            }
            other => Err(other),
        },
        Err(Refused::Plain(stop)) => Err(stop),
        Err(Refused::Instead(code, by, dids)) => Err(Stop::Instead(code.into(), addressed(&by, dids))),
    }
}

/// A refusal, possibly with something recorded all the same.
enum Refused {
    Plain(Stop),
    Instead(Code, By, Dids),
}

impl<T: Into<Stop>> From<T> for Refused {
    fn from(stop: T) -> Self {
        Self::Plain(stop.into())
    }
}

fn act(case: &Case<'_>, act: &Act) -> Result<(By, Dids), Refused> {
    let (by, mut dids, text) = match act {
        Act::Place(_) => return Err(Code::AlreadyExists.into()),
        Act::Open
        | Act::Decline { .. }
        | Act::Refer { .. }
        | Act::EndReferral { .. }
        | Act::Offer { .. }
        | Act::Release { .. }
        | Act::Reveal { .. }
        | Act::Settle { .. }
        | Act::Link { .. }
        | Act::CallBack { .. } => desk::decide(case, act)?,
        Act::Accept { .. } | Act::AnswerOffer { .. } | Act::AnswerTransfer { .. } | Act::LeaveStandby => {
            take::decide(case, act)?
        }
        Act::HandBack { .. }
        | Act::Transfer { .. }
        | Act::Called
        | Act::Look
        | Act::Depart
        | Act::Arrive
        | Act::Suspend { .. }
        | Act::Resume
        | Act::ProposeReferral { .. }
        | Act::StillHere => serve::decide(case, act)?,
        Act::Finish(finishing) => finish::decide(case, finishing)?,
        Act::AskSlot { .. }
        | Act::AnswerSlot { .. }
        | Act::MoveSlot { .. }
        | Act::Confirm
        | Act::Rate { .. }
        | Act::Redo { .. }
        | Act::Cancel { .. }
        | Act::Urge
        | Act::Appeal { .. }
        | Act::Remark { .. } => customer::decide(case, act)?,
    };
    let text = text::optional(text, text::NOTE_MAX, Field::Note)?;
    if !text.is_empty() {
        let remark = Remark {
            by: by.clone(),
            at: case.ctx.now,
            text,
        };
        dids.push(Did::Remarked {
            remark: Seen::known(remark),
        });
    }
    Ok((by, dids))
}

/// A part's answer: who acted, what happened, and the words that came with it.
type Verdict<'a> = (By, Dids, &'a str);

fn address(order: OrderId, ctx: Ctx<'_>, by: &By, dids: Dids) -> Vec<(Key, Fact)> {
    let fact = |did| OrderFact {
        at: ctx.now,
        claimed: ctx.claimed,
        by: by.clone(),
        did,
    };
    dids.into_iter()
        .map(|did| (Key::order(order), Fact::Order(fact(did))))
        .collect()
}
