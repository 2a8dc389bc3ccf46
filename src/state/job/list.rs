//! The jobs of one person as lists.

use doorstep_domain::{
    OrderId,
    order::{Order, State},
};
use doorstep_replica::Replica;

use super::{address, building, community, item, title, unsent};
use crate::{state::orders, text};

/// The jobs of one person, as the screen groups them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jobs {
    /// What to do now: under way, else the soonest.
    pub now: Option<OrderId>,
    /// What comes then, by time.
    pub then: Vec<Line>,
    /// What is done, newest first.
    pub ended: Vec<Line>,
}

/// One job in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// The order.
    pub id: OrderId,
    /// What.
    pub title: String,
    /// When.
    pub slot: doorstep_domain::Slot,
    /// Where, as far as it is shown.
    pub place: Option<String>,
    /// Where it stands, in the desk's word.
    pub state: &'static str,
    /// Steps without a receipt.
    pub unsent: usize,
}

/// Most ended jobs shown.
const ENDED: usize = 20;

/// The jobs of `replica`'s person.
pub fn jobs(replica: &Replica) -> Jobs {
    let mine = orders::jobs_of(replica, replica.person());
    let (over, mut running): (Vec<_>, Vec<_>) = mine.iter().partition(|o| is_over(o));
    // Whoever is at a door is not sent to another first; what stands still waits behind what can be done.
    let rank = |o: &Order| match o.state {
        State::EnRoute | State::InService => 0,
        State::Suspended => 2,
        _ => 1,
    };
    doorstep_domain::sort::by_key(&mut running, |o| (rank(o), o.slot));
    let line = |order: &&Order| line(replica, order);
    Jobs {
        now: running.first().map(|o| o.id),
        then: running.iter().skip(1).map(line).collect(),
        ended: over.iter().rev().take(ENDED).map(line).collect(),
    }
}

fn is_over(order: &Order) -> bool {
    order.state.is_ended() || order.state == State::AwaitingConfirm
}

fn line(replica: &Replica, order: &Order) -> Line {
    Line {
        id: order.id,
        title: title(item(replica, order), true),
        slot: order.slot,
        // What is over keeps its building; the door was for the way there.
        place: if is_over(order) {
            building(community(replica, order), order.building.as_ref())
        } else {
            address(community(replica, order), order)
        },
        state: text::order::for_desk(order.state),
        unsent: unsent(replica, order.id).len(),
    }
}
