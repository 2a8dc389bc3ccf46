//! Preferences in `localStorage`, shared with the script in `index.html` that applies them before the first paint.

use web_sys::Storage;

use crate::{
    state::{Prefs, Size, Theme},
    text::{self, Lang},
};

/// `localStorage`, where the browser allows it.
pub(super) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// `sessionStorage`, where the browser allows it.
pub(super) fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Reads them.
pub(super) fn load(prefs: Prefs) {
    prefs.elder.set(get("ds.elder").is_some_and(|v| v == "1"));
    prefs.theme.set(match get("ds.theme").as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::Auto,
    });
    prefs.size.set(Size(
        get("ds.size")
            .and_then(|v| v.parse().ok())
            .filter(|n| (1..=4).contains(n)),
    ));
    let lang = if get("ds.lang").as_deref() == Some("en") {
        Lang::En
    } else {
        Lang::Zh
    };
    prefs.lang.set(lang);
    text::set_lang(lang);
}

/// Stores and applies them.
pub(super) fn apply(prefs: Prefs) {
    let lang = prefs.lang.get_untracked();
    let theme = match prefs.theme.get_untracked() {
        Theme::Auto => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    let size = prefs.size.get_untracked().0.map(|n| n.to_string());
    let elder = prefs.elder.get_untracked();
    keep("ds.elder", elder.then_some("1"));
    keep("ds.theme", theme);
    keep("ds.size", size.as_deref());
    keep("ds.lang", (lang == Lang::En).then_some("en"));
    let Some(root) = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.document_element())
    else {
        return;
    };
    // Setting an attribute with a valid name can't fail.
    let set = |name: &str, value: Option<&str>| {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    };
    set("data-elder", elder.then_some(""));
    set("data-theme", theme);
    set("data-size", size.as_deref());
    set("lang", Some(if lang == Lang::En { "en" } else { "zh-CN" }));
    text::set_lang(lang);
}

fn keep(key: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    // Private windows may refuse; the setting then lasts as long as the page.
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}
