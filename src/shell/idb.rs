//! IndexedDB, as little of it as we need. All requests of a transaction are issued at once and only its completion is awaited:
//! awaiting anything else in between would commit it early.
//!
//! Browsers close databases under a page: iOS when it was in the background for long, all of them when somebody clears what a site has
//! stored. Whoever writes over a connection that is dead gets a fresh one first. What was stored may be gone, so whoever wants
//! to hear that a database was closed writes it anew.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::events;

/// A write that did not happen, in the browser's own words.
#[derive(Debug)]
pub(super) struct IdbError(pub(super) String);

impl core::fmt::Display for IdbError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<JsValue> for IdbError {
    fn from(value: JsValue) -> Self {
        let name = Reflect::get(&value, &"name".into()).ok().and_then(|n| n.as_string());
        // Not its whole text: that would bring the code along that prints any value.
        Self(name.unwrap_or_else(|| "no name".to_owned()))
    }
}

/// The names of all databases; none where the browser does not tell (older Firefox).
pub(super) async fn names() -> Vec<String> {
    let list = async {
        let factory = web_sys::window()?.indexed_db().ok().flatten()?;
        let ask: Function = Reflect::get(&factory, &"databases".into()).ok()?.dyn_into().ok()?;
        let promise: Promise = ask.call0(&factory).ok()?.dyn_into().ok()?;
        let found: Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
        let name = |one| Reflect::get(&one, &"name".into()).ok()?.as_string();
        Some(found.iter().filter_map(name).collect())
    };
    list.await.unwrap_or_default()
}

/// A database, open but for moments.
#[derive(Clone, Debug)]
pub(super) struct Db(Rc<Connection>);

/// What opens it, again and again.
#[derive(Clone, Copy, Debug)]
struct Plan {
    version: u32,
    stores: &'static [&'static str],
}

#[derive(Debug)]
struct Connection {
    name: String,
    plan: Plan,
    db: RefCell<IdbDatabase>,
    fate: Rc<Fate>,
}

/// What becomes of its connections.
#[derive(Default)]
struct Fate {
    /// Somebody deletes it, or a newer build has changed it: it is not to come back.
    over: Cell<bool>,
    /// Hears that the browser closed one.
    closed: RefCell<Option<Box<dyn Fn()>>>,
}

impl core::fmt::Debug for Fate {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Fate").field("over", &self.over).finish_non_exhaustive()
    }
}

impl Db {
    /// Opens `name` with `stores`, creating those that are missing. Forward only: nothing is ever dropped here. The asking is done
    /// at once, so that several can be opened side by side.
    pub(super) fn open(name: &str, version: u32, stores: &'static [&'static str]) -> Result<Opening, IdbError> {
        Opening::ask(name.to_owned(), Plan { version, stores })
    }

    /// Calls `hear` whenever the browser closes it by itself.
    pub(super) fn on_close(&self, hear: impl Fn() + 'static) {
        self.0.fate.closed.replace(Some(Box::new(hear)));
    }

    /// Opens it again if the connection is dead.
    async fn alive(&self) -> Result<(), IdbError> {
        let this = &self.0;
        let dead = self.transaction(&this.plan.stores[..1], "readonly").is_err();
        if dead && !this.fate.over.get() {
            let db = Opening::ask(this.name.clone(), this.plan)?
                .connected(&this.fate)
                .await?;
            // Another call may have been as fast: one connection is enough.
            this.db.replace(db).close();
        }
        Ok(())
    }

    /// Deletes a database. Waits until other tabs have let go of it.
    pub(super) async fn delete(name: &str) -> Result<(), IdbError> {
        let factory = web_sys::window()
            .and_then(|w| w.indexed_db().ok().flatten())
            .ok_or(IdbError("no IndexedDB".into()))?;
        let request = factory.delete_database(name)?;
        JsFuture::from(answered(&request)).await?;
        Ok(())
    }

    /// Closes it.
    pub(super) fn close(&self) {
        self.0.fate.over.set(true);
        self.0.db.borrow().close();
    }

    /// Writes: `work` issues its requests at once; returns when all of them are on disk. Taken as a reference, so that the waiting
    /// is compiled once.
    pub(super) async fn write(&self, stores: &[&str], work: &dyn Fn(&Writer)) -> Result<(), IdbError> {
        self.alive().await?;
        let writer = Writer(self.transaction(stores, "readwrite")?);
        let finished = complete(&writer.0);
        work(&writer);
        JsFuture::from(finished).await?;
        Ok(())
    }

    /// Reads: `work` issues its requests at once and keeps what they answer in. All of it is of one moment.
    pub(super) fn read(&self, stores: &[&str], work: &Asking<'_>) -> Result<Reading, IdbError> {
        let reader = Reader(self.transaction(stores, "readonly")?);
        let finished = complete(&reader.0).into();
        let answers = work(&reader)?;
        Ok(Reading { finished, answers })
    }

    /// A transaction that is on disk, not only in a cache, when it says so.
    fn transaction(&self, stores: &[&str], mode: &str) -> Result<IdbTransaction, IdbError> {
        let names: Array = stores.iter().map(|s| JsValue::from_str(s)).collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let db = self.0.db.borrow();
        let make: Function = Reflect::get(&db, &"transaction".into())?.unchecked_into();
        Ok(make.call3(&db, &names, &mode.into(), &options)?.unchecked_into())
    }
}

