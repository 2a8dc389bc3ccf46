//! Account slots: several people on one phone, one per tab. The cookie of each slot is the server's; here stands only who was
//! last on which slot, so that a cold start without network opens the right databases.

use doorstep_domain::PersonId;
use doorstep_protocol::json;
use serde::{Deserialize, Serialize};

use super::prefs::{session, storage};
use crate::state::SlotPerson;

const KEY: &str = "ds.slots";
const TAB: &str = "ds.slot";

#[derive(Serialize, Deserialize)]
struct Row {
    slot: u8,
    person: PersonId,
    name: String,
    #[serde(default)]
    demo: bool,
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

/// Who is on `slot`, and whether with demo data.
pub(super) fn person(slot: u8) -> Option<(PersonId, bool)> {
    rows().into_iter().find(|r| r.slot == slot).map(|r| (r.person, r.demo))
}

/// The slot for somebody who signs in: theirs if they have one, else a free one.
pub(super) fn free() -> u8 {
    let used: Vec<u8> = rows().iter().map(|r| r.slot).collect();
    (0..10).find(|slot| !used.contains(slot)).unwrap_or(9)
}

/// Somebody signed in on `slot`.
pub(super) fn set(slot: u8, person: PersonId, name: &str, demo: bool) {
    let mut rows = rows();
    rows.retain(|r| r.slot != slot && r.person != person);
    rows.push(Row {
        slot,
        person,
        name: name.to_owned(),
        demo,
    });
    doorstep_domain::sort::by_key(&mut rows, |r| r.slot);
    write(&rows);
}

/// Nobody is on `slot` any more.
pub(super) fn clear(slot: u8) {
    let mut rows = rows();
    rows.retain(|r| r.slot != slot);
    write(&rows);
}
