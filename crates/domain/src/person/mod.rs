//! People: who they are, what they may do, what they consented to, and who may order for them (代办).
//!
//! A person lives in the `city` partition. Names, phones and doors are personal fields: erasable, and visible to few.

mod apply;
mod command;
mod decide;
mod model;
mod view;

pub use apply::{apply, create};
pub use command::{Consent, PersonCommand, PersonFact};
pub use decide::{decide, needs};
pub use model::{Consents, DEFAULT_CAP, Given, Home, Person, Profile, Proxy};
pub use view::{audience, is_office, view};
