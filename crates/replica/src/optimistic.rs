//! What the screen shows: the confirmed state with the pending commands replayed over it, in the order the person gave them.

use doorstep_domain::{Actor, CommandId, Ctx, Decision, Fact, Instant, Key, PersonId, Reason};

use crate::{Entities, Rules, confirmed::Confirmed, entry::Entry, world};

/// What the phone expects of a pending command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It will happen as shown.
    Expected,
    /// Only the server can say: an intent.
    Provisional,
    /// As far as the phone knows it will be refused. It is sent all the same: the phone may be behind.
    Doubtful(Reason),
}

/// The state with pending commands applied.
#[derive(Clone, Debug, Default)]
pub(crate) struct Optimistic {
    pub(crate) entities: Entities,
    /// Pending commands are few: looked through, not looked up.
    pub(crate) fates: Vec<(CommandId, Fate)>,
}

impl Optimistic {
    /// Replays `entries` over `confirmed`. Without rules nothing is replayed: only the server can say what becomes of them.
    pub(crate) fn replay(
        confirmed: &Confirmed,
        entries: &[Entry],
        person: PersonId,
        skew: i64,
        rules: Option<Rules>,
    ) -> Self {
        let mut state = Self {
            entities: confirmed.entities.clone(),
            fates: Vec::new(),
        };
        for entry in entries.iter().filter(|e| e.is_pending()) {
            let fate = rules.map_or(Fate::Provisional, |rules| state.play(entry, person, skew, rules));
            state.fates.push((entry.command_id, fate));
        }
        state
    }

    /// Plays one more command.
    fn play(&mut self, entry: &Entry, person: PersonId, skew: i64, rules: Rules) -> Fate {
        let at = entry.made.plus(skew);
        match (rules.decide)(&self.entities, &entry.command, person, at) {
            Decision::Facts(facts) => {
                (rules.apply)(&mut self.entities, facts);
                Fate::Expected
            }
            Decision::Undetermined => Fate::Provisional,
            Decision::Rejected(reason) | Decision::Instead(reason, _) => Fate::Doubtful(reason),
        }
    }
}

/// Applies what was decided.
pub(crate) fn apply(entities: &mut Entities, facts: Vec<(Key, Fact)>) {
    for (key, fact) in facts {
        match entities.get_mut(&key) {
            Some(entity) => entity.apply(&fact),
            None => {
                if let Some(entity) = fact.create() {
                    entities.put(entity);
                }
            }
        }
    }
}

/// Decides on what the phone knows.
pub(crate) fn decide(
    entities: &Entities,
    command: &doorstep_domain::Command,
    person: PersonId,
    now: Instant,
) -> Decision {
    let actor: Actor = world::actor(entities, person, now);
    let world = world::PhoneWorld::new(entities, &actor);
    command.decide(
        &world,
        Ctx {
            actor: &actor,
            now,
            claimed: Some(now),
        },
    )
}
