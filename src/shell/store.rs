//! What one person keeps on this phone: the outbox database, which no upgrade deletes, and the confirmed database, which can
//! always be pulled again. Values are JSON texts.

use doorstep_domain::{CommandId, Entity, Key, PersonId};
use doorstep_protocol::json;
use doorstep_replica::{ConfirmedMeta, Entry, OutboxMeta, Replica, Stored};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::{
    device,
    idb::{self, Answer, Db, IdbError, Reader},
    rules,
    slots::Row,
};
use crate::state::{Kept, first};

const ENTRIES: &str = "entries";
const KEPT: &str = "kept";
const ENTITIES: &str = "entities";
const META: &str = "meta";
const THE_META: &str = "meta";
/// Beside it: what the home needs at once (`state::first`).
const FIRST: &str = "first";
/// Beside it: who this is, and on which slot.
const ROW: &str = "row";

/// Raised only with a migration that keeps every entry.
const OUTBOX_VERSION: u32 = 1;
/// Raised whenever stored entities change shape: the database is then emptied and pulled again.
const CONFIRMED_VERSION: u32 = 1;

/// Both databases of one person.
#[derive(Clone, Debug)]
pub(super) struct Store {
    outbox: Db,
    confirmed: Db,
    person: PersonId,
}

const OUTBOX: &str = "ds-outbox-";
const OUTBOX_STORES: &[&str] = &[ENTRIES, META, KEPT];

fn outbox_name(person: PersonId) -> String {
    format!("{OUTBOX}{person}")
}

fn confirmed_name(person: PersonId) -> String {
    format!("ds-confirmed-{person}")
}

/// Where the attachments of `person` wait, whose code travels with later screens.
pub(super) fn blobs_name(person: PersonId) -> String {
    format!("ds-blobs-{person}")
}

/// Everybody who has an outbox on this phone, as far as the browser tells.
pub(super) async fn people() -> Vec<PersonId> {
    let names = idb::names().await;
    names
        .iter()
        .filter_map(|name| name.strip_prefix(OUTBOX)?.parse().ok())
        .collect()
}

/// The row that the outbox of `person` holds.
pub(super) async fn row(person: PersonId) -> Option<Row> {
    let opening = Db::open(&outbox_name(person), OUTBOX_VERSION, OUTBOX_STORES).ok()?;
    let outbox = opening.opened().await.ok()?;
    let text = one(&outbox, ROW).await.ok().flatten();
    outbox.close();
    json::read(&text?).ok()
}

/// One text that stands beside the rest.
async fn one(db: &Db, key: &str) -> Result<Option<String>, IdbError> {
    text(&db.read(&[META], &|r| Ok(vec![r.one(META, key)?]))?.end().await?, 0)
}

async fn entries(texts: Vec<String>) -> Vec<Entry> {
    if texts.is_empty() {
        return Vec::new();
    }
    let rules = rules::awaited().await;
    let mut entries: Vec<Entry> = texts.iter().filter_map(|text| rules.read(text)).collect();
    // Ids are time-ordered, so this is the order of making.
    doorstep_domain::sort::by_key(&mut entries, |e| e.command_id);
    entries
}

/// What was answered at this place.
fn text(answers: &[Answer], at: usize) -> Result<Option<String>, IdbError> {
    answers.get(at).map_or(Ok(None), Answer::text)
}

/// The same of several values.
fn texts(answers: &[Answer], at: usize) -> Result<Vec<String>, IdbError> {
    answers.get(at).map_or(Ok(Vec::new()), Answer::texts)
}

/// What a start read.
pub(super) struct Loaded {
    /// What the replica starts with.
    pub(super) stored: Stored,
    /// Small local values.
    pub(super) kept: Kept,
    /// All of the confirmed state is among it, not only what the home needs.
    pub(super) whole: bool,
}

/// Asks for the confirmed state: its cursor and its entities, of one moment.
fn ask_confirmed(r: &Reader) -> Result<Vec<Answer>, JsValue> {
    Ok(vec![r.one(META, THE_META)?, r.all(ENTITIES)?])
}

fn understood(answers: &[Answer]) -> Result<(Vec<Entity>, ConfirmedMeta), IdbError> {
    let meta = text(answers, 0)?.and_then(|text| json::read(&text).ok());
    // Without its cursor the state is of no known moment: start over.
    let Some(meta) = meta else {
        return Ok((Vec::new(), ConfirmedMeta::default()));
    };
    let texts = texts(answers, 1)?;
    let entities: Vec<Entity> = texts.iter().filter_map(|text| json::read(text).ok()).collect();
    if entities.len() < texts.len() {
        Ok((Vec::new(), ConfirmedMeta::default()))
    } else {
        Ok((entities, meta))
    }
}

impl Store {
    /// Opens (or makes) the databases of `person`.
    pub(super) async fn open(person: PersonId) -> Result<Self, IdbError> {
        let outbox = Db::open(&outbox_name(person), OUTBOX_VERSION, OUTBOX_STORES)?;
        let confirmed = Db::open(&confirmed_name(person), CONFIRMED_VERSION, &[ENTITIES, META])?;
        let outbox = outbox.opened().await?;
        let confirmed = confirmed.opened().await.inspect_err(|_| outbox.close())?;
        Ok(Self {
            outbox,
            confirmed,
            person,
        })
    }

    /// Calls `hear` whenever the browser closes a database by itself.
    pub(super) fn on_close(&self, hear: impl Fn() + Clone + 'static) {
        self.outbox.on_close(hear.clone());
        self.confirmed.on_close(hear);
    }

