//! The first set-up of an installation.

use leptos::prelude::*;

use crate::components::Page;

/// The first set-up of an installation.
#[component]
pub fn SetUp() -> impl IntoView {
    view! { <Page title="首次设置"><p>"…"</p></Page> }
}
