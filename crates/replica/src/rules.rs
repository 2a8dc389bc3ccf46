//! What a command does, as functions that can come later than the rest: a page that only shows what it holds needs none of them,
//! and their code is a tenth of what a first visit would load. Everything that shows what was pulled works without.

use doorstep_domain::{Command, Decision, Fact, Instant, Key, PersonId};
use doorstep_protocol::json::{self, RawValue};

use crate::{Entities, entry::Entry, optimistic};

/// The rules. Whoever holds them has their code.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub(crate) decide: fn(&Entities, &Command, PersonId, Instant) -> Decision,
    pub(crate) apply: fn(&mut Entities, Vec<(Key, Fact)>),
    pub(crate) body: fn(&Command) -> Option<Box<RawValue>>,
    read: fn(&str) -> Option<Entry>,
    write: fn(&Entry) -> Option<String>,
}

impl Rules {
    /// Those of this build.
    pub fn standard() -> Self {
        Self {
            decide: optimistic::decide,
            apply: optimistic::apply,
            body: |command| json::raw(command).ok(),
            read: |text| json::read(text).ok(),
            write: |entry| json::write(entry).ok(),
        }
    }

    /// An entry of the outbox as it is stored; none if this build can't read it.
    pub fn read(&self, text: &str) -> Option<Entry> {
        (self.read)(text)
    }

    /// An entry of the outbox as it is stored. What was made here can be written; an error of the writer gives none.
    pub fn write(&self, entry: &Entry) -> Option<String> {
        (self.write)(entry)
    }
}
