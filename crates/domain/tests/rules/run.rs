//! Doing things in the city: a command decided and applied, time passing, timers firing; every fact is checked as it happens.

use doorstep_domain::{
    Code, Command, Ctx, Decision, Fact, Instant, Key, OrderId, PersonId,
    calendar::FixedHours,
    order::{Act, OrderCommand, fire},
};

use crate::{
    checks,
    city::{City, STEP, c1, placing},
};

/// The order most stories are about.
pub(crate) const ORDER: OrderId = OrderId::from_bits(0xA1);
/// Another one of the same resident.
pub(crate) const OTHER: OrderId = OrderId::from_bits(0xA2);

/// The hours of the community.
pub(crate) fn hours() -> FixedHours {
    crate::population::community("c1").hours()
}

pub(crate) fn on(order: OrderId, act: Act) -> Command {
    Command::Order(OrderCommand {
        order,
        community: c1(),
        act,
    })
}

impl City {
    /// A city in which the resident has just ordered `item`.
    pub(crate) fn with(item: &str) -> Self {
        let mut city = Self::new();
        city.does(crate::city::RESIDENT, Command::Order(placing(ORDER, item)));
        city
    }

    /// The resident also orders `item`, for a link, a load or a duplicate.
    pub(crate) fn and(mut self, item: &str) -> Self {
        let mut command = placing(OTHER, item);
        if let Act::Place(placing) = &mut command.act {
            placing.despite_duplicate = true;
        }
        self.does(crate::city::RESIDENT, Command::Order(command));
        self
    }

    /// What the server answers.
    pub(crate) fn ask(&self, person: PersonId, command: &Command, claimed: Option<Instant>) -> Decision {
        let actor = self.actor(person);
        let ctx = Ctx {
            actor: &actor,
            now: self.now,
            claimed,
        };
        command.decide(self, ctx)
    }

    /// Applies facts, each checked against the table and the laws.
    pub(crate) fn commit(&mut self, facts: &[(Key, Fact)]) {
        for (key, fact) in facts {
            let before = self.rows.get(key).cloned();
            self.apply(key, fact);
            checks::fact(self, before.as_ref(), key, fact);
        }
    }

    /// `person` does it, and it must succeed. A minute passes.
    pub(crate) fn does(&mut self, person: PersonId, command: Command) {
        match self.ask(person, &command, None) {
            Decision::Facts(facts) => self.commit(&facts),
            other => panic!("{person} {} is {other:?}", command.name()),
        }
        self.pass(STEP);
    }

    /// The same on [`ORDER`].
    pub(crate) fn act(&mut self, person: PersonId, act: Act) {
        self.does(person, on(ORDER, act));
    }

    /// `person` tries on [`ORDER`]; it must be refused for this reason. What is recorded all the same is applied.
    pub(crate) fn fails(&mut self, person: PersonId, act: Act, code: Code) {
        let made = Some(self.now);
        self.fails_late(person, act, made, code);
    }

    /// The same, for something done at `claimed`.
    pub(crate) fn fails_late(&mut self, person: PersonId, act: Act, claimed: Option<Instant>, code: Code) {
        let name = act.name();
        match self.ask(person, &on(ORDER, act), claimed) {
            Decision::Rejected(reason) => assert_eq!(reason.code, code, "{name}"),
            Decision::Instead(reason, facts) => {
                assert_eq!(reason.code, code, "{name}");
                self.commit(&facts);
            }
            other => panic!("{name} should fail with {code:?}, is {other:?}"),
        }
        self.pass(STEP);
    }

    /// Time passes; timers fire as they fall due.
    pub(crate) fn pass(&mut self, ms: i64) {
        self.until(self.now.plus(ms));
    }

    /// Until `then`.
    pub(crate) fn until(&mut self, then: Instant) {
        loop {
            let next = self
                .rows
                .iter()
                .filter_map(|(k, e)| Some((e.next_timer()?, k.clone())))
                .min();
            let Some((due, key)) = next.filter(|(due, _)| *due <= then) else {
                break;
            };
            self.now = self.now.max(due);
            self.fire(&key);
        }
        self.now = then;
    }

    /// Fires all that is due of one entity now.
    pub(crate) fn fire(&mut self, key: &Key) {
        let mut steps = 0;
        while let Some(fact) = self.rows[key].fire(self.now, &hours()) {
            steps += 1;
            assert!(steps < 50, "the timers of {key:?} do not end: {fact:?}");
            self.commit(&[(key.clone(), fact)]);
        }
        let due = self.rows[key].next_timer();
        assert!(due.is_none_or(|at| at > self.now), "a timer is left at {due:?}");
    }

    /// The kind of the next thing that happens by itself to [`ORDER`], if it is due at `now`.
    pub(crate) fn due(&self, now: Instant) -> Option<doorstep_domain::order::OrderFact> {
        fire(self.the(ORDER), now, &hours())
    }
}
