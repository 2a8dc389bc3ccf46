//! What is filled in, and the order in which Enter walks through it.

use doorstep_domain::{
    BuildingId, CommandId, CommunityId, ItemCode, OrderId, PersonId, Slot,
    catalogue::Mode,
    order::{Channel, ServiceCode},
};
use serde::{Deserialize, Serialize};

/// Where the page is kept on this device while it is filled in.
pub const KEPT: &str = "desk.intake";

/// What a refused order was, and becomes again when it is corrected: the resident may have its code already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The refused command.
    pub command: CommandId,
    /// The order it was to become.
    pub order: OrderId,
    /// The code that was told.
    pub code: ServiceCode,
}

/// The page as filled in so far. Kept on this device after each change until it is placed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the page")]
pub struct Form {
    /// How they came.
    pub channel: Channel,
    /// For whom; none while nobody is chosen or somebody new is written down.
    pub resident: Option<PersonId>,
    /// Somebody who is not registered yet.
    pub new: bool,
    /// Name of somebody new.
    pub name: String,
    /// Phone of somebody new.
    pub phone: String,
    /// Community of somebody new.
    pub community: Option<CommunityId>,
    /// What.
    pub item: Option<ItemCode>,
    /// How.
    pub mode: Option<Mode>,
    /// When.
    pub slot: Option<Slot>,
    /// Not at the resident's home.
    pub elsewhere: bool,
    /// The building: of somebody new, or elsewhere.
    pub building: Option<BuildingId>,
    /// The door in it.
    pub door: String,
    /// The note.
    pub note: String,
    /// The resident agrees, here and now, to a health note.
    pub health_agreed: bool,
    /// The health note.
    pub health: String,
    /// The notice was told by word of mouth.
    pub told: bool,
    /// It corrects this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Refused>,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            channel: Channel::Phone,
            resident: None,
            new: false,
            name: String::new(),
            phone: String::new(),
            community: None,
            item: None,
            mode: None,
            slot: None,
            elsewhere: false,
            building: None,
            door: String::new(),
            note: String::new(),
            health_agreed: false,
            health: String::new(),
            told: false,
            corrects: None,
        }
    }
}

impl Form {
    /// Whether anything was entered that would be missed.
    pub fn is_begun(&self) -> bool {
        *self
            != Self {
                channel: self.channel,
                ..Self::default()
            }
    }

    /// Whether building and door are asked: somebody new, or a place that is not their home.
    pub fn asks_place(&self, travels: bool) -> bool {
        self.new || travels && self.elsewhere
    }
}

/// A field of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The id of its element, to which Enter goes on.
    pub id: &'static str,
    /// Keys pressed there for an ordinary order of somebody who is known, the Enter that leaves it included; 0 where Enter does
    /// not stop then.
    pub keys: usize,
}

/// The fields in the order of Enter. The keys are those of a call: 电话尾号 → 量血压 → the first time that is offered → saved.
pub const FIELDS: &[Field] = &[
    // Four digits of the phone, Enter takes the first who is found.
    Field { id: "in-find", keys: 5 },
    Field { id: "in-name", keys: 0 },
    Field {
        id: "in-phone",
        keys: 0,
    },
    // The code finds the item (B01), Enter leaves it.
    Field { id: "in-item", keys: 4 },
    // The usual day and the first hour: one arrow each, and Enter.
    Field { id: "in-day", keys: 2 },
    Field { id: "in-hour", keys: 2 },
    Field {
        id: "in-building",
        keys: 0,
    },
    Field { id: "in-door", keys: 0 },
    // A note of ten strokes (two words of pinyin), then Ctrl and Enter save.
    Field {
        id: "in-note",
        keys: 12,
    },
];

/// Keys of an ordinary order on the phone (screens.md, UX goal 6: at most 40).
pub fn keystrokes() -> usize {
    FIELDS.iter().map(|f| f.keys).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_on_the_phone_takes_at_most_forty_keys() {
        assert!(keystrokes() <= 40, "{}", keystrokes());
        let mut ids: Vec<_> = FIELDS.iter().map(|f| f.id).collect();
        ids.dedup();
        assert_eq!(ids.len(), FIELDS.len());
    }

    #[test]
    fn only_what_was_entered_is_kept_as_begun() {
        let mut form = Form {
            channel: Channel::Counter,
            ..Form::default()
        };
        assert!(!form.is_begun());
        form.note = "急".into();
        assert!(form.is_begun());
    }

    #[test]
    fn a_kept_page_is_read_again() {
        let form = Form {
            item: Some("B01".into()),
            ..Form::default()
        };
        let kept = serde_json::to_string(&form).expect("a form is plain data");
        assert_eq!(serde_json::from_str::<Form>(&kept).ok(), Some(form));
    }
}
