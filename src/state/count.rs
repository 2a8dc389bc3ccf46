//! A number of the community as a phone knows it: what is confirmed, which is the same on every phone and the server, and what
//! waits on this phone to change it.

use doorstep_domain::Entity;
use doorstep_replica::Replica;

/// How many there are of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Count {
    /// 已确认: as the community has it.
    pub confirmed: usize,
    /// 待同步: come in by what is unsent here.
    pub more: usize,
    /// 待同步: leave by what is unsent here.
    pub fewer: usize,
}

impl Count {
    /// How many entities `has` holds for.
    pub fn of(replica: &Replica, has: impl Fn(&Entity) -> bool) -> Self {
        let mut count = Self::default();
        for entity in replica.confirmed().iter().filter(|entity| has(entity)) {
            count.confirmed += 1;
            count.fewer += usize::from(!replica.shown().get(&entity.key()).is_some_and(&has));
        }
        let new = |entity: &&Entity| has(entity) && !replica.confirmed().get(&entity.key()).is_some_and(&has);
        count.more = replica.shown().values().filter(new).count();
        count
    }

    /// The number with what waits.
    pub const fn shown(self) -> usize {
        self.confirmed + self.more - self.fewer
    }

    /// What waits, as it is written: `+2 −1`, only what there is.
    pub fn waiting(self) -> String {
        let part = |sign, n| if n == 0 { String::new() } else { format!("{sign}{n}") };
        let (more, fewer) = (part('+', self.more), part('−', self.fewer));
        let between = if more.is_empty() || fewer.is_empty() { "" } else { " " };
        format!("{more}{between}{fewer}")
    }

    /// Whether something unsent would change it.
    pub const fn waits(self) -> bool {
        self.more + self.fewer > 0
    }
}

#[cfg(test)]
mod tests {
    use doorstep_domain::{
        OrderId,
        order::{Act, Why},
    };

    use super::*;
    use crate::state::phone_fixture::{accept, act, at, give, held, phone};

    #[test]
    fn the_confirmed_number_is_the_communitys_while_work_waits() {
        let ids = [1, 2].map(OrderId::from_bits);
        let mut replica = phone(ids.map(held).to_vec());
        let mine = |replica: &Replica| {
            let me = replica.person();
            Count::of(
                replica,
                |e| matches!(e, Entity::Order(order) if order.holder(me).is_some()),
            )
        };
        let split = |confirmed, more, fewer| Count { confirmed, more, fewer };
        assert_eq!(mine(&replica), split(2, 0, 0));
        let text = String::new();
        let give_back = act(ids[0], Act::HandBack { why: Why::Ill, text });
        assert_eq!(give(&mut replica, 1, give_back, at(9, 0)), None);
        assert_eq!(mine(&replica), split(2, 0, 1), "one waits to leave");
        assert_eq!((mine(&replica).shown(), mine(&replica).waiting()), (1, "−1".to_owned()));
        assert_eq!(split(2, 3, 1).waiting(), "+3 −1");
        accept(&mut replica, 1, at(9, 1));
        assert!(mine(&replica).waits(), "answered is not yet pulled");
    }

    #[test]
    fn what_comes_and_goes_at_once_is_counted_both_ways() {
        let ids = [1, 2].map(OrderId::from_bits);
        let mut replica = phone(ids.map(held).to_vec());
        let called = |e: &Entity| matches!(e, Entity::Order(o) if o.holders.iter().any(|h| h.called));
        let not_called = |e: &Entity| matches!(e, Entity::Order(o) if o.holders.iter().all(|h| !h.called));
        assert_eq!(give(&mut replica, 1, act(ids[1], Act::Called), at(9, 0)), None);
        let (yes, no) = (Count::of(&replica, called), Count::of(&replica, not_called));
        assert_eq!((yes.shown(), yes.confirmed, yes.more), (1, 0, 1));
        assert_eq!((no.shown(), no.confirmed, no.fewer), (1, 2, 1));
    }
}
