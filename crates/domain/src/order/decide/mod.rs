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
    state::State,
};
use crate::{
    calendar::{FixedHours, WorkingCalendar},
    catalogue::Pool,
    entity::{Fact, Key},
    ids::OrderId,
    reason::{Code, Field, Reason},
    seen::Seen,
    text,
    time::MINUTE,
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
            Err(self.lost_code().into())
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
    fn in_state(&self, states: &[State]) -> Result<(), Stop> {
        ensure(states.contains(&self.order.state), Code::WrongState)
    }

    /// When the order, opened now, should be taken. Off hours nobody looks; the clock starts when the centre opens.
    fn accept_due(&self) -> Result<Option<crate::Instant>, Stop> {
        let from = self.hours()?.next_open(self.ctx.now);
        Ok(Some(from.plus(i64::from(self.order.limits.accept) * MINUTE)))
    }

    /// When an answer asked for now is due: office minutes only.
    fn answer_due(&self) -> Result<crate::Instant, Stop> {
        Ok(self.hours()?.after(self.ctx.now, self.order.limits.answer))
    }

    fn hours(&self) -> Result<FixedHours, Stop> {
        Ok(self.world.community(&self.order.community).required()?.hours())
    }

    /// What somebody hears who does not hold it any more: that another has it, or that it is over.
    const fn lost_code(&self) -> Code {
        if self.order.state.is_ended() {
            Code::WrongState
        } else {
            Code::Reassigned
        }
    }

    /// The order is the actor's own business, or was placed by them: who knows its code can't be the one who proves it.
    fn own(&self) -> bool {
        self.standing.customer() || self.order.placed_by.is(&self.ctx.actor.person)
    }

    /// Only the server knows who was first and whether a code is right.
    fn authority(&self) -> Result<(), Stop> {
        if self.world.is_authority() {
            Ok(())
        } else {
            Err(Stop::Undetermined)
        }
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
            needs.extend(placing.wish.map(|wish| Need::Entity(Key::person(wish))));
        }
        Act::Accept { .. } | Act::AnswerOffer { .. } | Act::AnswerTransfer { .. } => {
            needs.push(Need::Entity(Key::person(actor)));
            needs.push(Need::Load(command.community.clone(), actor));
        }
        Act::Offer { to } | Act::Transfer { to } => needs.push(Need::Entity(Key::person(*to))),
        Act::Fill { item, .. } => needs.push(Need::Entity(Key::item(item))),
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
        let mut facts = address(ctx, &by, vec![Did::Placed(Box::new(order))]);
        if let Some(order) = super::create(&facts[0]) {
            facts.extend(first_refusal(world, ctx, None, &order)?);
        }
        return Ok(keyed(command.order, facts));
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
    match act(&case, &command.act) {
        Ok((by, dids)) => {
            let mut facts = address(ctx, &by, dids);
            let mut after = order.clone();
            for fact in &facts {
                super::apply(&mut after, fact);
            }
            facts.extend(first_refusal(world, ctx, Some(order), &after)?);
            Ok(keyed(command.order, facts))
        }
        Err(Refused::Plain(Stop::Rejected(reason))) if hushed(&case, &reason) => Err(Code::NotFound.into()),
        Err(Refused::Plain(stop)) => Err(stop),
        Err(Refused::Instead(code, by, dids)) => Err(Stop::Instead(
            code.into(),
            keyed(command.order, address(ctx, &by, dids)),
        )),
    }
}

/// Whoever may not know of the order learns nothing from the kind of refusal. Those who could have seen it in the pool, or were
/// asked and answer too late, hear why.
fn hushed(case: &Case<'_>, reason: &Reason) -> bool {
    let (order, actor) = (case.order, case.ctx.actor);
    let told = match reason.code {
        Code::OfferLapsed => actor.serves(&order.community, None),
        Code::NotAllowed | Code::WrongState => false,
        _ => order.pool == Pool::Open && actor.serves(&order.community, order.building.as_ref()),
    };
    case.world.is_authority() && !case.standing.any() && !told
}

/// Whoever stands by is asked first when a place becomes free (候补). It follows by itself, so it is nobody's act, and only the
/// server sees all who stand by.
fn first_refusal(
    world: &dyn World,
    ctx: Ctx<'_>,
    before: Option<&Order>,
    after: &Order,
) -> Result<Option<OrderFact>, Stop> {
    let opened = after.state == State::Open && before.is_none_or(|b| b.state != State::Open || b.taken > after.taken);
    let Some(first) = after.standby.first().filter(|_| opened && world.is_authority()) else {
        return Ok(None);
    };
    let hours = world.community(&after.community).required()?.hours();
    Ok(Some(OrderFact {
        at: ctx.now,
        claimed: None,
        by: By::TIMER,
        did: super::timers::offered(after, *first, ctx.now, &hours),
    }))
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
        | Act::Fill { .. }
        | Act::Decline { .. }
        | Act::Refer { .. }
        | Act::EndReferral { .. }
        | Act::Offer { .. }
        | Act::Release { .. }
        | Act::Reveal { .. }
        | Act::Settle { .. }
        | Act::Link { .. }
        | Act::CallBack { .. } => desk::decide(case, act)?,
        // The desk asks a colleague on the holder's behalf; it changes hands only when that colleague says yes.
        Act::Transfer { to } if !case.standing.holder && case.standing.staff => desk::transfer(case, *to)?,
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
    let inner = matches!(act, Act::HandBack { .. } | Act::CallBack { .. });
    dids.extend(words(case, &by, text, inner)?);
    Ok((by, dids))
}

/// The words that came with an act, if any.
fn words(case: &Case<'_>, by: &By, text: &str, inner: bool) -> Result<Option<Did>, Stop> {
    let text = text::optional(text, text::NOTE_MAX, Field::Note)?;
    let remark = Remark {
        by: by.clone(),
        at: case.ctx.now,
        text,
        inner,
    };
    let said = !remark.text.is_empty();
    Ok(said.then_some(Did::Remarked {
        remark: Seen::known(remark),
    }))
}

/// A reason must be one of those that may be chosen for this act.
fn chosen(why: super::Why, list: &[super::Why]) -> Result<super::Why, Stop> {
    ensure(list.contains(&why), Code::FieldInvalid)?;
    Ok(why)
}

/// A part's answer: who acted, what happened, and the words that came with it.
type Verdict<'a> = (By, Dids, &'a str);

fn address(ctx: Ctx<'_>, by: &By, dids: Dids) -> Vec<OrderFact> {
    let fact = |did| OrderFact {
        at: ctx.now,
        claimed: ctx.claimed,
        by: by.clone(),
        did,
    };
    dids.into_iter().map(fact).collect()
}

fn keyed(order: OrderId, facts: Vec<OrderFact>) -> Vec<(Key, Fact)> {
    facts
        .into_iter()
        .map(|fact| (Key::order(order), Fact::Order(fact)))
        .collect()
}