/// A database that was asked for.
pub(super) struct Opening {
    name: String,
    plan: Plan,
    /// The event that says so.
    answered: JsFuture,
    /// The page asked for it before the app was there.
    early: bool,
}

impl Opening {
    fn ask(name: String, plan: Plan) -> Result<Self, IdbError> {
        let (answered, early) = match asked_early(&name) {
            Some(promise) => (promise.into(), true),
            None => (request(&name, plan)?.into(), false),
        };
        Ok(Self {
            name,
            plan,
            answered,
            early,
        })
    }

    /// The database, once it is open.
    pub(super) async fn opened(self) -> Result<Db, IdbError> {
        let (name, plan, fate) = (self.name.clone(), self.plan, Rc::default());
        let db = self.connected(&fate).await?;
        Ok(Db(Rc::new(Connection {
            name,
            plan,
            db: RefCell::new(db),
            fate,
        })))
    }

    /// The connection.
    async fn connected(self, fate: &Rc<Fate>) -> Result<IdbDatabase, IdbError> {
        let early = self.answered.await.and_then(|event| database(&event));
        let db = match early {
            Ok(db) if db.version() >= f64::from(self.plan.version) => db,
            _ if self.early => {
                let asked = JsFuture::from(request(&self.name, self.plan)?);
                database(&asked.await?)?
            }
            other => other?,
        };
        // Another tab with a newer version must not wait for this one, nor one that deletes it.
        let (closing, changed) = (db.clone(), Rc::clone(fate));
        events::on(&db, "versionchange", move || {
            changed.over.set(true);
            closing.close();
        });
        let fate = Rc::clone(fate);
        events::on(&db, "close", move || {
            match &*fate.closed.borrow() {
                Some(hear) => hear(),
                // In the middle of a start: what was being read never gets an answer, so it starts once more.
                None => drop(web_sys::window().map(|window| window.location().reload())),
            }
        });
        Ok(db)
    }
}

