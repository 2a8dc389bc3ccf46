//! 消息: what concerns the person, from the trails of their orders.

use leptos::prelude::*;

use crate::components::Page;

/// 消息: what concerns the person, from the trails of their orders.
#[component]
pub fn Inbox() -> impl IntoView {
    view! { <Page title="消息"><p>"…"</p></Page> }
}
