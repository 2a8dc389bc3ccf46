//! Account slots: several people on one phone, one per tab. The cookie of each slot is the server's; here stands only who was
//! last on which slot, so that a cold start without network opens the right databases.
//!
//! Browsers write localStorage late: a phone that dies soon after a sign-in forgets it. So each person's outbox holds their row,
//! too, and [`recover`] brings back whoever has an outbox here and stands in no row.

use doorstep_domain::PersonId;
use doorstep_protocol::json;
use serde::{Deserialize, Serialize};

use super::{
    prefs::{session, storage},
    store,
};
use crate::state::SlotPerson;

const KEY: &str = "ds.slots";
const TAB: &str = "ds.slot";

/// Slots a phone has.
const SLOTS: u8 = 10;

/// Who is on a slot.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Row {
    /// The slot.
    pub(super) slot: u8,
    /// Who.
    pub(super) person: PersonId,
    /// By name.
    pub(super) name: String,
    /// With demo data.
    #[serde(default)]
    pub(super) demo: bool,
}

fn rows() -> Vec<Row> {
    let text = storage().and_then(|s| s.get_item(KEY).ok().flatten());
    text.and_then(|text| json::read(&text).ok()).unwrap_or_default()
}

fn write(rows: &[Row]) {
    if let (Some(storage), Ok(text)) = (storage(), json::write(rows)) {
        // A hint only: when it can't be kept, the next start asks the server.
        let _ = storage.set_item(KEY, &text);
    }
}

/// Everybody signed in on this phone.
pub(super) fn all() -> Vec<SlotPerson> {
    rows()
        .into_iter()
        .map(|r| SlotPerson {
            slot: r.slot,
            person: r.person,
            name: r.name,
        })
        .collect()
}

/// The slot of this tab.
pub(super) fn of_tab() -> u8 {
    let kept = session()
        .and_then(|s| s.get_item(TAB).ok().flatten())
        .and_then(|text| text.parse().ok());
    kept.unwrap_or_else(|| rows().first().map_or(0, |r| r.slot))
}

/// This tab works on `slot` from now on.
pub(super) fn set_tab(slot: u8) {
    if let Some(session) = session() {
        // Without it, a reload falls back to the first slot.
        let _ = session.set_item(TAB, &slot.to_string());
    }
}

/// Who is on `slot`.
pub(super) fn row(slot: u8) -> Option<Row> {
    rows().into_iter().find(|r| r.slot == slot)
}

/// The slot for somebody who signs in: theirs if they have one, else a free one.
pub(super) fn free() -> u8 {
    unused(&rows()).unwrap_or(SLOTS - 1)
}

fn unused(rows: &[Row]) -> Option<u8> {
    (0..SLOTS).find(|slot| rows.iter().all(|r| r.slot != *slot))
}

/// Somebody signed in.
pub(super) fn set(row: Row) {
    let mut rows = rows();
    rows.retain(|r| r.slot != row.slot && r.person != row.person);
    rows.push(row);
    doorstep_domain::sort::by_key(&mut rows, |r| r.slot);
    write(&rows);
}

/// Gives everybody with an outbox on this phone a slot: the one they were on, or a free one. Their session may be lost as well;
/// the server then asks them to sign in, and what they wrote is kept until they do.
pub(super) async fn recover() {
    let before: Vec<PersonId> = rows().iter().map(|r| r.person).collect();
    for person in store::people().await {
        if before.contains(&person) {
            continue;
        }
        let known = store::row(person).await;
        let rows = rows();
        // Another tab may have signed them in meanwhile.
        if rows.iter().any(|r| r.person == person) {
            continue;
        }
        let own = known.as_ref().map(|r| r.slot);
        let own = own.filter(|slot| *slot < SLOTS && rows.iter().all(|r| r.slot != *slot));
        let Some(slot) = own.or_else(|| unused(&rows)) else {
            continue;
        };
        let (name, demo) = known.map(|r| (r.name, r.demo)).unwrap_or_default();
        set(Row {
            slot,
            person,
            name,
            demo,
        });
    }
}

/// Nobody is on `slot` any more.
pub(super) fn clear(slot: u8) {
    let mut rows = rows();
    rows.retain(|r| r.slot != slot);
    write(&rows);
}
