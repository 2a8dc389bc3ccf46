//! Reasons people choose from a list.

use serde::{Deserialize, Serialize};

/// A chosen reason; the client owns the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the reason")]
pub enum Why {
    OutOfScope,
    OutsideArea,
    NeedsProfessional,
    NeedsDepartment,
    GasDanger,
    UnsafePlace,
    DuplicateOrder,
    Ill,
    TimeClash,
    NeedsSkill,
    PersonalMatter,
    Materials,
    NobodyHome,
    Weather,
    SolvedOtherwise,
    NoLongerNeeded,
    OrderedByMistake,
    NotReachable,
    NotSolved,
    CameBack,
    NobodyCame,
    Rebalanced,
    Other,
    /// A reason this build does not know.
    #[serde(other)]
    Unknown,
}

impl Why {
    /// Reasons for not taking an order on.
    pub const DECLINE: &[Self] = &[
        Self::OutOfScope,
        Self::OutsideArea,
        Self::NeedsProfessional,
        Self::UnsafePlace,
        Self::DuplicateOrder,
    ];
    /// Reasons for passing an order to a department.
    pub const REFER: &[Self] = &[Self::GasDanger, Self::NeedsDepartment, Self::NeedsProfessional];
    /// Reasons for giving an order back.
    pub const HAND_BACK: &[Self] = &[
        Self::TimeClash,
        Self::Ill,
        Self::NeedsSkill,
        Self::PersonalMatter,
        Self::UnsafePlace,
    ];
    /// Reasons of the desk for giving an order to someone else.
    pub const REASSIGN: &[Self] = &[Self::Rebalanced, Self::NotReachable, Self::TimeClash, Self::Other];
    /// Reasons for pausing (orders.md 3).
    pub const SUSPEND: &[Self] = &[
        Self::Materials,
        Self::NobodyHome,
        Self::NeedsProfessional,
        Self::Weather,
    ];
    /// Reasons of a resident for cancelling.
    pub const CANCEL: &[Self] = &[
        Self::NoLongerNeeded,
        Self::SolvedOtherwise,
        Self::OrderedByMistake,
        Self::TimeClash,
    ];
    /// Reasons of the desk for cancelling.
    pub const CANCEL_DESK: &[Self] = &[
        Self::DuplicateOrder,
        Self::NotReachable,
        Self::NoLongerNeeded,
        Self::OutOfScope,
        Self::Other,
    ];
    /// Reasons for asking for a redo.
    pub const REDO: &[Self] = &[Self::NotSolved, Self::CameBack, Self::NobodyCame];
    /// Reasons of the desk for looking at contacts.
    pub const REVEAL: &[Self] = &[Self::TimeClash, Self::NotReachable, Self::NobodyCame, Self::Other];
}
