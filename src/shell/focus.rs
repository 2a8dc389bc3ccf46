//! Who had the focus before a sheet took it: sheets may lie on each other, so it is a stack.

use core::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

thread_local! {
    static BEFORE: RefCell<Vec<Option<HtmlElement>>> = const { RefCell::new(Vec::new()) };
}

/// Remembers what has the focus now.
pub(super) fn hold() {
    let document = web_sys::window().and_then(|w| w.document());
    let now = document
        .and_then(|d| d.active_element())
        .and_then(|e| e.dyn_into().ok());
    BEFORE.with_borrow_mut(|before| before.push(now));
}

/// Gives it back. What is gone by now, or can't take it, is left alone.
pub(super) fn give_back() {
    if let Some(element) = BEFORE.with_borrow_mut(Vec::pop).flatten() {
        let _ = element.focus();
    }
}
