//! What somebody ordered before, at the right of the page; and whether the same thing runs already.

use doorstep_domain::{
    Instant, OrderId, PersonId,
    order::{Order, Outcome, Satisfaction, State},
};
use doorstep_replica::Replica;

use super::form::Form;
use crate::{state::desk::facts, text};

/// Orders shown of a caller.
const SHOWN: usize = 6;

/// An earlier order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Past {
    /// Which.
    pub id: OrderId,
    /// What.
    pub what: String,
    /// Who served and how it was rated, or where it stands.
    pub how: String,
    /// When.
    pub when: String,
    /// It went well, or runs.
    pub fine: bool,
}

/// The latest orders of `resident`, the newest first.
pub fn history(replica: &Replica, resident: PersonId, now: Instant) -> Vec<Past> {
    let mut orders: Vec<&Order> = replica.orders().filter(|o| o.resident.is(&resident)).collect();
    doorstep_domain::sort::by_key(&mut orders, |o| core::cmp::Reverse(o.clocks.first));
    orders.into_iter().take(SHOWN).map(|o| past(replica, o, now)).collect()
}

fn past(replica: &Replica, order: &Order, now: Instant) -> Past {
    let mut how = Vec::new();
    if let Some(finish) = &order.finish {
        how.push(facts::person_name(replica, finish.by));
    }
    match (order.state, &order.rating, order.outcome()) {
        (State::Closed, Some(rating), _) => how.push(text::detail::face(rating.face).to_owned()),
        (State::Closed, None, Some(outcome)) => how.push(text::order::outcome(outcome).to_owned()),
        (state, ..) => how.push(text::order::for_desk(state).to_owned()),
    }
    let poor = order.rating.as_ref().is_some_and(|r| r.face == Satisfaction::Poor);
    let odd = matches!(order.state, State::Suspended | State::Declined | State::Cancelled);
    Past {
        id: order.id,
        what: facts::title(replica, order),
        how: how.join(text::DOT),
        when: text::time::day(order.slot.day, now.day()),
        fine: !(poor || odd || order.outcome() == Some(Outcome::Unsolved)),
    }
}

/// A running order of the same person for the same thing on the same day.
pub fn duplicate(replica: &Replica, form: &Form) -> Option<OrderId> {
    let (resident, item, day) = (form.resident?, form.item.as_ref()?, form.slot?.day);
    let same = |o: &&Order| o.resident.is(&resident) && o.item == *item && o.slot.day == day && !o.state.is_ended();
    replica.orders().find(same).map(|o| o.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::desk::fixture::{WANG, at, device, order, tomorrow};

    #[test]
    fn the_newest_comes_first_and_what_went_wrong_is_marked() {
        let mut old = order(1, State::Cancelled);
        old.clocks.first = at(-9000);
        let replica = device(vec![old, order(2, State::Accepted)]);
        let past = history(&replica, WANG, at(0));
        let shown: Vec<_> = past.iter().map(|p| (p.how.as_str(), p.fine)).collect();
        assert_eq!(shown, [("已接单", true), ("已取消", false)]);
    }

    #[test]
    fn the_same_thing_on_the_same_day_is_noticed_while_it_runs() {
        let form = Form {
            resident: Some(WANG),
            item: Some("C01".into()),
            slot: Some(tomorrow(9)),
            ..Form::default()
        };
        assert!(duplicate(&device(vec![order(1, State::Open)]), &form).is_some());
        assert!(duplicate(&device(vec![order(1, State::Cancelled)]), &form).is_none());
        let other = Form {
            slot: Some(doorstep_domain::Slot {
                day: tomorrow(9).day.plus(1),
                ..tomorrow(9)
            }),
            ..form
        };
        assert!(duplicate(&device(vec![order(1, State::Open)]), &other).is_none());
    }
}
