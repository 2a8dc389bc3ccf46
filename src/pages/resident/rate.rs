//! 评价 of one order.

use leptos::prelude::*;

use crate::components::Page;

/// 评价 of one order.
#[component]
pub fn Rate(
    /// Which.
    id: doorstep_domain::OrderId,
) -> impl IntoView {
    let _ = id;
    view! { <Page title="评价"><p>"…"</p></Page> }
}
