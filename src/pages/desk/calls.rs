//! 电话单: orders nobody took, with whom to call.

use leptos::prelude::*;

use crate::components::Page;

/// 电话单: orders nobody took, with whom to call.
#[component]
pub fn Calls() -> impl IntoView {
    view! { <Page title="电话单"><p>"…"</p></Page> }
}
