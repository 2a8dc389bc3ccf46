//! What has been filled in so far. Stored on the phone after each change, so that nothing written is ever lost.

use doorstep_domain::{
    BuildingId, CommandId, Instant, ItemCode, OrderId, PersonId, Slot,
    catalogue::{Item, Mode},
    order::{Attachments, Order, Placing},
    time::MINUTE,
};
use serde::{Deserialize, Serialize};

/// Quick tags of the note, by stable code.
pub const TAGS: [&str; 5] = ["hearing", "slow", "alone", "dog", "call"];

/// Who came the last time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Who.
    pub person: PersonId,
    /// By name.
    pub name: String,
}

/// A draft of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the form, independent of the others"
)]
pub struct Draft {
    /// The order it becomes. Made with the draft: placing the same draft twice can't make two orders.
    pub order: OrderId,
    /// For whom.
    pub resident: PersonId,
    /// What.
    pub item: ItemCode,
    /// How.
    pub mode: Mode,
    /// When.
    #[serde(default)]
    pub slot: Option<Slot>,
    /// Not at the resident's home.
    #[serde(default)]
    pub elsewhere: bool,
    /// Where, when elsewhere.
    #[serde(default)]
    pub building: Option<BuildingId>,
    /// The door, when elsewhere.
    #[serde(default)]
    pub door: String,
    /// Quick tags chosen.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The note.
    #[serde(default)]
    pub note: String,
    /// A health note is wanted.
    #[serde(default)]
    pub with_health: bool,
    /// The health note.
    #[serde(default)]
    pub health: String,
    /// Who came the last time, if there was a last time.
    #[serde(default)]
    pub wish: Option<Wish>,
    /// That person is wanted again.
    #[serde(default)]
    pub wished: bool,
    /// 再来一单: everything is filled in but the time, which the last step asks.
    #[serde(default)]
    pub again: bool,
    /// The refused command it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<CommandId>,
    /// Photos that wait on this phone.
    #[serde(default, skip_serializing_if = "Attachments::is_empty")]
    pub attached: Attachments,
    /// When it was begun.
    pub begun: Instant,
}

impl Draft {
    /// A fresh draft of `item`, done the usual way.
    pub fn fresh(order: OrderId, item: &Item, resident: PersonId, now: Instant) -> Self {
        Self {
            order,
            resident,
            item: item.code.clone(),
            mode: item.modes.first().copied().unwrap_or(Mode::Door),
            slot: None,
            elsewhere: false,
            building: None,
            door: String::new(),
            tags: Vec::new(),
            note: String::new(),
            with_health: false,
            health: String::new(),
            wish: None,
            wished: false,
            again: false,
            attached: Attachments::default(),
            supersedes: None,
            begun: now,
        }
    }

    /// A draft of what a refused command asked, to be corrected. `name` is that of the person wished for.
    pub fn corrected(refused: CommandId, order: OrderId, placing: &Placing, name: String, now: Instant) -> Self {
        Self {
            order,
            resident: placing.resident,
            item: placing.item.clone(),
            mode: placing.mode,
            slot: Some(placing.slot),
            elsewhere: placing.building.is_some(),
            building: placing.building.clone(),
            door: placing.door.clone(),
            tags: Vec::new(),
            note: placing.note.clone(),
            with_health: !placing.health.is_empty(),
            health: placing.health.clone(),
            wish: placing.wish.map(|person| Wish { person, name }),
            wished: placing.wish.is_some(),
            again: false,
            attached: placing.attached.clone(),
            supersedes: Some(refused),
            begun: now,
        }
    }

    /// A draft like an earlier order, but for the time. Health is not copied: its consent was for that order.
    pub fn again(order: OrderId, old: &Order, item: &Item, resident: PersonId, now: Instant) -> Self {
        let mut draft = Self::fresh(order, item, resident, now);
        if item.modes.contains(&old.mode) {
            draft.mode = old.mode;
        }
        draft.note = old.note.get().cloned().unwrap_or_default();
        draft.wish = last_person(old);
        draft.wished = draft.wish.is_some();
        draft.again = true;
        draft
    }

    /// Takes over the place of another draft of a moment ago: whoever orders two things for the same door says the door once. When
    /// and what about it are the service's own.
    pub fn carry_over(&mut self, old: &Self) {
        if self.resident == old.resident {
            self.supersedes = old.supersedes;
        }
        if self.resident == old.resident && self.begun.since(old.begun) < 30 * MINUTE {
            self.elsewhere = old.elsewhere;
            self.building.clone_from(&old.building);
            self.door.clone_from(&old.door);
        }
    }

    /// Whether something was entered that would be missed.
    pub fn is_worth_keeping(&self) -> bool {
        self.slot.is_some()
            || !self.note.trim().is_empty()
            || !self.tags.is_empty()
            || !self.health.trim().is_empty()
            || !self.door.trim().is_empty()
            || !self.attached.is_empty()
    }

    /// A stored draft as it may go on at `now`: a time that has begun meanwhile is asked again.
    #[must_use]
    pub fn restored(mut self, now: Instant) -> Self {
        self.slot = self.slot.filter(|slot| slot.start() > now);
        self
    }
}

/// Whoever finished the order, by the card the resident was shown.
fn last_person(old: &Order) -> Option<Wish> {
    let (person, card) = old.served_by()?;
    let name = card.name.clone();
    Some(Wish { person, name })
}
