//! A reader's transaction: one snapshot, nothing remembered beyond it.

use std::collections::BTreeSet;

use doorstep_authority::{
    Answer, Blob, Changed, ClientId, ClientRow, CommandId, Due, Head, Instant, Key, Kind, LoggedFact, ReadTxn, Record,
    Result, StoredEntity,
};
use rusqlite::Connection;

use crate::{blob, changed, look};

/// One moment of the database.
#[derive(Debug)]
pub(crate) struct View<'a>(pub(crate) &'a Connection);

impl View<'_> {
    fn place(&self, partition: &str) -> Result<Option<i64>> {
        Ok(look::partition(self.0, partition)?.map(|(id, _)| id))
    }
}

impl ReadTxn for View<'_> {
    fn head(&self, partition: &str) -> Result<Head> {
        Ok(look::partition(self.0, partition)?
            .map(|(_, head)| head)
            .unwrap_or_default())
    }

    fn partitions(&self) -> Result<Vec<String>> {
        look::partitions(self.0)
    }

    fn reached(&self, scope: &str) -> Result<Vec<String>> {
        look::reached(self.0, scope)
    }

    fn entity(&self, partition: &str, key: &Key) -> Result<Option<StoredEntity>> {
        let Some(place) = self.place(partition)? else {
            return Ok(None);
        };
        Ok(look::entity(self.0, place, key)?.and_then(|found| found.stored))
    }

    fn under(&self, partition: &str, scope: &str, kind: Kind) -> Result<Vec<Key>> {
        let Some(place) = self.place(partition)? else {
            return Ok(Vec::new());
        };
        match look::scope(self.0, place, scope)? {
            Some(scope) => look::under(self.0, scope, kind),
            None => Ok(Vec::new()),
        }
    }

    fn changed(
        &self,
        partition: &str,
        scopes: &BTreeSet<String>,
        after: u64,
        live_until: u64,
        limit: usize,
    ) -> Result<Vec<Changed>> {
        let Some(place) = self.place(partition)? else {
            return Ok(Vec::new());
        };
        let mut numbers = Vec::with_capacity(scopes.len());
        for scope in scopes {
            numbers.extend(look::scope(self.0, place, scope)?);
        }
        changed::changed(self.0, &numbers, after, live_until, limit)
    }

    fn answer(&self, command_id: CommandId) -> Result<Option<Answer>> {
        look::answer(self.0, command_id)
    }

    fn client(&self, client: ClientId) -> Result<Option<ClientRow>> {
        look::client(self.0, client)
    }

    fn facts(&self, partition: &str, key: &Key) -> Result<Vec<LoggedFact>> {
        let Some(place) = self.place(partition)? else {
            return Ok(Vec::new());
        };
        match look::entity_id(self.0, place, key)? {
            Some(entity) => look::facts(self.0, entity, key),
            None => Ok(Vec::new()),
        }
    }

    fn due(&self, now: Instant, limit: usize) -> Result<Vec<Due>> {
        look::due(self.0, now, limit)
    }

    fn record(&self, space: &str, id: &str) -> Result<Option<Record>> {
        look::record(self.0, space, id)
    }

    fn records_of(&self, space: &str, owner: &str) -> Result<Vec<Record>> {
        look::records_of(self.0, space, owner)
    }

    fn blob(&self, partition: &str, key: &Key, hash: &str) -> Result<Option<Blob>> {
        let Some(place) = self.place(partition)? else {
            return Ok(None);
        };
        match look::entity_id(self.0, place, key)? {
            Some(entity) => blob::look(self.0, entity, hash),
            None => Ok(None),
        }
    }
}
