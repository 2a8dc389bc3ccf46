//! One order, for the desk.

use leptos::prelude::*;

use crate::components::Page;

/// One order, for the desk.
#[component]
pub fn DeskOrder(
    /// Which.
    id: doorstep_domain::OrderId,
) -> impl IntoView {
    let _ = id;
    view! { <Page title="单子"><p>"…"</p></Page> }
}
