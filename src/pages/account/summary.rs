//! What is wrong with a form of several fields, above it.

use doorstep_dom::prelude::*;

use crate::{
    components::Icon,
    state::{App, Intent},
    text,
};

/// Above a form with several troubles: what they are, each leading to its field. Takes the focus when it appears.
#[component]
pub(super) fn Summary(
    /// Field ids with what is wrong, in the order of the form.
    troubles: RwSignal<Vec<(&'static str, String)>>,
) -> impl IntoView {
    let app = App::expect();
    let place = NodeRef::new();
    Effect::new(move |_| {
        if !troubles.with(Vec::is_empty)
            && let Some(summary) = place.get()
        {
            let _ = summary.focus();
        }
    });
    view! {
        <Show when=move || !troubles.with(Vec::is_empty)>
            <div class="err-summary" role="alert" tabindex="-1" node_ref=place>
                <h2><Icon name="warn"/>{text::session::check_these()}</h2>
                <ul>
                    {move || troubles.get().into_iter().map(|(id, words)| view! {
                        <li><a href=format!("#{id}") on:click=move |event| { event.prevent_default(); app.dispatch(Intent::Focus(id.to_owned())); }>{words}</a></li>
                    }).collect_view()}
                </ul>
            </div>
        </Show>
    }
}
