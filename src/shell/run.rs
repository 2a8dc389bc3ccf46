//! The loop: events into the replica, effects out to disk, network and screen.
// long-file: a tab's seat, its events and its effects share one state; apart they would only pass it around

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use doorstep_dom::prelude::*;
use doorstep_domain::PersonId;
use doorstep_protocol::{PullReply, PushReply, feed::FeedEvent, json};
use doorstep_replica::{Effect, Event, Replica};
use wasm_bindgen_futures::spawn_local;

use super::{
    boot,
    channel::{Channel, Word},
    device, events,
    feed::Feed,
    focus, http, leader, slots,
    store::Store,
    timer::{self, Timer},
};
use crate::{
    routes::Route,
    state::{App, Intent},
    text,
};

/// The person of this tab, with everything that runs for them.
struct Seat {
    slot: u8,
    person: PersonId,
    demo: bool,
    store: Store,
    channel: Channel,
    feed: Option<Feed>,
    _place: leader::Place,
}

/// The shell of one tab.
#[derive(Default)]
pub(super) struct Shell {
    app: Cell<Option<App>>,
    seat: RefCell<Option<Seat>>,
    wake: RefCell<Option<Timer>>,
    beat: RefCell<Option<Timer>>,
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

    /// The slot of this tab.
    pub(super) fn slot(&self) -> u8 {
        self.seat.borrow().as_ref().map_or_else(slots::of_tab, |seat| seat.slot)
    }

    /// Opens the person of this tab from disk, if there is one.
    pub(super) async fn open_tab(self: &Rc<Self>) {
        if let (slot, Some((person, demo))) = boot::tab() {
            self.sit(slot, person, demo).await;
        }
        let app = self.app();
        app.slots.set(slots::all());
        app.ready.set(true);
    }

    /// Works as `person` on `slot` from now on.
    pub(super) async fn sit(self: &Rc<Self>, slot: u8, person: PersonId, demo: bool) {
        let app = self.app();
        // The screen in between is the skeleton, not the sign-in.
        app.ready.set(false);
        self.leave();
        let sitting = self.sitting.get();
        slots::set_tab(slot);
        let opened = match Store::open(person).await {
            Ok(store) => store.load().await.map(|loaded| (store, loaded)),
            Err(error) => Err(error),
        };
        if self.sitting.get() != sitting {
            return;
        }
        let Ok((store, (stored, kept))) = opened else {
            app.ready.set(true);
            app.say_bad(text::common::save_failed());
            return;
        };
        let weak = Rc::downgrade(self);
        let channel = Channel::open(&format!("ds-{person}"), move |word| {
            if let Some(shell) = weak.upgrade() {
                shell.heard(word);
            }
        });
        let shell = Rc::clone(self);
        let place = leader::elect(&format!("ds-send-{person}"), move || {
            spawn_local(async move { shell.lead(sitting).await });
        });
        *self.seat.borrow_mut() = Some(Seat {
            slot,
            person,
            demo,
            store,
            channel,
            feed: None,
            _place: place,
        });
        app.kept.set(kept);
        app.demo.set(demo);
        app.replica.set_value(Some(Replica::open(stored)));
        app.version.update(|v| *v += 1);
        app.ready.set(true);
        events::mark("home-usable");
    }

    /// This tab sends from now on, where the tab before it stopped.
    async fn lead(self: &Rc<Self>, sitting: u32) {
        let Some(store) = self.store() else { return };
        let meta = store.outbox_meta().await;
        if self.sitting.get() != sitting {
            return;
        }
        if let Ok(Some(meta)) = meta {
            self.event(Event::MetaSeen(Box::new(meta)));
        }
        self.reread().await;
        if self.sitting.get() == sitting {
            self.open_feed();
            self.event(Event::Leader(true));
        }
    }

    fn store(&self) -> Option<Store> {
        self.seat.borrow().as_ref().map(|s| s.store.clone())
    }

    /// Nobody works on this tab.
    pub(super) fn leave(&self) {
        self.sitting.set(self.sitting.get() + 1);
        self.seat.borrow_mut().take();
        self.wake.borrow_mut().take();
        let app = self.app();
        app.replica.set_value(None);
        app.kept.update(std::collections::BTreeMap::clear);
        app.version.update(|v| *v += 1);
    }

