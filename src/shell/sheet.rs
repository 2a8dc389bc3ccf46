//! The second style sheet, `style/work.css`: the page names it switched off, so that no resident fetches it. Asked for together
//! with the first bundle of members or staff: a fiftieth of its bytes, so that it is here before their screen is.

/// Switches it on; nothing happens the second time.
pub(super) fn work() {
    let named = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("link[disabled]").ok().flatten());
    if let Some(sheet) = named {
        // On an element that is there it does not fail.
        let _ = sheet.remove_attribute("disabled");
    }
}
