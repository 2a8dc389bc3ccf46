//! 我的设备.

use leptos::prelude::*;

use crate::components::Page;

/// 我的设备.
#[component]
pub fn Devices() -> impl IntoView {
    view! { <Page title="我的设备"><p>"…"</p></Page> }
}
