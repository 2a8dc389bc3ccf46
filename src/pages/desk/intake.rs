//! 代下单: an order for somebody at the counter or on the phone.

use leptos::prelude::*;

use crate::components::Page;

/// 代下单: an order for somebody at the counter or on the phone.
#[component]
pub fn Intake() -> impl IntoView {
    view! { <Page title="代下单"><p>"…"</p></Page> }
}
