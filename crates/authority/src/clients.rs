//! The clients of a run of commands: looked up once, stored once.

use std::collections::BTreeMap;

use doorstep_domain::{ClientId, Instant, PersonId};

use crate::storage::{ClientRow, ReadTxn, Result, Txn};

/// What is known of each client, and whether it changed.
#[derive(Debug, Default)]
pub(crate) struct Clients(BTreeMap<ClientId, (Option<ClientRow>, bool)>);

impl Clients {
    /// The last number that `client` used, 0 at first; nothing when it is somebody else's.
    pub(crate) fn last(&mut self, txn: &dyn ReadTxn, client: ClientId, actor: PersonId) -> Result<Option<u64>> {
        let row = if let Some((row, _)) = self.0.get(&client) {
            *row
        } else {
            let row = txn.client(client)?;
            self.0.insert(client, (row, false));
            row
        };
        Ok(match row {
            Some(row) if row.actor != actor => None,
            Some(row) => Some(row.last_number),
            None => Some(0),
        })
    }

    /// Notes that `client` used `number`.
    pub(crate) fn used(&mut self, client: ClientId, actor: PersonId, number: u64, now: Instant) {
        let row = ClientRow {
            actor,
            last_number: number,
            seen: now,
        };
        self.0.insert(client, (Some(row), true));
    }

    /// Stores what changed.
    pub(crate) fn store(self, txn: &mut dyn Txn) -> Result<()> {
        for (client, (row, changed)) in self.0 {
            if let (Some(row), true) = (row, changed) {
                txn.put_client(client, &row)?;
            }
        }
        Ok(())
    }
}
