//! [`mount`]: the root of the page.

use web_sys::HtmlElement;

use crate::node::IntoNode;

/// Puts what `make` says into `place`, for as long as the page lives.
pub fn mount<N: IntoNode>(place: HtmlElement, make: impl FnOnce() -> N + 'static) {
    let root = place.clone();
    // Leptos' own start wakes its executor and makes the first owner; the view it gets is empty.
    let handle = leptos::mount::mount_to(place, move || {
        let mut state = make().into_node().build();
        state.mount(&root, None);
        core::mem::forget(state);
    });
    handle.forget();
}
