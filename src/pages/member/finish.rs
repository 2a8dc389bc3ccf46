//! 办完了: the finish of one job.

use leptos::prelude::*;

use crate::components::Page;

/// 办完了: the finish of one job.
#[component]
pub fn Finish(
    /// Which.
    id: doorstep_domain::OrderId,
) -> impl IntoView {
    let _ = id;
    view! { <Page title="办完了"><p>"…"</p></Page> }
}
