//! 社区不开的证明.

use leptos::prelude::*;

use crate::components::Page;

/// 社区不开的证明.
#[component]
pub fn NoProofs() -> impl IntoView {
    view! { <Page title="社区不开的证明"><p>"…"</p></Page> }
}
