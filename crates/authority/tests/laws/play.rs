//! A phone that keeps what it pulls, as a replica does.

use std::collections::BTreeMap;

use doorstep_authority::Storage;
use doorstep_domain::{Entity, Key, PersonId};
use doorstep_protocol::{PullReply, PullRequest, version::SCHEMA};

use super::town::Town;

/// What one person's phone holds.
#[derive(Clone, Debug)]
pub(crate) struct Phone {
    pub(crate) person: PersonId,
    pub(crate) cursor: Option<String>,
    pub(crate) held: BTreeMap<Key, Entity>,
    staged: Option<BTreeMap<Key, Entity>>,
    pub(crate) resets: usize,
}

impl Phone {
    pub(crate) const fn new(person: PersonId) -> Self {
        Self {
            person,
            cursor: None,
            held: BTreeMap::new(),
            staged: None,
            resets: 0,
        }
    }

    /// Pulls one page and says what came.
    pub(crate) fn page<S: Storage>(&mut self, town: &Town<S>, limit: u32) -> PullReply {
        let request = PullRequest {
            schema: SCHEMA,
            actor: self.person,
            cursor: self.cursor.clone(),
            limit,
            lease: None,
        };
        let reply = town
            .authority
            .pull(self.person, &request, town.now)
            .expect("the store works");
        self.cursor = Some(reply.cursor.clone());
        if reply.reset {
            self.staged = Some(BTreeMap::new());
            self.resets += 1;
        }
        let rows = self.staged.as_mut().unwrap_or(&mut self.held);
        for row in &reply.rows {
            match row.entity() {
                Some(entity) => rows.insert(row.key.clone(), entity),
                None => rows.remove(&row.key),
            };
        }
        if !reply.more
            && let Some(staged) = self.staged.take()
        {
            self.held = staged;
        }
        reply
    }

    /// Pulls until there is no more; says how many rows came and whether one page was a reset.
    pub(crate) fn sync<S: Storage>(&mut self, town: &Town<S>, limit: u32) -> (usize, bool) {
        let (mut rows, mut reset) = (0, false);
        for _ in 0..10_000 {
            let reply = self.page(town, limit);
            rows += reply.rows.len();
            reset |= reply.reset;
            if !reply.more {
                return (rows, reset);
            }
        }
        panic!("a pull without end");
    }
}
