//! What the home is given first, and a phone to which the rules come later than the rest.

use doorstep_domain::{
    ClientId, CommandId, OrderId, PersonId, Seen,
    order::{Order, OrderCommand, State},
};
use doorstep_replica::{Effect, Event, Fate, Rules};

use super::*;
use crate::state::fixture::{RESIDENT, community, item, order, resident};

const MORNING: Instant = Instant(1_795_568_400_000);

fn at(hours: i64) -> Instant {
    MORNING.plus(hours * 3_600_000)
}

fn numbered(n: u128, state: State, placed: i64) -> Order {
    Order {
        id: OrderId::from_bits(n),
        ..order(state, at(placed))
    }
}

fn stored(orders: Vec<Order>, person: doorstep_domain::person::Person) -> doorstep_replica::Stored {
    let mut stored = Replica::fresh(person.id, ClientId::from_bits(1));
    stored.entities = vec![
        Entity::Community(Box::new(community())),
        Entity::Item(Box::new(item("C01", &["door"]))),
        Entity::Person(Box::new(person)),
    ];
    stored
        .entities
        .extend(orders.into_iter().map(|o| Entity::Order(Box::new(o))));
    stored
}

fn orders_of(first: &[&Entity]) -> Vec<OrderId> {
    let id = |e: &&Entity| match e {
        Entity::Order(o) => Some(o.id),
        _ => None,
    };
    let mut orders: Vec<_> = first.iter().filter_map(id).collect();
    orders.sort_unstable();
    orders
}

fn confirm(order: u128) -> Command {
    Command::Order(OrderCommand {
        order: OrderId::from_bits(order),
        community: "yy".into(),
        act: Act::Confirm,
    })
}

#[test]
fn the_home_is_given_what_runs_and_what_it_offers_again() {
    let past = [(1, State::Closed, 0), (2, State::Closed, 2), (3, State::Cancelled, 3)];
    let running = [(4, State::Open, 4), (5, State::AwaitingConfirm, 1)];
    let orders = past.into_iter().chain(running).map(|(n, s, at)| numbered(n, s, at));
    let replica = Replica::open(stored(orders.collect(), resident(true)));
    let first = of(&replica, at(5));
    assert_eq!(orders_of(&first), [2, 4, 5].map(OrderId::from_bits));
    assert_eq!(first.len(), 6, "and everything that is no order");
}

#[test]
fn whoever_works_here_reads_everything() {
    let mut person = resident(true);
    person.grants = vec![doorstep_domain::Grant {
        role: Role::Member,
        area: doorstep_domain::Area::City,
        from: Instant(0),
        until: None,
    }];
    let replica = Replica::open(stored(vec![numbered(1, State::Open, 0)], person));
    assert!(of(&replica, at(1)).is_empty());
}

#[test]
fn a_start_reads_everything_when_the_outbox_changes_what_the_home_was_not_given() {
    let orders = vec![numbered(1, State::AwaitingConfirm, 0)];
    let mut replica = Replica::open(stored(orders, resident(true)));
    replica.update(
        Event::Ask {
            command: Box::new(confirm(1)),
            command_id: CommandId::from_bits(7),
        },
        at(1),
    );
    assert_eq!(replica.entries().len(), 1);
    let first = [Entity::Order(Box::new(numbered(1, State::AwaitingConfirm, 0)))];
    assert!(suffices(&first, replica.entries()));
    assert!(!suffices(&[], replica.entries()));
    assert!(suffices(&[], &[]));
}

#[test]
fn without_rules_nothing_is_sent_and_nothing_lost() {
    let mut whole = stored(vec![numbered(1, State::AwaitingConfirm, 0)], resident(true));
    let mut before = Replica::open(whole.clone());
    let asked = Event::Ask {
        command: Box::new(confirm(1)),
        command_id: CommandId::from_bits(7),
    };
    before.update(asked, at(1));
    let rules = Rules::standard();
    let text = rules.write(&before.entries()[0]).unwrap();
    whole.entries = vec![rules.read(&text).unwrap()];

    let mut replica = Replica::open_with(whole, None);
    let state = |r: &Replica| r.orders().next().map(|o| o.state);
    let pushes = |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::Push(_)));
    assert_eq!(replica.fate(CommandId::from_bits(7)), Some(&Fate::Provisional));
    assert_eq!(state(&replica), Some(State::AwaitingConfirm));
    let effects = answer_saves(&mut replica, Event::Leader(true));
    assert!(!pushes(&effects), "nobody here can write it down for the server");
    assert_eq!(replica.outbox().count(), 1);

    replica.learn(rules);
    assert_eq!(replica.fate(CommandId::from_bits(7)), Some(&Fate::Expected));
    assert_eq!(state(&replica), Some(State::Closed));
    let effects = answer_saves(&mut replica, Event::Nudge);
    assert!(pushes(&effects), "it goes out as soon as it can");
}

/// Everything `event` leads to on a phone whose disk takes what it is given.
fn answer_saves(replica: &mut Replica, event: Event) -> Vec<Effect> {
    let mut all = Vec::new();
    let mut todo = replica.update(event, at(2));
    while let Some(effect) = todo.pop() {
        if let Effect::SaveOutbox { ticket, .. } = effect {
            todo.extend(replica.update(Event::OutboxSaved { ticket }, at(2)));
        }
        all.push(effect);
    }
    all
}

#[test]
fn a_person_nobody_orders_for_has_no_part_in_it() {
    let other = PersonId::from_bits(77);
    let theirs = Order {
        resident: Seen::known(other),
        ..numbered(1, State::Closed, 0)
    };
    let replica = Replica::open(stored(vec![theirs], resident(true)));
    assert_eq!(replica.person(), RESIDENT);
    assert!(orders_of(&of(&replica, at(1))).is_empty());
}
