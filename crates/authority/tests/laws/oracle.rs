//! Random people do random things, pull when they like, in pages of any size. Whoever has pulled to the end holds exactly what
//! `view` says of everything there is: no more, no less, nothing old.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_authority::{Storage, seat, suite::sample::Dice};
use doorstep_domain::{
    Area, Command, CommunityId, DutyId, Entity, FeedbackId, Grant, Key, OrderId, PersonId, Role, Seen, Slot,
    duty::DutyCommand,
    feedback::FeedbackCommand,
    order::{Act, Answer, Finishing, Outcome, Satisfaction, Signature, Why},
    person::{Consent, Home, PersonCommand, Profile},
    place::PlaceCommand,
    time::{DAY, HOUR, MINUTE},
};

use super::{
    play::Phone,
    town::{OPERATOR, PEOPLE, Town, community, consent, jy, on, partition, placing, yy},
};

const STEPS: usize = 150;

struct Game<S> {
    town: Town<S>,
    dice: Dice,
    orders: Vec<(CommunityId, OrderId)>,
    others: BTreeSet<(String, Key)>,
    phones: Vec<Phone>,
}

pub(crate) fn every_pull_equals_the_view_of_everything<S: Storage>(store: S, seed: u64) {
    let mut game = Game {
        town: Town::new(store),
        dice: Dice::new(seed),
        orders: Vec::new(),
        others: BTreeSet::new(),
        phones: PEOPLE.iter().map(|person| Phone::new(*person)).collect(),
    };
    let mut compared = 0;
    for step in 0..STEPS {
        for _ in 0..=game.dice.below(4) {
            game.something_happens();
        }
        for at in 0..PEOPLE.len() {
            if game.dice.below(3) == 0 {
                let limit = [1, 2, 5, 500][usize::try_from(game.dice.below(4)).unwrap_or(0)];
                let reply = game.phones[at].page(&game.town, limit);
                if !reply.more {
                    game.compare(at, seed, step);
                    compared += 1;
                }
            }
        }
    }
    for at in 0..PEOPLE.len() {
        game.phones[at].sync(&game.town, 7);
        game.compare(at, seed, STEPS);
    }
    assert!(compared > STEPS / 2, "the game compares often: {compared}");
    assert!(game.orders.len() > 3);
}

