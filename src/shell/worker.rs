//! The service worker: registered where there is one, asked to take over when the person says so, never in the middle of a form.

use core::cell::Cell;

use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{MessageEvent, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::events::on;
use crate::state::App;

thread_local! {
    /// A new version has taken over while a form was open here.
    static TAKEN: Cell<bool> = const { Cell::new(false) };
}

fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // In-app browsers have none, and over plain http it is undefined.
    let value = js_sys::Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    value.dyn_into().ok()
}

/// Whether one answers for this page already.
pub(super) fn controls() -> bool {
    container().is_some_and(|c| c.controller().is_some())
}

/// Registers it and watches for a new version.
pub(super) fn register(app: App) {
    let Some(container) = container() else { return };
    let controlled = Cell::new(container.controller().is_some());
    // Only a version that took over says so. The kill switch changes the controller, too, and leaves no files to load anew.
    let taken = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        // The first install also takes over; only a later one needs the new files.
        if event.data().as_string().as_deref() != Some("taken") || !controlled.replace(true) {
            return;
        }
        if app.dirty.get_untracked() {
            // Another tab agreed; this one waits until its form is done and its person agrees, too.
            TAKEN.set(true);
            app.update_waits.set(true);
        } else {
            reload();
        }
    });
    container.set_onmessage(Some(taken.as_ref().unchecked_ref()));
    taken.forget();
    spawn_local(async move {
        let Ok(registration) = JsFuture::from(container.register("/sw.js")).await else {
            return;
        };
        let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        watch(app, &registration);
        if let Ok(ready) = container.ready()
            && let Ok(ready) = JsFuture::from(ready).await
            && let Ok(ready) = ready.dyn_into::<ServiceWorkerRegistration>()
            && let Some(active) = ready.active()
        {
            super::bundle::keep(&active);
        }
    });
}

fn watch(app: App, registration: &ServiceWorkerRegistration) {
    if registration.waiting().is_some() && controls() {
        app.update_waits.set(true);
    }
    let found = registration.clone();
    on(registration, "updatefound", move || {
        let Some(installing) = found.installing() else { return };
        let state = installing.clone();
        on(&installing, "statechange", move || {
            let installed = js_sys::Reflect::get(&state, &"state".into())
                .ok()
                .and_then(|s| s.as_string());
            if installed.as_deref() == Some("installed") && controls() {
                app.update_waits.set(true);
            }
        });
    });
    // A phone that stays open for days still learns of new versions.
    let again = registration.clone();
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        on(&document, "visibilitychange", move || {
            if let Ok(update) = again.update() {
                // Without a network there is none; the next time is soon enough.
                spawn_local(async move { drop(JsFuture::from(update).await) });
            }
        });
    }
}

/// The waiting version takes over; the page reloads when it has.
pub(super) fn activate() {
    if TAKEN.get() {
        reload();
        return;
    }
    let Some(container) = container() else { return };
    spawn_local(async move {
        let Ok(registration) = JsFuture::from(container.get_registration()).await else {
            return;
        };
        let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        if let Some(waiting) = registration.waiting() {
            let message = js_sys::Object::new();
            // Setting a field of a fresh object can't fail.
            let _ = js_sys::Reflect::set(&message, &"type".into(), &"activate".into());
            let _ = waiting.post_message(&message);
        }
    });
}
