//! Marks on the browser's own time line: for the figures of `cargo xtask bench`, and for tests that wait for a moment.

use wasm_bindgen::{JsCast, JsValue};

/// Marks this moment as `name`, with a word about it. A browser without a time line is not measured.
pub(super) fn mark(name: &str, detail: &str) {
    let get = |from: &JsValue, name: &str| js_sys::Reflect::get(from, &name.into()).ok();
    let performance = web_sys::window().and_then(|w| get(&w, "performance"));
    let function = performance.as_ref().and_then(|p| get(p, "mark"));
    let function = function.and_then(|f| f.dyn_into::<js_sys::Function>().ok());
    if let (Some(performance), Some(function)) = (performance, function) {
        let options = js_sys::Object::new();
        // Setting a field of a fresh object can't fail.
        let _ = js_sys::Reflect::set(&options, &"detail".into(), &detail.into());
        let _ = function.call2(&performance, &name.into(), &options);
    }
}
