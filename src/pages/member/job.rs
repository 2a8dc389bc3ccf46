//! One order, for who serves or may serve.

use leptos::prelude::*;

use crate::components::Page;

/// One order, for who serves or may serve.
#[component]
pub fn Job(
    /// Which.
    id: doorstep_domain::OrderId,
) -> impl IntoView {
    let _ = id;
    view! { <Page title="任务"><p>"…"</p></Page> }
}
