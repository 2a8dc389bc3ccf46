//! 电话单: orders nobody took, and the text for the members' group. The text holds no personal data: no name, no phone, no
//! door, no note, and nothing of what is only dispatched.

use doorstep_domain::{
    Instant, OrderId,
    catalogue::Pool,
    order::{Order, State, Step},
};
use doorstep_replica::Replica;

use super::{board::Group, clock, facts};
use crate::text;

/// The orders somebody has to be called for, the soonest deadline first: open and late or nearly so, or nobody answered an offer.
pub fn to_call(replica: &Replica, now: Instant) -> Vec<OrderId> {
    let wanted = |o: &&Order| Group::Nobody.has(o, now) || o.state == State::Open && unanswered(o) > 0;
    let mut orders: Vec<&Order> = replica.orders().filter(wanted).collect();
    doorstep_domain::sort::by_key(&mut orders, |o| (clock::deadline(o), o.slot, o.id));
    orders.into_iter().map(|o| o.id).collect()
}

/// How often somebody was asked and did not take it.
pub fn unanswered(order: &Order) -> usize {
    let asked = |e: &&doorstep_domain::order::Entry| matches!(e.step, Step::OfferDeclined | Step::OfferLapsed);
    order.trail.iter().filter(asked).count()
}

/// The text for the members' group; none for what is only dispatched, which must not be told to a group at all.
pub fn for_group(replica: &Replica, order: &Order, now: Instant) -> Option<String> {
    if order.pool == Pool::Dispatch {
        return None;
    }
    let item = facts::item(replica, order)?;
    let community = facts::community(replica, order)?;
    let place = facts::building(replica, order);
    let place = if place.is_empty() {
        facts::mode(order.mode).to_owned()
    } else {
        text::desk::post_around(&place)
    };
    let when = text::time::slot(&order.slot, now);
    Some(text::desk::post(
        &community.name,
        &item.public_title,
        order.minutes,
        &when,
        &place,
    ))
}

#[cfg(test)]
mod tests {
    use doorstep_domain::Seen;

    use super::*;
    use crate::state::desk::fixture::{at, device, order, phone};

    #[test]
    fn only_orders_that_nobody_took_are_called_for() {
        let late = order(1, State::Open);
        let mut asked = order(2, State::Open);
        asked.clocks.due = Some(at(5000));
        asked.trail.push(doorstep_domain::order::Entry {
            at: at(0),
            claimed: None,
            by: doorstep_domain::order::By::TIMER,
            step: Step::OfferLapsed,
            why: None,
        });
        let mut fine = order(3, State::Open);
        fine.clocks.due = Some(at(5000));
        let replica = device(vec![late, asked, fine, order(4, State::Accepted)]);
        let ids: Vec<_> = to_call(&replica, at(110)).iter().map(|id| id.0.as_u128()).collect();
        assert_eq!(ids, [1, 2]);
    }

    #[test]
    fn the_text_for_the_group_holds_nothing_personal() {
        let mut o = order(1, State::Open);
        o.note = Seen::known("耳朵不好".into());
        if let Some(contact) = o.contact.get_mut() {
            contact.phone = Seen::known(phone());
            contact.door = Seen::known("2单元 301室".into());
        }
        let replica = device(vec![o.clone()]);
        let post = for_group(&replica, &o, at(0)).expect("the item is on the device");
        assert!(post.contains("上门理发") && post.contains("3号楼"));
        for secret in ["王示例", "0002", "12345678", "301", "耳朵", "4729"] {
            assert!(!post.contains(secret), "{post}");
        }
        o.pool = Pool::Dispatch;
        assert_eq!(for_group(&replica, &o, at(0)), None);
    }
}
