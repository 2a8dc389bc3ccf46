//! What the replica wants done, done: disk, network, timers and the screen. Each answer goes back to it as an event.

use std::rc::Rc;

use doorstep_protocol::{PullReply, PushReply, json};
use doorstep_replica::{Effect, Event};
use wasm_bindgen_futures::spawn_local;

use super::{
    super::{attach, bundle, channel::Word, device, http, online, timer},
    Shell,
};
use crate::state::{attach::AttachWish, first};

impl Shell {
    pub(super) fn run(self: &Rc<Self>, effect: Effect) {
        let app = self.app();
        let sitting = self.sitting.get();
        let Some((slot, store)) = self.seat.borrow().as_ref().map(|s| (s.slot(), s.store.clone())) else {
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
                let first = app.peek(|r, now| {
                    first::of(r, now)
                        .into_iter()
                        .filter_map(|e| json::write(e).ok())
                        .collect::<Vec<_>>()
                });
                spawn_local(async move {
                    let saved = store
                        .save_confirmed(clear, &put, &remove, &meta, &first.unwrap_or_default())
                        .await;
                    if saved.is_ok() {
                        shell.tell(Word::Confirmed);
                    } else {
                        answer(Event::ConfirmedFailed);
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
                    let reply = http::understood::<PullReply>(http::sync(slot, http::PULL, body).await);
                    if shell.sitting.get() == sitting && reply.as_ref().is_ok_and(|r| shell.is_put_back(&r.stamp.epoch))
                    {
                        shell.start_over().await;
                    } else {
                        let answered = reply.is_ok();
                        answer(Event::Pulled(reply));
                        if answered {
                            bundle::fetch_rest(app);
                            attach::start(&shell, AttachWish::Look);
                        }
                    }
                });
            }
            Effect::Wake { at } => {
                let wait = i32::try_from(at.since(device::now()).clamp(0, 600_000)).unwrap_or(600_000);
                *self.wake.borrow_mut() = Some(timer::after(wait, move || answer(Event::Tick)));
            }
            Effect::NewClient => answer(Event::Client(device::client_id())),
            Effect::Refused { command_id, reason } => {
                app.refused.update(|refused| refused.push((command_id, reason)));
            }
            Effect::Wipe { sealed } => {
                let shell = Rc::clone(self);
                spawn_local(async move { online::wipe(&shell, slot, sealed).await });
            }
            Effect::Render => {
                app.clock.set(device::now());
                app.version.update(|v| *v += 1);
            }
        }
    }
}
