//! Orders as screens need them: sorted, phrased, marked.

use doorstep_domain::{
    Area, CommunityId, Entity, Instant, Key, OrderId, PersonId,
    order::{Order, State},
    person::Person,
};
use doorstep_replica::{Mark, Replica};

use crate::text;

/// The community a person has to do with first: of their home, else of a grant.
pub fn community_of(person: &Person) -> Option<CommunityId> {
    person.home.as_ref().map(|h| h.community.clone()).or_else(|| {
        person.grants.iter().find_map(|g| match &g.area {
            Area::Community(c) | Area::Zone(c, _) => Some(c.clone()),
            Area::City => None,
        })
    })
}

/// The orders of `residents`, running ones first, then the newest.
pub fn of_residents<'a>(replica: &'a Replica, residents: &[PersonId]) -> Vec<&'a Order> {
    let mine = |o: &&Order| o.resident.get().is_some_and(|r| residents.contains(r));
    let mut orders: Vec<&Order> = replica.orders().filter(mine).collect();
    doorstep_domain::sort::by_key(&mut orders, |o| {
        (o.state.is_ended(), core::cmp::Reverse(o.clocks.first))
    });
    orders
}

/// The unfinished orders that `me` holds, the next one first.
pub fn jobs_of(replica: &Replica, me: PersonId) -> Vec<Order> {
    let mut orders: Vec<Order> = replica.orders().filter(|o| o.holder(me).is_some()).cloned().collect();
    doorstep_domain::sort::by_key(&mut orders, |o| {
        (o.state.is_ended() || o.state == State::AwaitingConfirm, o.slot)
    });
    orders
}

/// The open orders `me` may take, the soonest first.
pub fn pool_of(replica: &Replica, now: Instant) -> Vec<Order> {
    let actor = replica.actor(now);
    let open = |o: &&Order| doorstep_domain::order::Standing::of(o, &actor).pool;
    let mut orders: Vec<Order> = replica.orders().filter(open).cloned().collect();
    doorstep_domain::sort::by_key(&mut orders, |o| o.slot);
    orders
}

/// Who comes, by the cards that this reader is shown; none while nobody does.
pub fn who_comes(order: &Order) -> Option<String> {
    let cards = order.holders.iter().filter_map(|h| h.card.get());
    let names: Vec<_> = cards.map(|card| card.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(text::pick("、", ", ")))
}

/// When it is. Until the desk has heard what was said, nobody has agreed on a time.
pub fn when(order: &Order, now: Instant) -> String {
    if order.spoken {
        text::order::when_open().to_owned()
    } else {
        text::time::slot(&order.slot, now)
    }
}

/// The status sentence of an order, for the resident's side.
pub fn sentence(order: &Order, now: Instant) -> String {
    let when = text::time::slot(&order.slot, now);
    let named = |say: &dyn Fn(&str) -> String| {
        who_comes(order).map_or_else(|| text::order::for_resident(order.state).to_owned(), |name| say(&name))
    };
    match order.state {
        State::Accepted => named(&|name| text::order::say_taken(name, &when)),
        State::EnRoute => named(&|name| text::order::say_coming(name)),
        State::InService => named(&|name| text::order::say_doing(name)),
        State::Suspended => text::order::say_paused(order.suspension.as_ref().map_or("", |s| text::reason::why(s.why))),
        State::Declined => {
            let why = order.ended_why.map_or("", text::reason::why);
            if order.instead.is_empty() {
                text::order::say_declined_short(why)
            } else {
                text::order::say_declined(why, &order.instead)
            }
        }
        State::Referred => text::order::say_referred(order.referral.as_ref().map_or("", |r| &r.to)),
        State::Closed => order
            .finish
            .as_ref()
            .map_or(text::order::for_resident(State::Closed), |f| {
                text::order::outcome(f.outcome)
            })
            .to_owned(),
        state => text::order::for_resident(state).to_owned(),
    }
}

/// The sync mark of an order.
pub fn mark(replica: &Replica, order: &Order) -> Mark {
    replica.mark(&Key::order(order.id))
}

/// An order as the community has it: as it is shown once everything said about it has its receipt, until then as it was last
/// pulled. None while the community does not know of it.
pub fn received(replica: &Replica, id: OrderId) -> Option<&Order> {
    let key = Key::order(id);
    let found = match replica.mark(&key) {
        Mark::Received => replica.shown().get(&key),
        _ => replica.confirmed().get(&key),
    };
    match found {
        Some(Entity::Order(order)) => Some(order),
        _ => None,
    }
}

/// The words of a mark.
pub fn mark_words(mark: &Mark) -> String {
    match mark {
        Mark::Local => text::order::mark_local().to_owned(),
        Mark::Queued => text::order::mark_queued().to_owned(),
        Mark::Provisional => text::order::mark_provisional().to_owned(),
        Mark::Received => text::order::mark_received().to_owned(),
        Mark::Refused {
            reason: Some(reason), ..
        } => text::order::mark_refused(&text::reason::sentence(reason)),
        Mark::Refused { reason: None, .. } => text::order::mark_refused(text::reason::staff_looks()),
    }
}

/// How a mark looks: the classes of the style sheet and its icon.
pub const fn mark_look(mark: &Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Local => ("mark is-local", "device"),
        Mark::Queued => ("mark is-queued", "cloud-up"),
        Mark::Provisional => ("mark is-provisional", "clock"),
        Mark::Received => ("mark is-received", "check"),
        Mark::Refused { .. } => ("mark is-refused", "warn"),
    }
}

#[cfg(test)]
mod tests {
    use doorstep_domain::{
        Seen,
        order::{Act, Step},
    };

    use super::*;
    use crate::state::{
        fixture,
        phone_fixture::{ORDER, accept, act, at, give, held, phone},
    };

    #[test]
    fn every_step_at_the_door_names_who_does_it_where_the_card_is_shown() {
        let say = |state, named: bool| {
            let mut order = fixture::order(state, at(9, 0));
            order.holders = vec![fixture::holder(at(9, 0))];
            if !named {
                order.holders[0].card = Seen::hidden();
            }
            sentence(&order, at(9, 0))
        };
        assert_eq!(say(State::EnRoute, true), "李示例 已出发");
        assert_eq!(say(State::InService, true), "李示例 正在办");
        assert!(say(State::Accepted, true).starts_with("李示例 已接单"));
        assert_eq!(say(State::EnRoute, false), "已出发");
    }

    #[test]
    fn what_has_its_receipt_is_with_the_community_before_it_is_pulled() {
        let mut replica = phone(vec![held(ORDER)]);
        let steps = |replica: &Replica| {
            let order = received(replica, ORDER).unwrap();
            order.trail.iter().map(|e| e.step).collect::<Vec<_>>()
        };
        assert_eq!(give(&mut replica, 1, act(ORDER, Act::Called), at(9, 1)), None);
        assert_eq!(steps(&replica), []);
        accept(&mut replica, 1, at(9, 2));
        assert_eq!(steps(&replica), [Step::Called]);
        assert_eq!(received(&replica, OrderId::from_bits(77)), None);
    }
}
