//! What has not reached the community.

use leptos::prelude::*;

use crate::{components::Page, state::App, text};

/// The outbox.
#[component]
pub fn Outbox() -> impl IntoView {
    let app = App::expect();
    let entries = move || {
        app.read(|r, _| r.outbox().map(|e| e.command.name()).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    view! {
        <Page title=text::common::tab_inbox()>
            <div class="cells">{move || entries().into_iter().map(|name| view! { <div class="cell">{name}</div> }).collect_view()}</div>
        </Page>
    }
}
