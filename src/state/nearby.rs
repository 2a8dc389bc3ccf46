//! 这栋楼还有: what else could be done at the building where somebody just finished, so that one walk serves twice.

use doorstep_domain::{
    Instant, OrderId,
    order::{Order, State},
};
use doorstep_replica::Replica;

use super::{
    job, orders,
    pool::{self, Kind},
};

/// Most lines shown: a hint after the work, not a second list.
const MOST: usize = 3;

/// One order at the same building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The order.
    pub id: OrderId,
    /// What: by its own name when it is theirs, else neutrally.
    pub title: String,
    /// When.
    pub slot: doorstep_domain::Slot,
    /// Theirs already, and this is the door or the building; none when anybody may take it.
    pub own: Option<String>,
}

/// What else is at the building of `done`: their own jobs there first, then what anybody may take, each by time.
pub fn nearby(replica: &Replica, done: OrderId, now: Instant) -> Vec<Near> {
    let Some((me, building)) = replica
        .orders()
        .find(|order| order.id == done)
        .and_then(|order| Some((replica.person(), order.building.clone()?)))
    else {
        return Vec::new();
    };
    let here = |order: &Order| order.id != done && order.building.as_ref() == Some(&building);
    let own = orders::jobs_of(replica, me).into_iter().filter(|order| {
        here(order) && !order.state.is_ended() && !matches!(order.state, State::AwaitingConfirm | State::Suspended)
    });
    let own = own.map(|order| Near {
        id: order.id,
        title: job::title(job::item(replica, &order), true),
        slot: order.slot,
        own: Some(job::address(job::community(replica, &order), &order).unwrap_or_default()),
    });
    let free = pool::cards(replica, now)
        .into_iter()
        .filter(|card| card.kind == Kind::Open && card.building_id.as_ref() == Some(&building));
    let free = free.map(|card| Near {
        id: card.id,
        title: card.title,
        slot: card.slot,
        own: None,
    });
    own.chain(free).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::phone_fixture::{at, held, open, phone, slot};

    fn id(n: u128) -> OrderId {
        OrderId::from_bits(n)
    }

    #[test]
    fn own_jobs_at_the_building_come_first_then_what_anybody_may_take_there() {
        let mut done = held(id(1));
        done.state = State::AwaitingConfirm;
        let mut later = held(id(2));
        later.slot = slot(4, 9);
        let mut elsewhere = open(id(4));
        elsewhere.building = Some("b9".into());
        let mut nowhere = open(id(5));
        nowhere.building = None;
        let replica = phone(vec![done, later, open(id(3)), elsewhere, nowhere]);
        let near = nearby(&replica, id(1), at(9, 0));
        assert_eq!(near.iter().map(|n| n.id).collect::<Vec<_>>(), [id(2), id(3)]);
        assert!(near[0].own.is_some() && near[1].own.is_none());
        assert_ne!(
            near[0].title, near[1].title,
            "what is not theirs keeps its neutral name"
        );
    }

    #[test]
    fn an_order_without_a_building_has_nothing_near_it() {
        let mut done = held(id(1));
        done.building = None;
        let mut other = open(id(2));
        other.building = None;
        assert!(nearby(&phone(vec![done, other]), id(1), at(9, 0)).is_empty());
        assert!(nearby(&phone(vec![open(id(2))]), id(7), at(9, 0)).is_empty());
    }
}
