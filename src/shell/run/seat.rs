//! Who works on this tab: sitting down, taking over the sending, hearing what other tabs of the same person wrote, and leaving.

use std::rc::Rc;

use doorstep_dom::prelude::*;
use doorstep_protocol::feed::FeedEvent;
use doorstep_replica::{Event, Replica};
use wasm_bindgen_futures::spawn_local;

use super::{
    super::{
        channel::{Channel, Word},
        feed::Feed,
        leader, rules, slots,
        store::Store,
        timer,
    },
    Shell,
};
use crate::{routes::Route, state::Kept, text};

/// How long a start waits with what the home does not need, in milliseconds: its frame goes first. A page in the background draws
/// none, so it is no use to wait for one.
const BEHIND_THE_FRAME_MS: i32 = 50;

/// The person of this tab, with everything that runs for them.
pub(super) struct Seat {
    row: slots::Row,
    pub(super) store: Store,
    channel: Channel,
    pub(super) feed: Option<Feed>,
    /// Its turn among the tabs of this person, once everything has been read.
    place: Option<leader::Place>,
}

impl Seat {
    /// The slot this person is on.
    pub(super) const fn slot(&self) -> u8 {
        self.row.slot
    }
}

impl Shell {
    /// The slot of this tab.
    pub(in crate::shell) fn slot(&self) -> u8 {
        self.seat.borrow().as_ref().map_or_else(slots::of_tab, Seat::slot)
    }

    /// Opens the person of this tab from disk, if there is one.
    pub(in crate::shell) async fn open_tab(self: &Rc<Self>) {
        let app = self.app();
        let known = slots::row(slots::of_tab());
        if known.is_none() {
            slots::recover().await;
        }
        if let Some(row) = slots::row(slots::of_tab()) {
            self.sit(row).await;
        }
        app.slots.set(slots::all());
        app.ready.set(true);
        if known.is_some() {
            // The others on this phone, without anybody waiting for it.
            spawn_local(async move {
                slots::recover().await;
                app.slots.set(slots::all());
            });
        }
    }

