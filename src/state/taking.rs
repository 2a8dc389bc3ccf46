//! What became of 接单: on its way, got, lost to another, refused.

use doorstep_domain::{
    Code, Command, CommandId, Entity, Key, OrderId, Reason,
    order::{Act, Answer},
};
use doorstep_replica::{Entry, EntryState, Replica};

use super::pool::{Card, Kind};

/// What became of a tap on 接单.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taking {
    /// Not tapped.
    Free,
    /// On its way; nobody knows yet. Online it takes a moment.
    Waiting {
        /// The command.
        command: CommandId,
        /// Nothing reaches the community now: an intent.
        offline: bool,
    },
    /// 接到了.
    Got,
    /// Another was first.
    Lost {
        /// The refused command.
        command: CommandId,
        /// They are asked first if it comes back.
        standby: bool,
    },
    /// Refused; in words on the screen.
    Refused {
        /// The refused command, if it was ever sent.
        command: Option<CommandId>,
        /// Why; none when the server failed on it.
        reason: Option<Reason>,
    },
}

/// What became of the last try of `replica`'s person to take what stands on `card`. `on_the_spot` is why the last tap was refused
/// at once.
pub fn taking(replica: &Replica, card: &Card, on_the_spot: Option<Reason>) -> Taking {
    let me = replica.person();
    let confirmed = match replica.confirmed().get(&Key::order(card.id)) {
        Some(Entity::Order(order)) => Some(&**order),
        _ => None,
    };
    if confirmed.is_some_and(|o| o.holder(me).is_some()) {
        return Taking::Got;
    }
    if let Some(reason) = on_the_spot {
        return Taking::Refused {
            command: None,
            reason: Some(reason),
        };
    }
    let Some(entry) = tries(replica, card).next_back() else {
        return Taking::Free;
    };
    let command = entry.command_id;
    match &entry.state {
        EntryState::Queued | EntryState::Sent => Taking::Waiting {
            command,
            offline: !replica.link().online,
        },
        EntryState::Acknowledged(_) => Taking::Waiting {
            command,
            offline: false,
        },
        EntryState::Settled(_) | EntryState::GivenUp(_) => Taking::Free,
        // It may be taken anew, or they are asked by name: the old answer is about something else.
        EntryState::Parked(_) if card.kind != Kind::Standby && act_of(entry) != Some(&take(card)) => Taking::Free,
        EntryState::Parked(parked) => match &parked.reason {
            Some(reason) if reason.code == Code::AlreadyTaken => Taking::Lost {
                command,
                standby: confirmed.is_some_and(|o| o.standby.contains(&me)),
            },
            reason => Taking::Refused {
                command: Some(command),
                reason: reason.clone(),
            },
        },
    }
}

/// The refused tries to take what stands on `card`: they make room for a new one.
pub fn refused(replica: &Replica, card: &Card) -> Vec<CommandId> {
    let parked = tries(replica, card).filter(|e| e.parked().is_some());
    parked.map(|e| e.command_id).collect()
}

fn tries<'a>(replica: &'a Replica, card: &Card) -> impl DoubleEndedIterator<Item = &'a Entry> {
    let order = card.id;
    let live = replica.entries().iter().filter(|e| e.given_up().is_none());
    live.filter(move |e| takes(e, order))
}

const fn act_of(entry: &Entry) -> Option<&Act> {
    match &entry.command {
        Command::Order(command) => Some(&command.act),
        _ => None,
    }
}

/// Whether an entry is a try to take `order`.
fn takes(entry: &Entry, order: OrderId) -> bool {
    entry.command.key() == Key::order(order)
        && matches!(
            act_of(entry),
            Some(
                Act::Accept { .. }
                    | Act::AnswerOffer { answer: Answer::Yes }
                    | Act::AnswerTransfer { answer: Answer::Yes }
            )
        )
}

/// The act of taking a card.
pub const fn take(card: &Card) -> Act {
    match card.kind {
        Kind::Offer { .. } => Act::AnswerOffer { answer: Answer::Yes },
        Kind::Handover { .. } => Act::AnswerTransfer { answer: Answer::Yes },
        Kind::Standby | Kind::Open => Act::Accept {
            generation: card.generation,
        },
    }
}

/// The act of saying no to a card that asks; none for one that does not.
pub const fn refuse(card: &Card) -> Option<Act> {
    match card.kind {
        Kind::Offer { .. } => Some(Act::AnswerOffer { answer: Answer::No }),
        Kind::Handover { .. } => Some(Act::AnswerTransfer { answer: Answer::No }),
        Kind::Standby => Some(Act::LeaveStandby),
        Kind::Open => None,
    }
}

#[cfg(test)]
#[path = "taking_tests.rs"]
mod tests;
