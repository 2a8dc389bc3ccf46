//! What the browser tells: network, visibility, the back button. And what it is told: another address.

use std::rc::Rc;

use doorstep_replica::Event;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::run::Shell;
use crate::{routes::Route, state::App};

/// Listens as long as the page lives.
pub(super) fn listen(shell: &Rc<Shell>) {
    let Some(window) = web_sys::window() else { return };
    let Some(document) = window.document() else { return };
    let online = Rc::clone(shell);
    on(&window, "online", move || online.event(Event::Nudge));
    let offline = Rc::clone(shell);
    on(&window, "offline", move || offline.event(Event::Lost));
    let shown = Rc::clone(shell);
    let page = document.clone();
    on(&document, "visibilitychange", move || {
        if page.visibility_state() == web_sys::VisibilityState::Visible {
            shown.event(Event::Nudge);
        }
    });
    // Another tab signed somebody in or out.
    let slots = Rc::clone(shell);
    on(&window, "storage", move || slots.app().slots.set(super::slots::all()));
    // Whatever is typed into is a form, whoever drew it: nothing interrupts it until it is left.
    let typed = Rc::clone(shell);
    on(&document, "input", move || typed.app().dirty.set(true));
    let popped = Rc::clone(shell);
    on(&window, "popstate", move || {
        let Some(location) = web_sys::window().map(|w| w.location()) else {
            return;
        };
        if location.hash().is_ok_and(|hash| !hash.is_empty()) {
            // A card or a code came into the open app: it is taken as at any start, and out of the address bar.
            let _ = location.reload();
            return;
        }
        let path = location.pathname().unwrap_or_default();
        let (app, route) = (popped.app(), Route::parse(&path));
        // A jump within the page is no other screen.
        if app.route.get_untracked() != route {
            app.dirty.set(false);
            app.route.set(route);
            arrived();
        }
    });
}

/// Calls `run` on each event `name`, for as long as the page lives.
pub(super) fn on(target: &web_sys::EventTarget, name: &str, mut run: impl FnMut() + 'static) {
    let listen = Closure::<dyn FnMut(web_sys::Event)>::new(move |_| run());
    // Adding a listener fails only for a malformed name.
    let _ = target.add_event_listener_with_callback(name, listen.as_ref().unchecked_ref());
    listen.forget();
}

/// What a screen is on the way back.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// One step further from the screen before.
    New,
    /// In its place, with nothing behind it but the home.
    Alone,
    /// In its place, and as far from the one before.
    Same,
}

/// Shows another screen, with its address. The new screen starts at its top.
pub(super) fn go(app: App, route: Route, step: Step) {
    if let Some(window) = web_sys::window()
        && let Ok(history) = window.history()
    {
        let path = route.path();
        // A browser that refuses more history entries still shows the screen.
        let _ = match step {
            Step::New => history.push_state_with_url(&JsValue::from_str("in"), "", Some(&path)),
            Step::Alone => history.replace_state_with_url(&JsValue::NULL, "", Some(&path)),
            Step::Same => {
                let before = history.state().unwrap_or(JsValue::NULL);
                history.replace_state_with_url(&before, "", Some(&path))
            }
        };
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    app.dirty.set(false);
    app.route.set(route);
    arrived();
}

/// Once the new screen stands: its title is the page's, and the focus is in it, so that a screen reader starts there.
fn arrived() {
    let run = Closure::once_into_js(|| {
        // A screen without a heading or content has nothing to focus.
        let _ = land();
    });
    if let Some(window) = web_sys::window() {
        // A page that is not shown gets no frame; then it needs no focus.
        let _ = window.request_animation_frame(run.unchecked_ref());
    }
}

fn land() -> Option<()> {
    let document = web_sys::window()?.document()?;
    if let Some(title) = document.query_selector("h1").ok().flatten() {
        document.set_title(&title.text_content().unwrap_or_default());
    }
    let main = document
        .get_element_by_id("main")?
        .dyn_into::<web_sys::HtmlElement>()
        .ok()?;
    let options = web_sys::FocusOptions::new();
    // The place on the page is the browser's business, also after a step back.
    options.set_prevent_scroll(true);
    main.focus_with_options(&options).ok()
}

/// The screen before, or the home when the app was opened right here.
pub(super) fn back(app: App) {
    let history = web_sys::window().and_then(|w| w.history().ok());
    let inside = history
        .as_ref()
        .and_then(|h| h.state().ok())
        .is_some_and(|s| s.as_string().as_deref() == Some("in"));
    match history {
        Some(history) if inside => {
            let _ = history.back();
        }
        _ => go(app, Route::Home, Step::Alone),
    }
}

/// Puts the focus on the element with this id and brings it into view; nothing happens when there is none.
pub(super) fn focus(id: &str) {
    let element = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        // What can't take the focus is left alone.
        let _ = element.focus();
    }
}

/// Opens the print dialog.
pub(super) fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}