    fn open_feed(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let heard = move |event: FeedEvent| {
            if let Some(shell) = weak.upgrade() {
                match event {
                    FeedEvent::Hello { .. } | FeedEvent::Session => shell.event(Event::Nudge),
                    FeedEvent::News | FeedEvent::Unknown => shell.event(Event::News),
                }
            }
        };
        let mut seat = self.seat.borrow_mut();
        if let Some(seat) = seat.as_mut() {
            seat.feed = Feed::open(seat.slot, seat.person, heard);
        }
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
    }

    fn run(self: &Rc<Self>, effect: Effect) {
        let app = self.app();
        let sitting = self.sitting.get();
        let Some((slot, store)) = self.seat.borrow().as_ref().map(|s| (s.slot, s.store.clone())) else {
            return;
        };
        let shell = Rc::clone(self);
        // An answer for somebody who no longer sits here is dropped.
        let answer = move |event: Event| {
            if shell.sitting.get() == sitting {
                shell.event(event);
            }
        };
        match effect {
            Effect::SaveOutbox {
                ticket,
                put,
                remove,
                meta,
            } => {
                let shell = Rc::clone(self);
                let leads = app.peek(|r, _| r.link().leader) == Some(true);
                spawn_local(async move {
                    let saved = store.save_outbox(&put, &remove, leads.then_some(&meta)).await.is_ok();
                    if saved {
                        shell.tell(Word::Outbox);
                    }
                    answer(if saved {
                        Event::OutboxSaved { ticket }
                    } else {
                        Event::OutboxFailed { ticket }
                    });
                });
            }
            Effect::SaveConfirmed {
                clear,
                put,
                remove,
                meta,
            } => {
                let shell = Rc::clone(self);
                spawn_local(async move {
                    // A write that failed leaves an older state with its older cursor: the next start pulls the difference.
                    if store.save_confirmed(clear, &put, &remove, &meta).await.is_ok() {
                        shell.tell(Word::Confirmed);
                    }
                });
            }
            Effect::Push(request) => {
                let body = json::write(&request).ok();
                spawn_local(async move {
                    let reply = http::understood::<PushReply>(http::sync(slot, "/api/push", body).await);
                    answer(Event::Pushed(reply));
                });
            }
            Effect::Pull(request) => {
                let shell = Rc::clone(self);
                let body = json::write(&request).ok();
                spawn_local(async move {
                    let reply = http::understood::<PullReply>(http::sync(slot, "/api/pull", body).await);
                    if shell.sitting.get() == sitting && reply.as_ref().is_ok_and(|r| shell.is_put_back(&r.stamp.epoch))
                    {
                        shell.start_over().await;
                    } else {
                        answer(Event::Pulled(reply));
                    }
                });
            }
            Effect::Wake { at } => {
                let wait = i32::try_from(at.since(device::now()).clamp(0, 600_000)).unwrap_or(600_000);
                *self.wake.borrow_mut() = Some(timer::after(wait, move || answer(Event::Tick)));
            }
            Effect::NewClient => answer(Event::Client(device::client_id())),
            Effect::Refused { command_id, reason } => {
                app.refused.update(|refused| {
                    refused.insert(command_id, reason);
                });
            }
            Effect::Wipe { sealed } => {
                let shell = Rc::clone(self);
                spawn_local(async move { super::online::wipe(&shell, slot, sealed).await });
            }
            Effect::Render => {
                app.clock.set(device::now());
                app.version.update(|v| *v += 1);
            }
        }
    }

    fn tell(&self, word: Word) {
        if let Some(seat) = self.seat.borrow().as_ref() {
            seat.channel.tell(word);
        }
    }

    /// Another tab of this person wrote something.
    fn heard(self: &Rc<Self>, word: Word) {
        let (shell, sitting) = (Rc::clone(self), self.sitting.get());
        spawn_local(async move {
            match word {
                Word::Outbox => shell.reread().await,
                Word::Confirmed => {
                    let Some(store) = shell.store() else { return };
                    if let Ok((entities, meta)) = store.confirmed().await
                        && shell.sitting.get() == sitting
                    {
                        shell.event(Event::ConfirmedSeen(entities, Box::new(meta)));
                    }
                }
                Word::Gone => {
                    shell.leave();
                    shell.app().slots.set(slots::all());
                    shell.app().go(Route::Join);
                }
                Word::Anew => {
                    let seat = shell.seat.borrow().as_ref().map(|s| (s.slot, s.person, s.demo));
                    if let Some((slot, person, demo)) = seat {
                        shell.sit(slot, person, demo).await;
                    }
                }
            }
        });
    }

