//! Questions that the rules ask an order.

use super::{
    model::{Card, Former, Holder, Order},
    outcome::Outcome,
    state::Step,
};
use crate::{ids::PersonId, time::Instant};

impl Order {
    /// The live assignment of `person`.
    pub fn holder(&self, person: PersonId) -> Option<&Holder> {
        self.holders.iter().find(|h| h.person == person)
    }

    /// What is shown of whoever did it, also when the order had gone to somebody else meanwhile; before anybody did, of its lead.
    pub fn served_by(&self) -> Option<(PersonId, &Card)> {
        let Some(finish) = &self.finish else {
            let lead = self.holders.iter().find(|h| h.lead)?;
            return Some((lead.person, lead.card.get()?));
        };
        let holder = self.holder(finish.by).and_then(|h| h.card.get());
        let card = holder.or_else(|| self.former_of(finish.by).and_then(|f| f.card.get()))?;
        Some((finish.by, card))
    }

    /// The latest time `person` held it before.
    pub fn former_of(&self, person: PersonId) -> Option<&Former> {
        self.former.iter().rev().find(|f| f.person == person)
    }

    /// Whether a place is free.
    pub const fn has_room(&self) -> bool {
        self.taken < self.places
    }

    /// How it ended, as whoever did it said: the one who served, or the department.
    pub fn outcome(&self) -> Option<Outcome> {
        let referred = self.referral.as_ref().and_then(|r| r.outcome);
        self.finish.as_ref().map(|f| f.outcome).or(referred)
    }

    /// Whether `person` held it in this round and lost it without wanting to. Contacts had been released to them, so a proven
    /// finish of theirs may win (orders.md 5). Whoever was there before a redo knows the code from then: that proves nothing.
    pub fn lost_unasked(&self, person: PersonId) -> bool {
        let lost = self.former_of(person).filter(|f| !f.by_own_wish);
        lost.is_some_and(|f| self.last(Step::Redone).is_none_or(|redone| f.at > redone))
    }

    /// When the trail last says `step` since the last of `since`; the trail's beginning when it says none of those.
    pub fn said_since(&self, step: Step, since: &[Step]) -> bool {
        let recent = self.trail.iter().rev().take_while(|e| !since.contains(&e.step));
        recent.into_iter().any(|e| e.step == step)
    }

    /// When the trail last says `step`.
    pub fn last(&self, step: Step) -> Option<Instant> {
        self.trail.iter().rev().find(|e| e.step == step).map(|e| e.at)
    }
}
