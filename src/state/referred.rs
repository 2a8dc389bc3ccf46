//! What was passed on to a department (转办): the cases its people read, and how each stands.

use doorstep_domain::{
    Instant, OrderId,
    order::{Order, Standing, State},
};
use doorstep_replica::{Mark, Replica};

use super::{card, job, orders};
use crate::text::{self, job as words};

/// A case, as a card and as a screen show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Case {
    /// Which order.
    pub id: OrderId,
    /// Icon of the item.
    pub icon: String,
    /// What it is about, by its neutral name.
    pub what: String,
    /// Whom the desk named, and why.
    pub to: String,
    /// The reason alone.
    pub why: &'static str,
    /// How it stands: it waits for the answer, or what the answer was.
    pub say: String,
    /// Where, without the door.
    pub place: String,
    /// When it was agreed for.
    pub slot: String,
    /// The number to name on the phone.
    pub number: String,
    /// It waits for the department.
    pub waits: bool,
    /// Where the answer is on its way, until the community has it.
    pub mark: Option<card::MarkWords>,
}

/// The cases of whoever uses this phone, those that wait for an answer first.
pub fn cases(replica: &Replica, now: Instant) -> Vec<Case> {
    let actor = replica.actor(now);
    let theirs = |o: &&Order| Standing::of(o, &actor).department;
    let mut found: Vec<&Order> = replica.orders().filter(theirs).collect();
    doorstep_domain::sort::by_key(&mut found, |o| {
        (o.state != State::Referred, core::cmp::Reverse(o.clocks.first))
    });
    found.into_iter().map(|o| case(replica, o, now)).collect()
}

/// One case.
pub fn case(replica: &Replica, order: &Order, now: Instant) -> Case {
    let item = job::item(replica, order);
    let referral = order.referral.as_ref();
    let mark = orders::mark(replica, order);
    let waits = order.state == State::Referred;
    let place = job::building(job::community(replica, order), order.building.as_ref());
    Case {
        id: order.id,
        icon: item.map_or_else(|| "swap".to_owned(), |i| i.icon.clone()),
        what: job::title(item, false),
        to: referral.map_or_else(String::new, |r| r.to.clone()),
        why: referral.map_or("", |r| text::reason::why(r.why)),
        say: match (waits, referral.and_then(|r| r.outcome)) {
            (true, _) => words::case_waits().to_owned(),
            (false, Some(outcome)) => words::case_answered(text::order::outcome(outcome)),
            (false, None) => words::case_back().to_owned(),
        },
        place: place.unwrap_or_default(),
        slot: text::time::slot(&order.slot, now),
        number: order.number.clone(),
        waits,
        mark: (mark != Mark::Received).then(|| card::mark_words(&mark)),
    }
}

#[cfg(test)]
mod tests {
    use doorstep_domain::{
        Area, Role,
        order::{Outcome, Referral, Why},
    };

    use super::*;
    use crate::state::desk::fixture::{at, device_of, order, people, person};

    fn referred(number: u16, state: State, outcome: Option<Outcome>) -> Order {
        let mut order = order(number, state);
        order.referral = Some(Referral {
            to: "示例燃气公司".into(),
            why: Why::GasDanger,
            proposed: false,
            outcome,
        });
        order
    }

    #[test]
    fn what_waits_for_the_department_comes_first_and_nothing_else_is_a_case() {
        let gas = doorstep_domain::PersonId::from_bits(70);
        let mut all = people();
        all.push(person(gas, "许示例", Role::Department, Area::Community("yy".into())));
        let mut proposed = referred(4, State::InService, None);
        proposed.referral.as_mut().unwrap().proposed = true;
        let orders = vec![
            referred(1, State::Closed, Some(Outcome::Solved)),
            referred(2, State::Referred, None),
            referred(3, State::Open, None),
            proposed,
        ];
        let found = cases(&device_of(gas, all, orders), at(0));
        let ids: Vec<_> = found.iter().map(|c| c.id).collect();
        assert_eq!(ids.len(), 3);
        assert_eq!(ids[0], OrderId::from_bits(2));
        assert!(found[0].waits && !found[1].waits && !found[2].waits);
        let back = found.iter().find(|c| c.id == OrderId::from_bits(3)).unwrap();
        assert_eq!(back.say, words::case_back());
    }
}
