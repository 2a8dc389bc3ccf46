//! 居民: search, register, print a card.

use leptos::prelude::*;

use crate::components::Page;

/// 居民: search, register, print a card.
#[component]
pub fn People() -> impl IntoView {
    view! { <Page title="居民"><p>"…"</p></Page> }
}
