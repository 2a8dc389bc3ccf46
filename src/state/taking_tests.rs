use doorstep_domain::{CommandId, Entity, order::Order};
use doorstep_replica::Event;

use super::*;
use crate::state::phone_fixture::{ME, ORDER, accept, act, at, cut, give, held, open, phone, refuse};

fn tapped() -> Replica {
    let mut replica = phone(vec![open(ORDER)]);
    let none = give(&mut replica, 1, act(ORDER, Act::Accept { generation: 0 }), at(9, 0));
    assert_eq!(none, None, "only the community can say");
    replica
}

fn card() -> Card {
    let replica = phone(vec![open(ORDER)]);
    crate::state::pool::cards(&replica, at(9, 0)).remove(0)
}

fn shown(replica: &mut Replica, order: Order) {
    let meta = doorstep_replica::ConfirmedMeta::default();
    replica.update(
        Event::ConfirmedSeen(vec![Entity::Order(Box::new(order))], Box::new(meta)),
        at(9, 2),
    );
}

#[test]
fn a_tap_is_an_intent_until_the_community_has_shown_it() {
    let mut replica = phone(vec![open(ORDER)]);
    assert_eq!(taking(&replica, &card(), None), Taking::Free);
    replica = tapped();
    let waiting = |offline| Taking::Waiting {
        command: CommandId::from_bits(1),
        offline,
    };
    assert_eq!(taking(&replica, &card(), None), waiting(true));
    accept(&mut replica, 1, at(9, 1));
    assert_eq!(
        taking(&replica, &card(), None),
        waiting(false),
        "a receipt is no address yet"
    );
    cut(&mut replica, at(9, 1));
    shown(&mut replica, held(ORDER));
    assert_eq!(taking(&replica, &card(), None), Taking::Got);
}

#[test]
fn another_was_first() {
    let mut replica = tapped();
    refuse(&mut replica, 1, Code::AlreadyTaken.into(), at(9, 1));
    let lost = |standby| Taking::Lost {
        command: CommandId::from_bits(1),
        standby,
    };
    assert_eq!(taking(&replica, &card(), None), lost(false));
    let mut theirs = open(ORDER);
    theirs.state = doorstep_domain::order::State::Accepted;
    theirs.standby = vec![ME];
    shown(&mut replica, theirs);
    assert_eq!(taking(&replica, &card(), None), lost(true));
    let asked = Card {
        kind: Kind::Offer { due: at(10, 0) },
        ..card()
    };
    assert_eq!(
        taking(&replica, &asked, None),
        Taking::Free,
        "asked first now: the old answer is over"
    );
    assert_eq!(refused(&replica, &asked), [CommandId::from_bits(1)]);
}

#[test]
fn refusals_say_why_at_once_or_later() {
    let reason = Reason::from(Code::CapReached).limit(3);
    let replica = phone(vec![open(ORDER)]);
    assert_eq!(
        taking(&replica, &card(), Some(reason.clone())),
        Taking::Refused {
            command: None,
            reason: Some(reason.clone())
        }
    );
    let mut replica = tapped();
    refuse(&mut replica, 1, reason.clone(), at(9, 1));
    assert_eq!(
        taking(&replica, &card(), None),
        Taking::Refused {
            command: Some(CommandId::from_bits(1)),
            reason: Some(reason)
        }
    );
}
