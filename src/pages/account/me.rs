//! 我的.

use leptos::prelude::*;

use crate::components::Page;

/// 我的.
#[component]
pub fn Me() -> impl IntoView {
    view! { <Page title="我的"><p>"…"</p></Page> }
}
