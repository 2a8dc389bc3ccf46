//! The notice before the first order.

use leptos::prelude::*;

use crate::components::Page;

/// The notice before the first order.
#[component]
pub fn Notice() -> impl IntoView {
    view! { <Page title="告知书"><p>"…"</p></Page> }
}
