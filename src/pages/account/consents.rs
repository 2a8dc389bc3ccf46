//! 我的授权: consents and proxies.

use leptos::prelude::*;

use crate::components::Page;

/// 我的授权: consents and proxies.
#[component]
pub fn Consents() -> impl IntoView {
    view! { <Page title="我的授权"><p>"…"</p></Page> }
}
