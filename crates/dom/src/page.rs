//! The few words this crate says to the browser.

use core::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{Comment, Document, Element, Text};

const SVG: &str = "http://www.w3.org/2000/svg";

thread_local! {
    static DOCUMENT: Document = web_sys::window()
        .and_then(|window| window.document())
        .expect("a view is built in a page");
    static MOVING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the page is being changed just now. Taking an element off it makes the browser say `change`, `blur` and
/// `focusout`, which nobody did; whoever listened may be gone already.
pub(crate) fn is_moving() -> bool {
    MOVING.get()
}

fn moving(change: impl FnOnce()) {
    let before = MOVING.replace(true);
    change();
    MOVING.set(before);
}

pub(crate) fn element(tag: &str, svg: bool) -> Element {
    DOCUMENT
        .with(|document| {
            if svg {
                document.create_element_ns(Some(SVG), tag)
            } else {
                document.create_element(tag)
            }
        })
        // `expect` would bring the code along that prints any value of the browser's.
        .unwrap_or_else(|_| panic!("the markup names elements that exist"))
}

pub(crate) fn text(words: &str) -> Text {
    DOCUMENT.with(|document| document.create_text_node(words))
}

/// Holds the place of something that may come.
pub(crate) fn mark() -> Comment {
    DOCUMENT.with(|document| document.create_comment(""))
}

/// Puts `what` into `parent`, before `before` or at its end.
pub(crate) fn put(what: &web_sys::Node, parent: &web_sys::Node, before: Option<&web_sys::Node>) {
    moving(|| {
        // Fails only when `before` has left the parent: then the end is the best place there is.
        if parent.insert_before(what, before).is_err() {
            let _ = parent.append_child(what);
        }
    });
}

/// Takes `what` off the page.
pub(crate) fn take(what: &web_sys::Node) {
    if let Some(parent) = what.parent_node() {
        moving(|| {
            let _ = parent.remove_child(what);
        });
    }
}

pub(crate) fn html(element: &Element) -> Option<web_sys::HtmlElement> {
    element.dyn_ref::<web_sys::HtmlElement>().cloned()
}
