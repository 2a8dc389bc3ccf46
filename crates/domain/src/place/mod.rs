//! Places: communities with their buildings and stations. An operator defines them; everybody signed in may read them.
//!
//! Estates and villages differ in words, not in shape: 社区 → 小区 > 楼 > 单元 > 室, and 村 → 村民小组 > 门牌.

mod community;

pub use community::{Building, Community, Settlement, Station};
use serde::{Deserialize, Serialize};

use crate::{
    entity::{Fact, Key},
    reason::{Code, Field},
    text,
    world::{Ctx, Stop, World, ensure},
};

/// What an operator asks of the places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceCommand {
    /// Creates a community or replaces its description.
    Define(Community),
}

/// What happened to a community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceFact {
    /// Its description is this from now on.
    Defined(Community),
}

/// Decides a command about places: operators only.
///
/// # Errors
/// A refusal when the actor is no operator or a name is missing.
pub fn decide(_world: &dyn World, ctx: Ctx<'_>, command: &PlaceCommand) -> Result<Vec<(Key, Fact)>, Stop> {
    let PlaceCommand::Define(community) = command;
    ensure(ctx.actor.is_operator(), Code::OperatorOnly)?;
    text::required(&community.name, text::DOOR_MAX, Field::Name)?;
    ensure(community.has_hours(), Code::FieldInvalid)?;
    Ok(vec![(
        Key::community(&community.id),
        Fact::Place(PlaceFact::Defined(community.clone())),
    )])
}
