//! 投诉建议.

use leptos::prelude::*;

use crate::components::Page;

/// 投诉建议.
#[component]
pub fn Feedback() -> impl IntoView {
    view! { <Page title="投诉建议"><p>"…"</p></Page> }
}