    /// Works as the person of `row` from now on.
    pub(in crate::shell) async fn sit(self: &Rc<Self>, row: slots::Row) {
        let app = self.app();
        let person = row.person;
        // The screen in between is the skeleton, not the sign-in.
        app.ready.set(false);
        self.leave();
        let sitting = self.sitting.get();
        slots::set_tab(row.slot);
        let is_home = app.route.with_untracked(|route| *route == Route::Home);
        let opened = match Store::open(person).await {
            Ok(store) => store.load(is_home).await.map(|loaded| (store, loaded)),
            Err(error) => Err(error),
        };
        if self.sitting.get() != sitting {
            return;
        }
        let Ok((store, loaded)) = opened else {
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
        *self.seat.borrow_mut() = Some(Seat {
            row: row.clone(),
            store: store.clone(),
            channel,
            feed: None,
            place: None,
        });
        app.kept.set(loaded.kept);
        app.demo.set(row.demo);
        app.replica
            .set_value(Some(Replica::open_with(loaded.stored, rules::here())));
        self.told.set(None);
        self.tell(Word::How);
        // What has to be gone by now is gone before anything is drawn.
        self.event(Event::Tick);
        app.version.update(|v| *v += 1);
        app.ready.set(true);
        if loaded.whole {
            self.settle(&store, sitting);
        } else {
            let shell = Rc::clone(self);
            let store = store.clone();
            let rest = move || {
                spawn_local(async move { shell.read_rest(store, sitting).await });
            };
            // The page outlives it.
            core::mem::forget(timer::after(BEHIND_THE_FRAME_MS, rest));
        }
        // A row that can't be noted is missed only if the browser loses its own: the person then signs in again.
        spawn_local(async move { drop(store.save_row(&row).await) });
    }

    /// Reads what the home did not need. Until then this tab neither sends nor pulls, and a storage that dies makes the page start
    /// anew: nobody writes down a part as if it were the whole.
    async fn read_rest(self: Rc<Self>, store: Store, sitting: u32) {
        // What can't be read is pulled again.
        let (entities, meta) = store.confirmed().await.unwrap_or_default();
        if self.sitting.get() == sitting {
            self.event(Event::ConfirmedSeen(entities, Box::new(meta)));
            self.settle(&store, sitting);
        }
    }

    /// Everything has been read: this tab waits for its turn to send, and writes anew what the browser throws away.
    fn settle(self: &Rc<Self>, store: &Store, sitting: u32) {
        let weak = Rc::downgrade(self);
        store.on_close(move || {
            if let Some(shell) = weak.upgrade() {
                // Both are closed, one after the other, and can't be opened while the browser is at it.
                let again = Rc::downgrade(&shell);
                let write = move || again.upgrade().into_iter().for_each(|shell| shell.write_all());
                shell.closed.replace(Some(timer::after(1000, write)));
            }
        });
        let shell = Rc::clone(self);
        let lead = move || spawn_local(async move { shell.lead(sitting).await });
        if let Some(seat) = self.seat.borrow_mut().as_mut() {
            seat.place = Some(leader::elect(&format!("ds-send-{}", seat.row.person), lead));
        }
    }

    /// The browser closed a database, and may have thrown away what was in it: everything that this tab has is written once more.
    fn write_all(self: &Rc<Self>) {
        self.event(Event::DiskLost);
        if let Some((store, row)) = self.seat.borrow().as_ref().map(|s| (s.store.clone(), s.row.clone())) {
            // Without it a start that finds the rest would know who this is, and neither their name nor their slot.
            spawn_local(async move { drop(store.save_row(&row).await) });
        }
        let kept = self.app().kept.get_untracked();
        for name in kept.names() {
            self.write_kept(name.clone(), kept.get(name).cloned());
        }
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

    pub(super) fn store(&self) -> Option<Store> {
        self.seat.borrow().as_ref().map(|s| s.store.clone())
    }

    /// Nobody works on this tab.
    fn leave(&self) {
        self.sitting.set(self.sitting.get() + 1);
        self.seat.borrow_mut().take();
        self.wake.borrow_mut().take();
        self.forget.take();
        self.closed.take();
        let app = self.app();
        app.replica.set_value(None);
        app.kept.set(Kept::default());
        app.version.update(|v| *v += 1);
    }

    pub(super) fn open_feed(self: &Rc<Self>) {
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
            seat.feed = Feed::open(seat.row.slot, seat.row.person, heard);
        }
    }

    pub(super) fn tell(&self, word: Word) {
        if let Some(seat) = self.seat.borrow().as_ref() {
            seat.channel.tell(word);
        }
    }

    /// Tells the other tabs how the line stands, when that has changed.
    pub(super) fn tell_line(&self) {
        if let Some(line) = self.app().peek(|r, _| r.link().line()).flatten()
            && self.told.replace(Some(line)) != Some(line)
        {
            self.tell(Word::Line(line));
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
                Word::Line(line) => shell.event(Event::LineSeen(line)),
                Word::How => {
                    shell.told.set(None);
                    shell.tell_line();
                }
                Word::Gone => {
                    shell.leave();
                    shell.app().slots.set(slots::all());
                    shell.app().go(Route::Join);
                }
                Word::Anew => {
                    let row = shell.seat.borrow().as_ref().map(|s| s.row.clone());
                    if let Some(row) = row {
                        shell.sit(row).await;
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
    pub(super) fn is_put_back(&self, epoch: &str) -> bool {
        let demo = self.seat.borrow().as_ref().is_some_and(|s| s.row.demo);
        let known = self.app().peek(|r, _| !r.epoch().is_empty() && r.epoch() != epoch);
        demo && known == Some(true)
    }

    /// Throws away what is stored of the person of this tab and pulls it anew: the demo was put back.
    pub(in crate::shell) async fn start_over(self: &Rc<Self>) {
        let Some(seat) = self.seat.borrow_mut().take() else {
            return;
        };
        self.app().ready.set(false);
        self.leave();
        // What can't be deleted is replaced by the first pull.
        let _ = seat.store.clone().destroy().await;
        seat.channel.tell(Word::Anew);
        let row = seat.row.clone();
        drop(seat);
        self.sit(row).await;
    }

    /// Removes everything of the person of this tab.
    pub(in crate::shell) async fn destroy(self: &Rc<Self>) {
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
}
