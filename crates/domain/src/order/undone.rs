//! What the log says of an act that was acknowledged, was lost in a restore, and can't be done again: nobody's word is dropped, and
//! nobody stands at a door without the desk knowing of it.

use super::{
    command::{Act, Answer, OrderCommand},
    fact::{By, Did, OrderFact, Part},
    model::Order,
    standing::Standing,
};
use crate::{seen::Seen, world::Ctx};

/// Whether the act gives somebody a place of an order: only one of many can have it.
pub const fn gives_a_place(act: &Act) -> bool {
    matches!(
        act,
        Act::Accept { .. } | Act::AnswerOffer { answer: Answer::Yes } | Act::AnswerTransfer { answer: Answer::Yes }
    )
}

/// `command` was done before a restore and does not fit `order` as it is: noted with who did it, for the desk.
pub fn undone(order: &Order, command: &OrderCommand, ctx: Ctx<'_>) -> OrderFact {
    let (me, standing) = (ctx.actor.person, Standing::of(order, ctx.actor));
    let as_member = || By {
        part: Part::Member,
        person: Seen::known(me),
    };
    let place = gives_a_place(&command.act);
    let by = if place || standing.served() {
        as_member()
    } else if standing.department {
        By {
            part: Part::Department,
            person: Seen::known(me),
        }
    } else {
        let own = standing.as_customer(me).or_else(|| standing.as_desk(me));
        own.unwrap_or_else(as_member)
    };
    OrderFact {
        at: ctx.now,
        claimed: ctx.claimed,
        by,
        did: Did::Undone {
            person: me,
            held: place,
        },
    }
}