    /// Reads the outbox from disk: another tab has written to it.
    async fn reread(self: &Rc<Self>) {
        let Some(store) = self.store() else { return };
        let sitting = self.sitting.get();
        // What is on disk before the reading begins and is not read was removed; what is written meanwhile was not.
        let known = self.app().peek(|r, _| {
            let saved = r.entries().iter().filter(|e| e.saved);
            saved.map(|e| e.command_id).collect::<Vec<_>>()
        });
        let Ok(entries) = store.entries().await else { return };
        if self.sitting.get() != sitting {
            return;
        }
        let gone = known.unwrap_or_default().into_iter();
        for id in gone.filter(|id| entries.iter().all(|e| e.command_id != *id)) {
            self.event(Event::OutboxGone(id));
        }
        self.event(Event::OutboxSeen(entries));
    }

    /// Whether the demo was put back since this phone last heard of it. Real data that changes its life was restored from a
    /// backup, and then nothing may be thrown away.
    fn is_put_back(&self, epoch: &str) -> bool {
        let demo = self.seat.borrow().as_ref().is_some_and(|s| s.demo);
        let known = self.app().peek(|r, _| !r.epoch().is_empty() && r.epoch() != epoch);
        demo && known == Some(true)
    }

    /// Throws away what is stored of the person of this tab and pulls it anew: the demo was put back.
    pub(super) async fn start_over(self: &Rc<Self>) {
        let Some(seat) = self.seat.borrow_mut().take() else {
            return;
        };
        self.app().ready.set(false);
        self.leave();
        // What can't be deleted is replaced by the first pull.
        let _ = seat.store.clone().destroy().await;
        seat.channel.tell(Word::Anew);
        let (slot, person, demo) = (seat.slot, seat.person, seat.demo);
        drop(seat);
        self.sit(slot, person, demo).await;
    }

    /// Removes everything of the person of this tab.
    pub(super) async fn destroy(self: &Rc<Self>) {
        self.tell(Word::Gone);
        let slot = self.slot();
        let seat = self.seat.borrow_mut().take();
        self.leave();
        if let Some(seat) = seat {
            drop(seat.feed);
            // What can't be deleted now (another tab holds it) is deleted when that tab hears of it.
            let _ = seat.store.destroy().await;
        }
        slots::clear(slot);
        self.app().slots.set(slots::all());
    }

    /// Does what a screen asks.
    pub(super) fn intent(self: &Rc<Self>, intent: Intent) {
        let app = self.app();
        match intent {
            Intent::Ask(command_id, command) => self.event(Event::Ask { command, command_id }),
            Intent::Again(parked, edited) => {
                let command_id = doorstep_domain::CommandId::from_bits(device::fresh_id());
                self.event(Event::Again {
                    parked,
                    command_id,
                    edited,
                });
            }
            Intent::Discard(command_id, _why) => self.event(Event::Discard { command_id }),
            Intent::Refresh => self.event(Event::Nudge),
            Intent::Go(route) => events::go(app, route, false),
            Intent::Replace(route) => events::go(app, route, true),
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
            Intent::Persist => super::install::persist(app),
            Intent::Install => super::install::prompt(app),
            Intent::Copy(text) => device::copy(&text),
            Intent::Speak(text) => device::speak(&text),
            Intent::Print => events::print(),
            Intent::Buzz => device::buzz(),
            Intent::Slot(slot) => {
                let shell = Rc::clone(self);
                spawn_local(async move {
                    if let Some((person, demo)) = slots::person(slot) {
                        shell.sit(slot, person, demo).await;
                        shell.app().go(Route::Home);
                    }
                });
            }
            Intent::SignOut { force } => {
                let unsent = app.peek(|r, _| r.outbox().count()).unwrap_or(0);
                if unsent == 0 || force {
                    let shell = Rc::clone(self);
                    spawn_local(async move { super::online::sign_out(&shell).await });
                }
            }
        }
    }

    fn keep(self: &Rc<Self>, name: String, value: Option<String>) {
        let app = self.app();
        app.kept.update(|kept| match &value {
            Some(value) => {
                kept.insert(name.clone(), value.clone());
            }
            None => {
                kept.remove(&name);
            }
        });
        let Some(store) = self.store() else { return };
        spawn_local(async move {
            if store.keep(&name, value.as_deref()).await.is_err() {
                app.say_bad(text::common::save_failed());
            }
        });
    }
}
