//! One service that can be ordered, with everything it promises and everything it does not do.

use serde::{Deserialize, Serialize};

use crate::ids::ItemCode;

/// How a service reaches the person; decides steps and disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 上门: someone comes to the door.
    Door,
    /// 跑腿送达: something is fetched and brought to the door.
    Errand,
    /// 到中心/站点: the person comes to us.
    Centre,
    /// 电话: by phone.
    Phone,
}

impl Mode {
    /// Whether someone travels to the address: only then is an address asked, shown and released.
    pub const fn travels(self) -> bool {
        matches!(self, Self::Door | Self::Errand)
    }
}

/// Who hears of an open order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// 公开接单: members of the zone see a teaser and may take it.
    Open,
    /// 仅派单: the desk asks people by name, since the kind of service alone reveals weakness.
    Dispatch,
}

/// Whether the person must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// 需要本人在场.
    Oneself,
    /// 家里有人即可.
    Anyone,
    /// 不需要在场.
    Nobody,
}

/// Deadlines of an item (orders.md 4). Working minutes where people at the desk act, real time elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Working minutes until somebody has triaged the order.
    pub triage: u32,
    /// Minutes until somebody has taken it.
    pub accept: u32,
    /// Working minutes to answer an offer.
    pub answer: u32,
    /// Minutes after the slot's start from which a visit counts as late.
    pub late: u32,
    /// Hours until an unanswered 办好了吗？ closes by itself.
    pub confirm_hours: u32,
    /// Days within which the resident may ask for a redo.
    pub redo_days: u32,
    /// Days an order may stay suspended before the desk decides.
    pub suspend_days: u32,
    /// Hours after the end when contacts are hidden again everywhere.
    pub hide_hours: u32,
}

impl Default for Limits {
    /// The numbers of orders.md 4.
    fn default() -> Self {
        Self {
            triage: 30,
            accept: 120,
            answer: 30,
            late: 15,
            confirm_hours: 72,
            redo_days: 5,
            suspend_days: 7,
            hide_hours: 24,
        }
    }
}

/// What an item says beside its title, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What to have ready.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<String>,
    /// What we do not do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_done: Vec<String>,
    /// Who pays for what.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cost: String,
    /// A sentence about emergencies.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub emergency: String,
}

impl Words {
    /// Whether nothing is said at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A catalogue item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent printed promise of the item"
)]
pub struct Item {
    /// Its code, such as `B01`.
    pub code: ItemCode,
    /// What residents and the desk call it.
    pub title: String,
    /// What strangers are shown; equals `title` unless that would reveal weakness.
    pub public_title: String,
    /// English title.
    pub title_en: String,
    /// Name of its icon in the sprite.
    pub icon: String,
    /// The ways it is offered; never empty, the first is the usual one.
    pub modes: Vec<Mode>,
    /// Who hears of it.
    pub pool: Pool,
    /// Planned minutes.
    pub minutes: u16,
    /// How many people it takes.
    #[serde(default = "one")]
    pub places: u8,
    /// What to have ready; shown, never ticked.
    #[serde(default)]
    pub materials: Vec<String>,
    /// What we do not do.
    #[serde(default)]
    pub not_done: Vec<String>,
    /// Who pays for what.
    #[serde(default)]
    pub cost: String,
    /// Skill a person must be registered for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    /// Who must be there.
    pub presence: Presence,
    /// Whether someone else may order it.
    pub proxy_allowed: bool,
    /// Opens by itself, without triage.
    pub trusted: bool,
    /// Asks for a health note (behind its own consent).
    pub asks_health: bool,
    /// Notes money laid out (垫付), settled in cash between the two.
    pub lays_out: bool,
    /// A sentence about emergencies shown with the item.
    #[serde(default)]
    pub emergency: String,
    /// 说一句话下单: a voice note says what is wanted, and the desk fills it in.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub spoken: bool,
    /// Not offered at present.
    #[serde(default)]
    pub hidden: bool,
    /// The same in English; what is not translated stays in the item's own language.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub en: Box<Words>,
    /// Deadlines.
    #[serde(default)]
    pub limits: Limits,
}

impl Item {
    /// What it says beside its title, in English where that is wanted and given.
    pub fn words(&self, english: bool) -> Words {
        let text = |en: &String, own: &String| {
            if english && !en.is_empty() {
                en.clone()
            } else {
                own.clone()
            }
        };
        let list = |en: &[String], own: &[String]| {
            if english && !en.is_empty() {
                en.to_vec()
            } else {
                own.to_vec()
            }
        };
        Words {
            materials: list(&self.en.materials, &self.materials),
            not_done: list(&self.en.not_done, &self.not_done),
            cost: text(&self.en.cost, &self.cost),
            emergency: text(&self.en.emergency, &self.emergency),
        }
    }
}

const fn one() -> u8 {
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_translated_stays_in_the_items_own_language() {
        let mut item = Item {
            code: "B01".into(),
            title: "量血压".into(),
            public_title: "量血压".into(),
            title_en: "Blood pressure".into(),
            icon: "heart".into(),
            modes: vec![Mode::Door],
            pool: Pool::Open,
            minutes: 15,
            places: 1,
            materials: vec!["医保卡".into()],
            not_done: vec!["不开药".into()],
            cost: "免费".into(),
            skill: None,
            presence: Presence::Oneself,
            proxy_allowed: true,
            trusted: true,
            asks_health: false,
            lays_out: false,
            emergency: String::new(),
            spoken: false,
            hidden: false,
            en: Box::default(),
            limits: Limits::default(),
        };
        item.en.cost = "Free".into();
        assert_eq!(
            (item.words(true).cost.as_str(), item.words(false).cost.as_str()),
            ("Free", "免费")
        );
        assert_eq!(item.words(true).materials, ["医保卡"]);
    }
}
