//! The rules of Doorstep (家门口), shared by phone and server.
//!
//! Everything here is pure: no IO, no async, no clock, no randomness. Time, identity and chance come in as arguments.
//! One folder per aggregate: `command` (what a person asks), `fact` (what happened), `decide` (command → facts, refusal or
//! *undetermined*), `apply` (fact → state), `view` (what an actor may see) and `audience` (whose pulls it reaches).
//! [`entity`] joins the aggregates into the closed enums that sync and storage carry without knowing them.

pub mod actor;
pub mod calendar;
pub mod catalogue;
pub mod duty;
pub mod entity;
pub mod feedback;
pub mod ids;
pub mod order;
pub mod person;
pub mod phone;
pub mod place;
pub mod reason;
pub mod scope;
pub mod search;
pub mod seen;
pub mod sort;
pub mod text;
pub mod time;
pub mod world;

pub use actor::{Actor, Area, Grant, Role};
pub use entity::{Command, Entity, Fact, Key, Kind};
pub use ids::{
    BuildingId, ClientId, CommandId, CommunityId, DutyId, FeedbackId, ItemCode, OrderId, PersonId, Sha256, StationId,
};
pub use reason::{Code, Field, Reason};
pub use scope::Scope;
pub use seen::Seen;
pub use time::{Day, Instant, Slot};
pub use world::{Ctx, Decision, Load, Lookup, Need, World};
