//! Reading the memory store.

use std::collections::{BTreeMap, BTreeSet};

use super::shelf::Data;
use crate::storage::{
    Answer, Blob, Changed, ClientId, ClientRow, CommandId, Due, Head, Instant, Key, Kind, LoggedFact, ReadTxn, Record,
    Result, StoredEntity,
};

impl ReadTxn for Data {
    fn head(&self, partition: &str) -> Result<Head> {
        Ok(self.shelves.get(partition).map(|s| s.head).unwrap_or_default())
    }

    fn partitions(&self) -> Result<Vec<String>> {
        let used = self.shelves.iter().filter(|(_, shelf)| shelf.head.seq > 0);
        Ok(used.map(|(name, _)| name.clone()).collect())
    }

    fn reached(&self, scope: &str) -> Result<Vec<String>> {
        let reached = self
            .shelves
            .iter()
            .filter(|(_, shelf)| shelf.audience.contains_key(scope));
        Ok(reached.map(|(name, _)| name.clone()).collect())
    }

    fn entity(&self, partition: &str, key: &Key) -> Result<Option<StoredEntity>> {
        Ok(self.shelves.get(partition).and_then(|s| s.entities.get(key)).cloned())
    }

    fn under(&self, partition: &str, scope: &str, kind: Kind) -> Result<Vec<Key>> {
        let lines = self.shelves.get(partition).and_then(|s| s.audience.get(scope));
        Ok(lines
            .into_iter()
            .flatten()
            .filter(|(key, line)| line.present && key.kind == kind)
            .map(|(key, _)| key.clone())
            .collect())
    }

    fn changed(
        &self,
        partition: &str,
        scopes: &BTreeSet<String>,
        after: u64,
        live_until: u64,
        limit: usize,
    ) -> Result<Vec<Changed>> {
        let mut last: BTreeMap<&Key, u64> = BTreeMap::new();
        if let Some(shelf) = self.shelves.get(partition) {
            for (key, line) in scopes.iter().filter_map(|scope| shelf.audience.get(scope)).flatten() {
                if line.seq > after && (line.present || line.seq > live_until) {
                    let seq = last.entry(key).or_default();
                    *seq = line.seq.max(*seq);
                }
            }
        }
        let mut changed: Vec<_> = last
            .into_iter()
            .map(|(key, seq)| Changed { key: key.clone(), seq })
            .collect();
        changed.sort_by(|a, b| (a.seq, &a.key).cmp(&(b.seq, &b.key)));
        if let Some(cut) = changed.get(limit.saturating_sub(1)).map(|c| c.seq) {
            changed.retain(|c| c.seq <= cut);
        }
        Ok(changed)
    }

    fn answer(&self, command_id: CommandId) -> Result<Option<Answer>> {
        Ok(self.answers.get(&command_id).cloned())
    }

    fn client(&self, client: ClientId) -> Result<Option<ClientRow>> {
        Ok(self.clients.get(&client).copied())
    }

    fn facts(&self, partition: &str, key: &Key) -> Result<Vec<LoggedFact>> {
        let facts = self.shelves.get(partition).and_then(|s| s.facts.get(key));
        Ok(facts.cloned().unwrap_or_default())
    }

    fn due(&self, now: Instant, limit: usize) -> Result<Vec<Due>> {
        let due = self.agenda.iter().take_while(|(at, ..)| *at <= now).take(limit);
        Ok(due
            .map(|(at, partition, key)| Due {
                partition: partition.clone(),
                key: key.clone(),
                at: *at,
            })
            .collect())
    }

    fn record(&self, space: &str, id: &str) -> Result<Option<Record>> {
        Ok(self.records.get(space).and_then(|records| records.get(id)).cloned())
    }

    fn records_of(&self, space: &str, owner: &str) -> Result<Vec<Record>> {
        let records = self.records.get(space).into_iter().flat_map(BTreeMap::values);
        Ok(records.filter(|record| record.owner == owner).cloned().collect())
    }

    fn blob(&self, partition: &str, key: &Key, hash: &str) -> Result<Option<Blob>> {
        let name = (key.clone(), hash.to_owned());
        Ok(self.shelves.get(partition).and_then(|s| s.blobs.get(&name)).cloned())
    }
}
