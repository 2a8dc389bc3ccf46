//! What can be asked about people, and what happens to them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::model::{Given, Home, Person, Profile, Proxy};
use crate::{actor::Grant, ids::PersonId};

/// A purpose that needs consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// The notice before the first order.
    Notice,
    /// Health notes.
    Health,
}

/// What somebody asks about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonCommand {
    /// Registers a person: the desk for its own community, an operator anywhere.
    Register(Box<Person>),
    /// Corrects the personal fields and the home; the person or the desk. Hidden fields stay as they are.
    Correct {
        /// Who.
        person: PersonId,
        /// New personal fields.
        profile: Profile,
        /// New home, when it changes.
        home: Option<Home>,
    },
    /// Replaces grants, skills and cap: a secretary for residents, members and volunteers of the community, else an operator.
    Empower {
        /// Who.
        person: PersonId,
        /// All grants from now on.
        grants: Vec<Grant>,
        /// All skills from now on.
        skills: BTreeSet<String>,
        /// Most unfinished orders at a time.
        cap: u32,
    },
    /// Gives or withdraws consent: the person, or the desk with the person at the window.
    Consent {
        /// Who consents.
        person: PersonId,
        /// To what.
        purpose: Consent,
        /// The version of the text; `None` withdraws.
        version: Option<u32>,
    },
    /// Lets another person order (代办): the person, or the desk with the person at the window.
    AllowProxy {
        /// Who lets.
        person: PersonId,
        /// Whom.
        proxy: PersonId,
        /// What they are to each other.
        relation: String,
    },
    /// Ends it, at once: the person, the proxy or the desk.
    EndProxy {
        /// Who let.
        person: PersonId,
        /// Whom.
        proxy: PersonId,
    },
}

impl PersonCommand {
    /// Whom it is about.
    pub fn person(&self) -> PersonId {
        match self {
            Self::Register(person) => person.id,
            Self::Correct { person, .. }
            | Self::Empower { person, .. }
            | Self::Consent { person, .. }
            | Self::AllowProxy { person, .. }
            | Self::EndProxy { person, .. } => *person,
        }
    }
}

/// What happened to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonFact {
    /// Registered.
    Registered(Box<Person>),
    /// Personal fields and home corrected.
    Corrected {
        /// New personal fields; hidden ones stay as they were.
        profile: Profile,
        /// New home, when it changed.
        home: Option<Home>,
    },
    /// Grants, skills and cap replaced.
    Empowered {
        /// All grants.
        grants: Vec<Grant>,
        /// All skills.
        skills: BTreeSet<String>,
        /// Most unfinished orders.
        cap: u32,
    },
    /// Consent given.
    Consented {
        /// To what.
        purpose: Consent,
        /// Version and time.
        given: Given,
    },
    /// Consent withdrawn; what was kept on it is erased.
    Withdrawn {
        /// From what.
        purpose: Consent,
    },
    /// Another person may order for them.
    ProxyAllowed(Proxy),
    /// No longer.
    ProxyEnded(PersonId),
}
