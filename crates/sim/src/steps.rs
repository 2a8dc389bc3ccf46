//! The steps of a plan, taken.

use doorstep_authority::StoreError;
use doorstep_domain::{
    Command, CommunityId, DutyId, Entity, FeedbackId, Instant, Key, OrderId, PersonId,
    duty::DutyCommand,
    feedback::FeedbackCommand,
    order::{Act, Order, OrderCommand, Standing},
    time::{DAY, HOUR, MINUTE},
};
use doorstep_replica::{Event, WhyNot};

use crate::{
    acts,
    check::bytes,
    dice::pick,
    keep::Keep,
    phone::Place,
    plan::{Kind, Step},
    town,
    world::{World, command_id},
};

impl<K: Keep> World<K> {
    /// Takes one step.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take(&mut self, step: Step) -> Result<(), StoreError> {
        self.pass(step.after)?;
        match step.kind {
            Kind::Later => {
                let ms = i64::try_from(step.b % 600).unwrap_or(0) * MINUTE / 2;
                return self.sleep(ms);
            }
            Kind::MuchLater => {
                let ms = i64::try_from(step.b % 40).unwrap_or(0) * DAY / 2;
                return self.sleep(ms);
            }
            kind if kind >= Kind::Network => return self.fault(step),
            _ => {}
        }
        let places = self.places();
        if places.is_empty() {
            return Ok(());
        }
        let place = places[pick(step.a, places.len())];
        match step.kind {
            Kind::Place => self.place_order(place, step),
            Kind::Act => self.act(place, step),
            Kind::Wild => self.wild(place, step)?,
            Kind::Duty => self.duty(place),
            Kind::Feedback => self.feedback(place),
            Kind::Tidy => self.tidy(place, step),
            _ => {
                self.look(place);
                bytes::ask(self, self.person(place))?;
            }
        }
        Ok(())
    }

    /// The person on `place` asks for something.
    pub fn ask(&mut self, place: Place, command: Command) {
        let command_id = command_id(self.id());
        self.tally.one("commands asked");
        let command = Box::new(command);
        self.event(place, Event::Ask { command, command_id });
    }

    fn person(&self, place: Place) -> PersonId {
        self.phones[place.phone].slots[place.slot].person
    }

    /// Where somebody lives or works.
    pub fn home(&self, person: PersonId) -> CommunityId {
        let who = self.people.iter().find(|who| who.person == person);
        town::community(who.map_or("yy", |who| who.home))
    }

    fn place_order(&mut self, place: Place, step: Step) {
        let me = self.person(place);
        // For oneself, for whoever lets them, and at the window for anybody.
        let resident = if step.b.is_multiple_of(3) {
            self.people[pick(step.c, self.people.len())].person
        } else {
            me
        };
        if resident == town::LAST_RESIDENT || me == town::LAST_RESIDENT {
            return;
        }
        let order = OrderId::from_bits(u128::from(self.id()) << 16);
        let time = self.phones[place.phone].time(self.now);
        let mut placing = acts::placing(resident, time, &mut self.dice);
        let community = self.home(resident);
        placing.attached = self.capture(place, order, &community);
        self.ask(place, on(order, community, Act::Place(Box::new(placing))));
    }

    fn act(&mut self, place: Place, step: Step) {
        let me = self.person(place);
        if me == town::LAST_MEMBER || me == town::LAST_RESIDENT {
            return;
        }
        let time = self.phones[place.phone].time(self.now);
        let people: Vec<PersonId> = self.helpers();
        let Some(tab) = self.tab(place) else { return };
        let actor = tab.replica.actor(time);
        let orders: Vec<&Order> = tab.replica.orders().collect();
        if orders.is_empty() {
            return;
        }
        let order = orders[pick(step.b, orders.len())].clone();
        let standing = Standing::of(&order, &actor);
        let mut act = acts::some(&order, standing, &people, step.c, &mut self.dice);
        if let Act::Finish(finishing) = &mut act {
            finishing.attached = self.capture(place, order.id, &order.community);
        }
        self.ask(place, on(order.id, order.community, act));
    }

    /// Those who may be asked to help; whoever is kept for the end is not.
    fn helpers(&self) -> Vec<PersonId> {
        let people = self.people.iter().skip(2).map(|who| who.person);
        let people: Vec<PersonId> = people.collect();
        if people.is_empty() {
            vec![town::OPERATOR]
        } else {
            people
        }
    }

    /// Something that no screen offers: any act on any order by anybody, straight to the server.
    fn wild(&mut self, place: Place, step: Step) -> Result<(), StoreError> {
        let me = self.person(place);
        let named: Vec<(String, Key)> = self
            .history
            .named
            .iter()
            .filter(|(_, key)| key.kind == doorstep_domain::Kind::Order)
            .cloned()
            .collect();
        if named.is_empty() || me == town::LAST_MEMBER || me == town::LAST_RESIDENT {
            return Ok(());
        }
        let (partition, key) = &named[pick(step.b, named.len())];
        let Some(Entity::Order(order)) = self.server.entity(partition, key)? else {
            return Ok(());
        };
        let people = self.helpers();
        let act = acts::any(&order, &people, &mut self.dice);
        self.tally.one("wild command");
        let command = on(order.id, order.community.clone(), act);
        self.server.does(me, &command, self.now, &mut self.history)?;
        self.poke();
        Ok(())
    }

    fn duty(&mut self, place: Place) {
        let me = self.person(place);
        let community = self.home(me);
        let Some(tab) = self.tab(place) else { return };
        let open = tab.replica.shown().values().find_map(|e| match e {
            Entity::Duty(duty) if duty.person == me && duty.ended.is_none() => Some(duty.id),
            _ => None,
        });
        let command = match open {
            Some(duty) => DutyCommand::CheckOut { duty, community },
            None => DutyCommand::CheckIn {
                duty: DutyId::from_bits(u128::from(self.id()) << 16),
                community,
                station: "s1".into(),
            },
        };
        self.ask(place, Command::Duty(command));
    }

    fn feedback(&mut self, place: Place) {
        let me = self.person(place);
        let community = self.home(me);
        let Some(tab) = self.tab(place) else { return };
        let open = tab.replica.shown().values().find_map(|e| match e {
            Entity::Feedback(f) if f.by != me && f.answered.is_none() => Some(f.id),
            _ => None,
        });
        let text = "谢谢".to_owned();
        let command = match open {
            Some(feedback) => FeedbackCommand::Answer {
                feedback,
                community,
                text,
            },
            None => FeedbackCommand::Write {
                feedback: FeedbackId::from_bits(u128::from(self.id()) << 16),
                community,
                text,
            },
        };
        self.ask(place, Command::Feedback(command));
    }

    /// Somebody opens the outbox page.
    fn tidy(&mut self, place: Place, step: Step) {
        let fresh = command_id(self.id());
        let Some(tab) = self.tab(place) else { return };
        let outbox: Vec<_> = tab
            .replica
            .outbox()
            .map(|e| (e.command_id, e.parked().is_some()))
            .collect();
        if outbox.is_empty() {
            return;
        }
        let (command_id, parked) = outbox[pick(step.b, outbox.len())];
        let event = if parked && step.c.is_multiple_of(2) {
            self.tally.one("tried again by hand");
            Event::Again {
                parked: command_id,
                command_id: fresh,
                edited: None,
            }
        } else {
            self.tally.one("given up by hand");
            let why = (!step.c.is_multiple_of(3)).then_some(WhyNot::Mistake);
            Event::Discard { command_id, why }
        };
        self.event(place, event);
    }
}

/// An act on an order.
pub(crate) fn on(order: OrderId, community: CommunityId, act: Act) -> Command {
    Command::Order(OrderCommand { order, community, act })
}

/// A shift of a clock: seconds, hours, or years.
pub(crate) fn shift(number: u64) -> i64 {
    let size = i64::try_from(number % 1_000).unwrap_or(0) - 500;
    match number / 1_000 % 4 {
        0 => size * 1_000,
        1 => size * MINUTE,
        2 => 8 * HOUR * (size % 3),
        _ => size * DAY,
    }
}

/// Up to half an hour from now.
pub(crate) fn minutes(number: u64, now: Instant) -> Instant {
    now.plus(i64::try_from(number % 90).unwrap_or(0) * MINUTE / 3)
}
