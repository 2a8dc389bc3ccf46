//! The loop of one tab: what a screen asks and what the browser tells go into the replica, and its effects are run.

mod effects;
mod seat;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use doorstep_dom::prelude::*;
use doorstep_replica::{Event, Line};
use wasm_bindgen_futures::spawn_local;

use self::seat::Seat;
use super::{
    device,
    events::{self, Step},
    feed::Feed,
    focus, slots,
    timer::{self, Timer},
};
use crate::{
    routes::Route,
    state::{App, Intent},
    text,
};

/// The shell of one tab.
#[derive(Default)]
pub(super) struct Shell {
    app: Cell<Option<App>>,
    seat: RefCell<Option<Seat>>,
    wake: RefCell<Option<Timer>>,
    beat: RefCell<Option<Timer>>,
    /// The browser closed the storage; it is opened again in a moment.
    closed: RefCell<Option<Timer>>,
    /// What is forgotten on disk once everything that was entered is there: an order that the disk refuses must not take its
    /// draft with it.
    forget: RefCell<Vec<String>>,
    /// How this tab last told the others that the line stands.
    told: Cell<Option<Line>>,
    /// Counts people on this tab: an answer for an earlier one is dropped.
    sitting: Cell<u32>,
}

impl Shell {
    /// A shell without a person.
    pub(super) fn new() -> Rc<Self> {
        Rc::new(Self::default())
    }

    /// Connects it with the app's handle, once.
    pub(super) fn attach(self: &Rc<Self>, app: App) {
        self.app.set(Some(app));
        let shell = Rc::downgrade(self);
        // Keeps 5 分钟前 true and notices a network that came back without saying so.
        *self.beat.borrow_mut() = Some(timer::every(30_000, move || {
            if let Some(shell) = shell.upgrade() {
                shell.beat();
            }
        }));
    }

    /// The app's handle.
    ///
    /// # Panics
    /// Before [`Self::attach`], which is the first thing `boot` does.
    pub(super) fn app(&self) -> App {
        self.app.get().expect("boot attaches the app before anything runs")
    }

    /// Every half minute.
    fn beat(self: &Rc<Self>) {
        self.app().clock.set(device::now());
        let dead = self
            .seat
            .borrow()
            .as_ref()
            .is_some_and(|s| s.feed.as_ref().is_some_and(Feed::is_closed));
        if dead
            && self
                .app()
                .peek(|r, _| r.link().leader && r.link().standing == doorstep_replica::Standing::Fine)
                == Some(true)
        {
            self.open_feed();
        }
        self.event(Event::Tick);
    }

    /// Something happened to the replica.
    pub(super) fn event(self: &Rc<Self>, event: Event) {
        let now = device::now();
        let app = self.app();
        let effects = app
            .replica
            .try_update_value(|replica| replica.as_mut().map(|replica| replica.update(event, now)))
            .flatten()
            .unwrap_or_default();
        for effect in effects {
            self.run(effect);
        }
        self.forget();
        self.tell_line();
    }

    /// Does what a screen asks.
    pub(super) fn intent(self: &Rc<Self>, intent: Intent) {
        let app = self.app();
        match intent {
            Intent::Ask(command_id, command) => self.event(Event::Ask { command, command_id }),
            Intent::Again { parked, id, edited } => self.event(Event::Again {
                parked,
                command_id: id,
                edited,
            }),
            Intent::Discard(command_id, why) => self.event(Event::Discard { command_id, why }),
            Intent::Refresh => self.event(Event::Nudge),
            Intent::Go(route) => events::go(app, route, Step::New),
            Intent::Replace(route) => events::go(app, route, Step::Alone),
            Intent::GoOn(route) => events::go(app, route, Step::Same),
            Intent::Back => events::back(app),
            Intent::Focus(id) => events::focus(&id),
            Intent::HoldFocus => focus::hold(),
            Intent::GiveFocusBack => focus::give_back(),
            Intent::Keep(name, value) => self.keep(name, value),
            Intent::Dirty(dirty) => app.dirty.set(dirty),
            Intent::Prefs => {
                let before = text::lang();
                super::prefs::apply(app.prefs);
                if text::lang() != before {
                    app.mounted.update(|n| *n += 1);
                }
            }
            Intent::Update => super::worker::activate(),
            Intent::Fetch(bundle) => super::bundle::fetch(app, bundle),
            Intent::Persist => super::install::persist(app),
            Intent::Install => super::install::prompt(app),
            Intent::Copy(text) => device::copy(&text),
            Intent::File(wish) => super::files::start(wish),
            Intent::Attach(wish) => super::attach::start(self, wish),
            Intent::Speak(text) => device::speak(&text),
            Intent::Print => events::print(),
            Intent::Buzz => device::buzz(),
            Intent::Slot(slot) => {
                let shell = Rc::clone(self);
                spawn_local(async move {
                    if let Some(row) = slots::row(slot) {
                        shell.sit(row).await;
                        shell.app().go(Route::Home);
                    }
                });
            }
            Intent::SignOut { force } => {
                let unsent = app.peek(|r, _| r.outbox().count()).unwrap_or(0) + app.unsent_blobs.get_untracked();
                if unsent == 0 || force {
                    let shell = Rc::clone(self);
                    spawn_local(async move { super::online::sign_out(&shell).await });
                }
            }
        }
    }

    fn keep(self: &Rc<Self>, name: String, value: Option<String>) {
        self.app().kept.update(|kept| kept.put(&name, value.clone()));
        if value.is_none() && self.has_unsaved() {
            self.forget.borrow_mut().push(name);
        } else {
            self.write_kept(name, value);
        }
    }

    /// Whether something was entered that is not on disk.
    fn has_unsaved(&self) -> bool {
        self.app().peek(|r, _| r.entries().iter().any(|e| !e.saved)) == Some(true)
    }

    /// Forgets on disk what waited for that, unless it was written anew since.
    fn forget(self: &Rc<Self>) {
        if self.forget.borrow().is_empty() || self.has_unsaved() {
            return;
        }
        for name in self.forget.take() {
            if self.app().kept.with_untracked(|kept| kept.get(&name).is_none()) {
                self.write_kept(name, None);
            }
        }
    }

    fn write_kept(self: &Rc<Self>, name: String, value: Option<String>) {
        let app = self.app();
        let Some(store) = self.store() else { return };
        spawn_local(async move {
            if store.keep(&name, value.as_deref()).await.is_err() {
                app.say_bad(text::common::save_failed());
            }
        });
    }
}
