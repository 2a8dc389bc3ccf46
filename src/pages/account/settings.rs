//! 设置.

use leptos::prelude::*;

use crate::components::Page;

/// 设置.
#[component]
pub fn Settings() -> impl IntoView {
    view! { <Page title="设置"><p>"…"</p></Page> }
}