/// Asks for `name`; resolves to the event of its success.
fn request(name: &str, plan: Plan) -> Result<Promise, IdbError> {
    let factory = web_sys::window()
        .and_then(|w| w.indexed_db().ok().flatten())
        .ok_or(IdbError("no IndexedDB".into()))?;
    let request = factory.open_with_u32(name, plan.version)?;
    let upgrade = Closure::once_into_js(move |event: web_sys::Event| {
        let request = event.target().and_then(|t| t.dyn_into::<IdbOpenDbRequest>().ok());
        let Some(db) = request
            .and_then(|r| r.result().ok())
            .and_then(|r| r.dyn_into::<IdbDatabase>().ok())
        else {
            return;
        };
        for store in plan.stores {
            if !db.object_store_names().contains(store) {
                // A store that can't be made shows as a failing transaction later.
                let _ = db.create_object_store(store);
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    Ok(answered(&request))
}

/// The database that an event of success tells of.
fn database(event: &JsValue) -> Result<IdbDatabase, JsValue> {
    let request: IdbOpenDbRequest = Reflect::get(event, &"target".into())?.dyn_into()?;
    request.result()?.dyn_into()
}

/// What the page asked before the app was there (`index.html`): used once. It makes no database and changes none, so it fails
/// where one is missing or of another version.
fn asked_early(name: &str) -> Option<Promise> {
    let window = web_sys::window()?;
    let name = JsValue::from_str(name);
    let asked = Reflect::get(&window, &name).ok()?.dyn_into().ok()?;
    // Deleting a field of the window can't fail.
    let _ = Reflect::delete_property(&window, &name);
    Some(asked)
}

/// Issues requests within one transaction that writes nothing.
pub(super) struct Reader(IdbTransaction);

impl Reader {
    /// Every value of a store.
    pub(super) fn all(&self, store: &str) -> Result<Answer, JsValue> {
        Ok(Answer(self.0.object_store(store)?.get_all()?))
    }

    /// Every key of a store, in the order of [`Self::all`].
    pub(super) fn keys(&self, store: &str) -> Result<Answer, JsValue> {
        Ok(Answer(self.0.object_store(store)?.get_all_keys()?))
    }

    /// One value of a store.
    pub(super) fn one(&self, store: &str, key: &str) -> Result<Answer, JsValue> {
        Ok(Answer(self.0.object_store(store)?.get(&key.into())?))
    }
}

/// Issues requests and gives what they will answer in.
type Asking<'a> = dyn Fn(&Reader) -> Result<Vec<Answer>, JsValue> + 'a;

/// Requests on their way.
pub(super) struct Reading {
    finished: JsFuture,
    answers: Vec<Answer>,
}

impl Reading {
    /// What they found, once all of them are through, in the order in which they were asked.
    pub(super) async fn end(self) -> Result<Vec<Answer>, IdbError> {
        self.finished.await?;
        Ok(self.answers)
    }
}

/// What a request found.
pub(super) struct Answer(IdbRequest);

impl Answer {
    /// The value, as stored text; none when there is none.
    pub(super) fn text(&self) -> Result<Option<String>, IdbError> {
        Ok(self.0.result()?.as_string())
    }

    /// The value, as it was stored.
    pub(super) fn value(&self) -> Result<JsValue, IdbError> {
        Ok(self.0.result()?)
    }

    /// The values or keys, or the parts of a value, as stored text; none where there is no such value.
    pub(super) fn texts(&self) -> Result<Vec<String>, IdbError> {
        let values: Array = self.0.result()?.dyn_into().unwrap_or_default();
        Ok(values.iter().filter_map(|v| v.as_string()).collect())
    }
}

/// Issues writes within one transaction. A request that fails aborts all of them.
pub(super) struct Writer(IdbTransaction);

impl Writer {
    /// Stores `value` under `key`.
    pub(super) fn put(&self, store: &str, key: &str, value: &str) {
        self.with(store, |s| s.put_with_key(&value.into(), &key.into()).map(drop));
    }

    /// Stores `value` under `key`, as it is.
    pub(super) fn put_value(&self, store: &str, key: &str, value: &JsValue) {
        self.with(store, |s| s.put_with_key(value, &key.into()).map(drop));
    }

    /// Removes `key`.
    pub(super) fn delete(&self, store: &str, key: &str) {
        self.with(store, |s| s.delete(&key.into()).map(drop));
    }

    /// Removes everything.
    pub(super) fn clear(&self, store: &str) {
        self.with(store, |s| s.clear().map(drop));
    }

    fn with(&self, store: &str, work: impl FnOnce(&IdbObjectStore) -> Result<(), JsValue>) {
        if self.0.object_store(store).and_then(|s| work(&s)).is_err() {
            // The abort is what the awaiting side hears; that it can't be aborted means it is over already.
            let _ = self.0.abort();
        }
    }
}

/// A promise for the answer to a request.
fn answered(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        let failed = request.clone();
        let on_error = Closure::once_into_js(move || {
            let error = failed.error().ok().flatten().map_or(JsValue::NULL, JsValue::from);
            // Rejecting can't fail.
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        request.set_onerror(Some(on_error.unchecked_ref()));
    })
}

/// A promise for the end of a transaction.
fn complete(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        let aborted = transaction.clone();
        let on_abort = Closure::once_into_js(move || {
            let error = aborted.error().map_or(JsValue::from_str("aborted"), JsValue::from);
            // Rejecting can't fail.
            let _ = reject.call1(&JsValue::NULL, &error);
        });
        transaction.set_onabort(Some(on_abort.unchecked_ref()));
    })
}
