//! The service catalogue: what can be ordered, and what each item promises. Edited by an operator, versioned by its facts.

mod item;

pub use item::{Item, Limits, Mode, Pool, Presence, Words};
use serde::{Deserialize, Serialize};

use crate::{
    entity::{Fact, Key},
    reason::{Code, Field},
    text,
    world::{Ctx, Stop, World, ensure},
};

/// What an operator asks of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueCommand {
    /// Creates an item or replaces its description; orders already placed keep what they copied.
    Define(Item),
}

/// What happened to an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueFact {
    /// Its description is this from now on.
    Defined(Item),
}

/// Decides a command about the catalogue: operators only.
///
/// # Errors
/// A refusal when the actor is no operator, a title is missing or no mode is offered.
pub fn decide(_world: &dyn World, ctx: Ctx<'_>, command: &CatalogueCommand) -> Result<Vec<(Key, Fact)>, Stop> {
    let CatalogueCommand::Define(item) = command;
    ensure(ctx.actor.is_operator(), Code::OperatorOnly)?;
    text::required(&item.title, text::DOOR_MAX, Field::Name)?;
    ensure(!item.modes.is_empty() && item.minutes > 0, Code::FieldInvalid)?;
    Ok(vec![(
        Key::item(&item.code),
        Fact::Catalogue(CatalogueFact::Defined(item.clone())),
    )])
}
