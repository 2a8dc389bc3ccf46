//! 签到 and 签退 at a station.

use leptos::prelude::*;

use crate::components::Page;

/// 签到 and 签退 at a station.
#[component]
pub fn Duty() -> impl IntoView {
    view! { <Page title="签到"><p>"…"</p></Page> }
}
