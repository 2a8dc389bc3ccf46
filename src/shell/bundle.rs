//! The two bundles of the app: the small one, which a first visit loads, has the screens of residents; the other has every
//! screen and is fetched when somebody needs one that the small one lacks.
//!
//! The page names the other's files in a `meta` element, which the build fills; empty, this bundle has everything. The
//! choice is kept in `localStorage`, and the page's own script reads it before anything is loaded.

use core::cell::Cell;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

use super::prefs;
use crate::state::App;

thread_local! {
    /// This page has fetched the other bundle.
    static FETCHED: Cell<bool> = const { Cell::new(false) };
}

/// Where the choice is kept; `index.html` reads it.
const CHOICE: &str = "ds.bundle";
const ALL: &str = "all";

/// The addresses of the other bundle: its script, then its wasm.
fn all_screens() -> Option<Vec<String>> {
    let document = web_sys::window()?.document()?;
    let named = document.query_selector("meta[name=all-screens]").ok()??;
    let named = named.get_attribute("content")?;
    // Unfilled, it holds a word and no address.
    let files: Vec<String> = named
        .split(',')
        .filter(|file| file.starts_with('/'))
        .map(str::to_owned)
        .collect();
    (!files.is_empty()).then_some(files)
}

/// Fetches the bundle with every screen; then the page starts anew in it. Everything a person wrote is on disk by then.
pub(super) fn fetch_all(app: App) {
    // The choice was made and still this is the small bundle: the other did not start. Only a person tries that again.
    let chosen = prefs::storage().and_then(|s| s.get_item(CHOICE).ok().flatten());
    if chosen.as_deref() == Some(ALL) && !FETCHED.get() && !app.all_failed.get_untracked() {
        app.all_failed.set(true);
        return;
    }
    app.all_failed.set(false);
    let wanted = app.route.get_untracked();
    spawn_local(async move {
        let there = match all_screens() {
            Some(files) => there(&files).await,
            None => false,
        };
        let kept = there && prefs::storage().is_some_and(|s| s.set_item(CHOICE, ALL).is_ok());
        match web_sys::window() {
            // Without a place for the choice the page would come back as it is, for ever.
            Some(window) if kept => {
                FETCHED.set(true);
                // Whoever went elsewhere meanwhile is not interrupted; the next start takes the other bundle.
                if app.route.get_untracked() != wanted {
                    return;
                }
                give_back(&app.fragment.get_untracked());
                let _ = window.location().reload();
            }
            _ => app.all_failed.set(true),
        }
    });
}

/// Puts what came after `#` back into the address, from which the start took it: the code of an invitation must come along.
fn give_back(fragment: &str) {
    let Some(window) = web_sys::window().filter(|_| !fragment.is_empty()) else {
        return;
    };
    if let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) {
        // Without it the person types the code.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}#{fragment}")));
    }
}

/// Whether every file arrives. They stay in the browser's cache, or in the service worker's.
async fn there(files: &[String]) -> bool {
    let Some(window) = web_sys::window() else { return false };
    for file in files {
        let Ok(answer) = JsFuture::from(window.fetch_with_str(file)).await else {
            return false;
        };
        let Ok(answer) = answer.dyn_into::<Response>() else {
            return false;
        };
        // Read to its end: a fetch that was not read to its end may never reach the cache.
        let whole = match answer.array_buffer() {
            Ok(body) if answer.ok() => JsFuture::from(body).await,
            _ => Err(JsValue::NULL),
        };
        if whole.is_err() {
            return false;
        }
    }
    true
}

/// Tells the service worker to keep the bundle with every screen, when this is it.
pub(super) fn keep(worker: &web_sys::ServiceWorker) {
    if cfg!(feature = "desk") && all_screens().is_some() {
        let message = js_sys::Object::new();
        // Setting a field of a fresh object can't fail; a message that is lost is sent again at the next start.
        let _ = js_sys::Reflect::set(&message, &"type".into(), &"all".into());
        let _ = worker.post_message(&message);
    }
}
