//! One sender per person on a phone: the tab that holds the lock. Web Locks where the browser has them; where it has not, every
//! tab sends, which the server tolerates, since commands have ids and numbers.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Waits for the lock `name` and calls `won` when this tab holds it, for as long as the tab lives.
pub(super) fn elect(name: &str, won: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let locks = Reflect::get(&window.navigator(), &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    let request = Reflect::get(&locks, &"request".into())
        .ok()
        .and_then(|f| f.dyn_into::<Function>().ok());
    let Some(request) = request.filter(|_| !locks.is_undefined()) else {
        won();
        return;
    };
    // The lock is held until the promise settles, and this one never does: the browser frees it with the tab.
    let hold = Closure::once_into_js(move || {
        won();
        Promise::new(&mut |_, _| {})
    });
    let _ = request.call2(&locks, &name.into(), &hold);
}
