//! The mark `home-usable`, for the figures of `cargo xtask bench`: when the first screen of this tab could be used.
//!
//! What it promises: the screen that is meant stands on the page, made of what is stored or was pulled, with its handlers; and
//! the frame that shows it has been drawn. Its `detail` says which screen: `sign-in` when nobody was found on this phone,
//! `home` when the home of the person stands. A skeleton is neither, nor is a home that still fetches its screen. Each is marked
//! once; a page in the background draws no frame and marks nothing.

use doorstep_dom::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

use super::mark::mark;
use crate::{
    pages::{self, Choice, Part},
    state::App,
};

const NAME: &str = "home-usable";

/// Watches for both, as long as the page lives.
pub(super) fn watch(app: App) {
    Effect::new(move |before: Option<Option<&'static str>>| {
        let marked = before.flatten();
        if !app.ready.get() {
            return marked;
        }
        let stands = match pages::choose(app) {
            Choice::Nobody => "sign-in",
            Choice::Home(Part::Resident) => "home",
            _ => return marked,
        };
        // From the sign-in to the home, and never back.
        if marked == Some(stands) || marked == Some("home") {
            return marked;
        }
        drawn(stands);
        Some(stands)
    });
}

/// Marks after the next frame. Effects run before it, so whatever this one saw stands on the page by then.
fn drawn(detail: &'static str) {
    let Some(window) = web_sys::window() else { return };
    let frame = Closure::once_into_js(move || {
        // The frame itself is drawn after this; what is put off from here runs behind it.
        let behind = Closure::once_into_js(move || mark(NAME, detail));
        let window = web_sys::window();
        let _ = window.map(|w| w.set_timeout_with_callback(behind.unchecked_ref()));
    });
    // Without a frame nothing was drawn, and there is nothing to mark.
    let _ = window.request_animation_frame(frame.unchecked_ref());
}
