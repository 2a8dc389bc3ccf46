//! The printed slip of one order.

use leptos::prelude::*;

use crate::components::Page;

/// The printed slip of one order.
#[component]
pub fn Slip(
    /// Which.
    id: doorstep_domain::OrderId,
) -> impl IntoView {
    let _ = id;
    view! { <Page title="小票"><p>"…"</p></Page> }
}