    /// What a cold start needs: everything, or, where the home is what `is_home` says is shown, of the confirmed state no more than
    /// that. Both databases are asked at once. What can't be read is left where it is and not shown.
    pub(super) async fn load(&self, is_home: bool) -> Result<Loaded, IdbError> {
        let outbox = self.outbox.read(OUTBOX_STORES, &|r| {
            Ok(vec![
                r.one(META, THE_META)?,
                r.all(ENTRIES)?,
                r.keys(KEPT)?,
                r.all(KEPT)?,
            ])
        })?;
        let first = is_home.then(|| {
            let ask = |r: &Reader| Ok(vec![r.one(META, THE_META)?, r.one(META, FIRST)?]);
            self.confirmed.read(&[META], &ask)
        });
        let mut stored = Replica::fresh(self.person, device::client_id());
        let found = outbox.end().await?;
        match text(&found, 0)?.and_then(|text| json::read(&text).ok()) {
            Some(meta) => stored.outbox_meta = meta,
            None => self.save_outbox(&[], &[], Some(&stored.outbox_meta)).await?,
        }
        stored.entries = entries(texts(&found, 1)?).await;
        let kept = texts(&found, 2)?.into_iter().zip(texts(&found, 3)?).collect();
        if let Some(reading) = first {
            (stored.entities, stored.confirmed_meta) = understood(&reading?.end().await?)?;
        }
        let whole = stored.entities.is_empty() || !first::suffices(&stored.entities, &stored.entries);
        if whole {
            (stored.entities, stored.confirmed_meta) = self.confirmed().await?;
        }
        Ok(Loaded { stored, kept, whole })
    }

    /// The outbox, oldest first.
    pub(super) async fn entries(&self) -> Result<Vec<Entry>, IdbError> {
        let found = self
            .outbox
            .read(&[ENTRIES], &|r| Ok(vec![r.all(ENTRIES)?]))?
            .end()
            .await?;
        Ok(entries(texts(&found, 0)?).await)
    }

    /// The confirmed state.
    pub(super) async fn confirmed(&self) -> Result<(Vec<Entity>, ConfirmedMeta), IdbError> {
        understood(&self.confirmed.read(&[META, ENTITIES], &ask_confirmed)?.end().await?)
    }

    /// What stands beside the outbox.
    pub(super) async fn outbox_meta(&self) -> Result<Option<OutboxMeta>, IdbError> {
        let text = one(&self.outbox, THE_META).await?;
        Ok(text.and_then(|text| json::read(&text).ok()))
    }

    /// Notes who this is, and on which slot.
    pub(super) async fn save_row(&self, row: &Row) -> Result<(), IdbError> {
        let text = json::write(row).map_err(|e| IdbError(e.to_string()))?;
        self.outbox.write(&[META], &|w| w.put(META, ROW, &text)).await
    }

    /// Writes to the outbox, all or nothing. Only the sending tab gives a `meta`: the numbers of another one are old.
    pub(super) async fn save_outbox(
        &self,
        put: &[Entry],
        remove: &[CommandId],
        meta: Option<&OutboxMeta>,
    ) -> Result<(), IdbError> {
        let written = |e: &Entry| rules::here()?.write(e);
        let texts: Vec<_> = put
            .iter()
            .filter_map(|e| Some((e.command_id.to_string(), written(e)?)))
            .collect();
        if texts.len() < put.len() {
            return Err(IdbError("an entry can't be written".into()));
        }
        let meta = meta.map(json::write).transpose();
        let meta = meta.map_err(|e| IdbError(e.to_string()))?;
        let write = |w: &super::idb::Writer| {
            for (id, text) in &texts {
                w.put(ENTRIES, id, text);
            }
            for id in remove {
                w.delete(ENTRIES, &id.to_string());
            }
            if let Some(meta) = &meta {
                w.put(META, THE_META, meta);
            }
        };
        self.outbox.write(&[ENTRIES, META], &write).await
    }

    /// Writes the confirmed state and what of it the home needs, all or nothing.
    pub(super) async fn save_confirmed(
        &self,
        clear: bool,
        put: &[Entity],
        remove: &[Key],
        meta: &ConfirmedMeta,
        first: &[String],
    ) -> Result<(), IdbError> {
        let name = |key: &Key| format!("{}:{}", key.kind.word(), key.id);
        let texts: Vec<_> = put
            .iter()
            .filter_map(|e| Some((name(&e.key()), json::write(e).ok()?)))
            .collect();
        let meta = json::write(meta).map_err(|e| IdbError(e.to_string()))?;
        let first: Array = first.iter().map(|text| JsValue::from_str(text)).collect();
        let write = |w: &super::idb::Writer| {
            if clear {
                w.clear(ENTITIES);
            }
            for key in remove {
                w.delete(ENTITIES, &name(key));
            }
            for (key, text) in &texts {
                w.put(ENTITIES, key, text);
            }
            w.put(META, THE_META, &meta);
            w.put_value(META, FIRST, &first);
        };
        self.confirmed.write(&[ENTITIES, META], &write).await
    }

    /// Keeps or forgets a small value.
    pub(super) async fn keep(&self, name: &str, value: Option<&str>) -> Result<(), IdbError> {
        let write = |w: &super::idb::Writer| match value {
            Some(value) => w.put(KEPT, name, value),
            None => w.delete(KEPT, name),
        };
        self.outbox.write(&[KEPT], &write).await
    }

    /// Removes everything of this person from the phone.
    pub(super) async fn destroy(self) -> Result<(), IdbError> {
        self.outbox.close();
        self.confirmed.close();
        Db::delete(&confirmed_name(self.person)).await?;
        Db::delete(&blobs_name(self.person)).await?;
        Db::delete(&outbox_name(self.person)).await
    }
}
