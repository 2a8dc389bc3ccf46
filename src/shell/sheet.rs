//! The style sheets of later screens: the page names them switched off, so that the first screen does not wait for `everyday.css`,
//! and no resident fetches `work.css`. Asked for together with the first bundle that needs one: a fiftieth of its bytes, so that it is
//! here before the screen is.

/// Switches on what every bundle needs, and with `work` what those of members and staff do; nothing happens the second time.
pub(super) fn show(work: bool) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let all = if work {
        "link[disabled]"
    } else {
        "link[disabled][href*=everyday]"
    };
    while let Ok(Some(sheet)) = document.query_selector(all) {
        if sheet.remove_attribute("disabled").is_err() {
            return;
        }
    }
}
