//! One sender per person on a phone: the tab that holds the lock. Web Locks where the browser has them; where it has not, every
//! tab sends, which the server tolerates, since commands have ids and numbers.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Where a tab stands.
enum Turn {
    /// Another tab sends.
    Waits,
    /// This one does; calling the function frees the lock.
    Holds(Function),
    /// The person has left this tab.
    Left,
}

/// A place in the queue for the lock. Dropping it leaves the queue, or frees the lock.
pub(super) struct Place(Rc<RefCell<Turn>>);

impl Drop for Place {
    fn drop(&mut self) {
        if let Turn::Holds(free) = self.0.replace(Turn::Left) {
            // Settling a promise can't fail.
            let _ = free.call0(&JsValue::NULL);
        }
    }
}

/// Waits for the lock `name` and calls `won` when this tab holds it: until the tab closes or the place is dropped.
pub(super) fn elect(name: &str, won: impl FnOnce() + 'static) -> Place {
    let turn = Rc::new(RefCell::new(Turn::Waits));
    let place = Place(Rc::clone(&turn));
    let Some(window) = web_sys::window() else { return place };
    let locks = Reflect::get(&window.navigator(), &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    let request = Reflect::get(&locks, &"request".into())
        .ok()
        .and_then(|f| f.dyn_into::<Function>().ok());
    let Some(request) = request.filter(|_| !locks.is_undefined()) else {
        won();
        return place;
    };
    // The lock is held until the promise settles; the browser frees it with the tab, too.
    let hold = Closure::once_into_js(move || {
        let settled = Promise::new(&mut |resolve, _| {
            if matches!(*turn.borrow(), Turn::Left) {
                let _ = resolve.call0(&JsValue::NULL);
            } else {
                turn.replace(Turn::Holds(resolve));
            }
        });
        if matches!(*turn.borrow(), Turn::Holds(_)) {
            won();
        }
        settled
    });
    if let Ok(waits) = request.call2(&locks, &name.into(), &hold) {
        // A tab that is closed while it waits is told that it does not get the lock; nobody is left to hear it.
        spawn_local(async move { drop(JsFuture::from(Promise::from(waits)).await) });
    }
    place
}
