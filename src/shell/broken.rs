//! What people see when the program itself breaks: a calm sentence and a way on, in plain elements that need no program. What
//! they wrote is on disk already.

use std::panic::{self, PanicHookInfo};

use crate::{routes::Route, text};

/// Shows the sentence from the first panic on, and writes what happened to the console.
pub(super) fn watch() {
    panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        console_error_panic_hook::hook(info);
        // Nothing can be done about a page without a body.
        let _ = show();
    }));
}

fn show() -> Option<()> {
    const ID: &str = "broken";
    let document = web_sys::window()?.document()?;
    if document.get_element_by_id(ID).is_some() {
        return None;
    }
    let make = |name: &str, class: &str, words: &str| {
        let element = document.create_element(name).ok()?;
        element.set_class_name(class);
        element.set_text_content(Some(words));
        Some(element)
    };
    let banner = make("div", "banner banner--warm", "")?;
    banner.set_id(ID);
    banner.set_attribute("role", "alert").ok()?;
    let words = make("p", "", text::common::unexpected())?;
    banner.append_child(&words).ok()?;
    // A plain link: it works although the program does not.
    let again = make("a", "btn btn-secondary", text::common::reload())?;
    again.set_attribute("href", &Route::Home.path()).ok()?;
    banner.append_child(&again).ok()?;
    let body = document.query_selector("body").ok()??;
    body.prepend_with_node_1(&banner).ok()?;
    Some(())
}
