//! What is missing: at the field, and all of it in a summary that takes the focus.

use doorstep_dom::prelude::*;

use super::Icon;
use crate::{
    state::{App, Intent, form::Problem},
    text,
};

/// The id of the summary, to which the focus goes after a failed 下一步.
pub const SUMMARY: &str = "err-summary";

/// All that is missing, each leading to its field; nothing when nothing is.
#[component]
pub fn ErrorSummary(
    /// What is missing.
    #[prop(into)]
    problems: Signal<Vec<Problem>>,
) -> impl IntoView {
    let app = App::expect();
    let line = move |problem: Problem| {
        let field = problem.field;
        let open = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            app.dispatch(Intent::Focus(field.to_owned()));
        };
        view! { <li><a href=format!("#{field}") on:click=open>{problem.text}</a></li> }
    };
    view! {
        <Show when=move || !problems.with(Vec::is_empty)>
            <div class="err-summary" id=SUMMARY role="alert" tabindex="-1">
                <h2><Icon name="warn"/>{text::form::errors()}</h2>
                <ul>{move || problems.get().into_iter().map(line).collect_view()}</ul>
            </div>
        </Show>
    }
}

/// The error of one field; nothing when it has none. The field names it with `aria-describedby` = id + `-e`.
#[component]
pub fn FieldError(
    /// What is missing anywhere.
    #[prop(into)]
    problems: Signal<Vec<Problem>>,
    /// The field.
    id: &'static str,
) -> impl IntoView {
    let text = move || problems.with(|all| all.iter().find(|p| p.field == id).map(|p| p.text.clone()));
    view! {
        {move || text().map(|text| view! { <p class="err" id=format!("{id}-e")><Icon name="warn"/><span>{text}</span></p> })}
    }
}