impl<S: Storage> Game<S> {
    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.dice.below(u64::try_from(from.len()).unwrap_or(1))).unwrap_or(0)].clone()
    }

    /// What a person holds against what the view says of everything.
    fn compare(&self, at: usize, seed: u64, step: usize) {
        let phone = &self.phones[at];
        let read = self
            .town
            .authority
            .store()
            .read(|txn| seat(txn, phone.person, self.town.now));
        let actor = read.expect("a seat").actor;
        let mut keys = self.others.clone();
        keys.extend(PEOPLE.map(|id| ("city".to_owned(), Key::person(id))));
        keys.extend([yy(), jy()].map(|id| ("city".to_owned(), Key::community(&id))));
        keys.extend(["B01", "D01", "P01"].map(|code| ("city".to_owned(), Key::item(&code.into()))));
        keys.extend(
            self.orders
                .iter()
                .map(|(community, id)| (partition(community), Key::order(*id))),
        );
        let mut expected: BTreeMap<Key, Entity> = BTreeMap::new();
        for (partition, key) in keys {
            let entity = self.town.authority.entity(&partition, &key).expect("an entity");
            if let Some(view) = entity.and_then(|e| e.view(&actor)) {
                expected.insert(key, view);
            }
        }
        for key in expected.keys().chain(phone.held.keys()) {
            let (held, right) = (phone.held.get(key).cloned().map(plain), expected.get(key).cloned());
            assert_eq!(held, right, "{:?} at step {step} of seed {seed}, {key:?}", phone.person);
        }
    }

    fn something_happens(&mut self) {
        match self.dice.below(24) {
            0 => {
                self.town.now = self
                    .town
                    .now
                    .plus(i64::try_from(self.dice.below(12)).unwrap_or(0) * HOUR);
            }
            1..=3 => {
                self.town.now = self
                    .town
                    .now
                    .plus(i64::try_from(self.dice.below(90)).unwrap_or(0) * MINUTE);
            }
            4 => {
                self.town.authority.run_due(self.town.now).expect("the ticker");
            }
            5 if self.dice.below(6) == 0 => {
                self.town.now = self.town.now.plus(40 * DAY);
                self.town.authority.sweep(self.town.now).expect("a sweep");
            }
            6 => {
                let (actor, command) = self.about_somebody();
                self.try_it(actor, &command);
            }
            7 => {
                let actor = self.pick(&PEOPLE);
                let command = self.beside_the_orders();
                self.try_it(actor, &command);
            }
            8..=10 => self.place(),
            _ => {
                if let Some((community, order)) = self.one_of_the_orders() {
                    let actor = self.pick(&PEOPLE);
                    let act = self.act(&community, order);
                    self.try_it(actor, &on(order, community, act));
                }
            }
        }
    }

    /// Whatever comes of it, it is an answer and no fault.
    fn try_it(&mut self, actor: PersonId, command: &Command) {
        let outcome = self.town.send(actor, command);
        assert!(
            matches!(outcome.word(), "applied" | "rejected"),
            "{actor:?} {command:?} -> {outcome:?}"
        );
    }

    fn one_of_the_orders(&mut self) -> Option<(CommunityId, OrderId)> {
        // The latest are the liveliest.
        let from = self.orders.len().saturating_sub(6);
        let recent = self.orders[from..].to_vec();
        (!recent.is_empty()).then(|| self.pick(&recent))
    }

    fn place(&mut self) {
        let community = self.pick(&[yy(), yy(), yy(), jy()]);
        let resident = self.pick(&PEOPLE[1..6]);
        let actor = if self.dice.below(3) == 0 {
            self.pick(&PEOPLE)
        } else {
            resident
        };
        let item = self.pick(&["B01", "D01", "P01"]);
        let mut placing = placing(self.town.now, item, resident);
        if self.dice.below(3) == 0 {
            placing.health.clear();
            placing.wish = Some(self.pick(&PEOPLE));
        }
        let order = OrderId::from_bits(self.town.id());
        self.orders.push((community.clone(), order));
        self.try_it(actor, &on(order, community, Act::Place(Box::new(placing))));
    }

    fn about_somebody(&mut self) -> (PersonId, Command) {
        let (person, other) = (self.pick(&PEOPLE[1..11]), self.pick(&PEOPLE));
        let command = match self.dice.below(6) {
            0 | 1 => {
                let grants = (0..self.dice.below(3)).map(|_| self.grant()).collect();
                let (skills, cap) = (BTreeSet::new(), 3);
                let command = PersonCommand::Empower {
                    person,
                    grants,
                    skills,
                    cap,
                };
                return (OPERATOR, Command::Person(command));
            }
            2 => PersonCommand::AllowProxy {
                person,
                proxy: other,
                relation: "邻居".into(),
            },
            3 => PersonCommand::EndProxy { person, proxy: other },
            4 => {
                let home = Some(Home {
                    community: self.pick(&[yy(), jy()]),
                    building: Some(self.pick(&["b1", "b2"]).into()),
                });
                let profile = Profile::default();
                return (
                    OPERATOR,
                    Command::Person(PersonCommand::Correct { person, profile, home }),
                );
            }
            _ => {
                let version = (self.dice.below(2) == 0).then_some(2);
                let purpose = if self.dice.below(2) == 0 {
                    Consent::Notice
                } else {
                    Consent::Health
                };
                return (person, consent(person, purpose, version));
            }
        };
        (person, Command::Person(command))
    }

    fn grant(&mut self) -> Grant {
        let role = self.pick(&[
            Role::Resident,
            Role::Member,
            Role::Member,
            Role::Volunteer,
            Role::Staff,
            Role::Secretary,
            Role::Department,
        ]);
        let community = self.pick(&[yy(), jy()]);
        let area = match self.dice.below(5) {
            0 => Area::City,
            1 | 2 => Area::Zone(community, [self.pick(&["b1", "b2"]).into()].into()),
            _ => Area::Community(community),
        };
        let hours = i64::try_from(self.dice.below(30)).unwrap_or(0) * HOUR;
        Grant {
            role,
            area,
            from: self.town.now.plus(if self.dice.below(3) == 0 { hours } else { 0 }),
            until: (self.dice.below(3) == 0).then(|| self.town.now.plus(2 * hours)),
        }
    }

    fn beside_the_orders(&mut self) -> Command {
        let community_id = self.pick(&[yy(), jy()]);
        let id = self.town.id();
        match self.dice.below(4) {
            0 => {
                let feedback = FeedbackId::from_bits(id);
                self.others.insert((partition(&community_id), Key::feedback(feedback)));
                Command::Feedback(FeedbackCommand::Write {
                    feedback,
                    community: community_id,
                    text: "路灯坏了".into(),
                })
            }
            1 | 2 => {
                let duty = DutyId::from_bits(id);
                self.others.insert((partition(&community_id), Key::duty(duty)));
                Command::Duty(DutyCommand::CheckIn {
                    duty,
                    community: community_id,
                    station: "s1".into(),
                })
            }
            _ => {
                let mut new = community(community_id.clone(), &community_id.as_str().to_uppercase());
                if self.dice.below(2) == 0 {
                    new.buildings.pop();
                }
                Command::Place(PlaceCommand::Define(new))
            }
        }
    }

    fn act(&mut self, community: &CommunityId, order: OrderId) -> Act {
        let to = self.pick(&PEOPLE[4..7]);
        let why = self.pick(&[
            Why::TimeClash,
            Why::OutOfScope,
            Why::NobodyHome,
            Why::NotSolved,
            Why::Rebalanced,
        ]);
        let text = "一句话".to_owned();
        let answer = self.pick(&[Answer::Yes, Answer::No]);
        let slot = Slot {
            day: self.town.now.day().plus(2),
            from: 540,
            to: 600,
        };
        let stored = self.town.authority.entity(&partition(community), &Key::order(order));
        let generation = match stored.expect("an order") {
            Some(Entity::Order(order)) => order.generation,
            _ => 0,
        };
        match self.dice.below(36) {
            0..=2 => Act::Open,
            3..=8 => Act::Accept { generation },
            9 => Act::Decline {
                why: Why::OutOfScope,
                instead: text,
            },
            10 => Act::Appeal { text },
            11 => Act::Refer {
                to: text,
                why: Why::NeedsDepartment,
            },
            12 => Act::EndReferral {
                outcome: self.pick(&[None, Some(Outcome::Solved)]),
            },
            13 | 14 => Act::Offer { to },
            15 | 16 => Act::AnswerOffer { answer },
            17 => Act::HandBack {
                why: Why::TimeClash,
                text,
            },
            18 => Act::Release {
                person: to,
                why: Why::Rebalanced,
            },
            19 => Act::Transfer { to },
            20 => Act::AnswerTransfer { answer },
            21 => Act::Depart,
            22 | 23 => Act::Arrive,
            24 => Act::Suspend { why, text },
            25 => Act::Resume,
            26..=28 => Act::Finish(Finishing {
                outcome: Outcome::Solved,
                code: self.pick(&[None, Some("4711".to_owned()), Some("0000".to_owned())]),
                signature: self.pick(&[None, Some(Signature::draw(&[vec![(1, 2), (30, 40)]]))]),
                laid_out: 0,
                text,
                attached: doorstep_domain::order::Attachments::default(),
            }),
            29 => Act::AskSlot { slot },
            30 => Act::AnswerSlot { answer },
            31 => Act::Confirm,
            32 => Act::Redo {
                why: Why::NotSolved,
                text,
            },
            33 => Act::Cancel {
                why: Why::NoLongerNeeded,
                text,
            },
            34 => Act::Remark { text },
            _ => Act::Rate {
                face: Satisfaction::Good,
                stars: 5,
                tags: Vec::new(),
                text,
            },
        }
    }
}

/// A view without what the server adds for the search, which no law of the views knows of (`pulls::only_the_desk_…`).
fn plain(mut view: Entity) -> Entity {
    if let Entity::Person(person) = &mut view {
        person.profile.initials = Seen::hidden();
    }
    view
}
