//! Timers that stop when they are dropped.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// A running timer; dropping it stops it.
pub(super) struct Timer {
    id: Option<i32>,
    repeats: bool,
    _run: Closure<dyn FnMut()>,
}

/// Runs `run` once after `ms` milliseconds.
pub(super) fn after(ms: i32, run: impl FnOnce() + 'static) -> Timer {
    let run = Closure::once(run);
    let start = |w: web_sys::Window| {
        w.set_timeout_with_callback_and_timeout_and_arguments_0(run.as_ref().unchecked_ref(), ms.max(0))
            .ok()
    };
    Timer {
        id: web_sys::window().and_then(start),
        repeats: false,
        _run: run,
    }
}

/// Waits for `ms` milliseconds.
pub(super) async fn pause(ms: i32) {
    let mut timer = None;
    let wait = Promise::new(&mut |resolve, _| {
        timer = Some(after(ms, move || drop(resolve.call0(&JsValue::NULL))));
    });
    // A promise that only ever resolves.
    let _ = JsFuture::from(wait).await;
    drop(timer);
}

/// Runs `run` every `ms` milliseconds.
pub(super) fn every(ms: i32, run: impl FnMut() + 'static) -> Timer {
    let run = Closure::new(run);
    let start = |w: web_sys::Window| {
        w.set_interval_with_callback_and_timeout_and_arguments_0(run.as_ref().unchecked_ref(), ms.max(1))
            .ok()
    };
    Timer {
        id: web_sys::window().and_then(start),
        repeats: true,
        _run: run,
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
            if self.repeats {
                window.clear_interval_with_handle(id);
            } else {
                window.clear_timeout_with_handle(id);
            }
        }
    }
}
