//! A line of a form: label, hint, input, and what is wrong with it right beside it.

use doorstep_dom::prelude::*;

use crate::components::Icon;

/// One line. What is typed goes into `value`; `trouble` shows until it is typed on.
#[component]
pub(super) fn TextField(
    /// The id of the input, for the summary's links.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// What it is for.
    #[prop(optional)]
    hint: &'static str,
    /// `text`, `password`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// More classes of the input.
    #[prop(optional)]
    class: &'static str,
    /// Longest text, in characters.
    #[prop(default = 200)]
    max: u16,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
    let (hint_id, err_id) = (format!("{id}-h"), format!("{id}-e"));
    let described = {
        let (hint_id, err_id) = (hint_id.clone(), err_id.clone());
        move || {
            let mut ids = Vec::new();
            if !hint.is_empty() {
                ids.push(hint_id.clone());
            }
            if trouble.with(Option::is_some) {
                ids.push(err_id.clone());
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let bad = move || trouble.with(Option::is_some);
    view! {
        <div class="field" class:is-bad=bad>
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <input
                class=format!("input {class}") id=id type=kind autocomplete=autocomplete autocapitalize="off" spellcheck="false"
                maxlength=max.to_string() aria-describedby=described aria-invalid=move || bad().then_some("true")
                prop:value=value
                on:input=move |event| { value.set(event_target_value(&event)); trouble.set(None); }
            />
            {move || trouble.get().map(|words| view! { <p class="err" id=err_id.clone()><Icon name="warn"/>{words}</p> })}
        </div>
    }
}

/// What went wrong with the whole form, beside its button.
#[component]
pub(super) fn Trouble(
    /// What went wrong.
    words: RwSignal<Option<String>>,
) -> impl IntoView {
    move || {
        words.get().map(|words| {
            view! { <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p>{words}</p></div></div> }
        })
    }
}
