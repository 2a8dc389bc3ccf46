//! A question before something that can't be taken back: what happens, then yes or not now.

use doorstep_dom::prelude::*;

use crate::{components::Sheet, text};

/// The question, shown while `open`.
#[component]
pub(super) fn Ask(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What is asked.
    #[prop(into)]
    title: String,
    /// What will happen.
    says: &'static str,
    /// The word on the button that does it.
    yes: &'static str,
    /// Does it.
    #[prop(into)]
    then: Callback<()>,
) -> impl IntoView {
    view! {
        <Sheet open=open title=title>
            <p>{says}</p>
            <div class="btn-row">
                <button class="btn btn-secondary" on:click=move |_| open.set(false)>{text::common::cancel_sheet()}</button>
                <button class="btn btn-danger" on:click=move |_| { open.set(false); then.run(()); }>{yes}</button>
            </div>
        </Sheet>
    }
}
