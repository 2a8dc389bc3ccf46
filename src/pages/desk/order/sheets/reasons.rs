//! A list of reasons, with a line of words where it needs one.

use doorstep_dom::prelude::*;
use doorstep_domain::{order::Why, text::NOTE_MAX};

use crate::{components::Icon, text};

/// The line of words beside the reasons.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    /// Its label.
    pub(super) label: &'static str,
    /// A hint; may be empty.
    pub(super) hint: &'static str,
    /// Longest text, in characters.
    pub(super) max: usize,
    /// What is said when nothing was written; none where that is fine.
    pub(super) missing: Option<&'static str>,
}

impl Words {
    /// A few words more, if any.
    pub(super) fn more() -> Self {
        Self {
            label: text::desk::words(),
            hint: "",
            max: NOTE_MAX,
            missing: None,
        }
    }
}

/// The question. Choosing a reason is needed.
#[component]
pub(crate) fn Reasons(
    /// The reasons to choose from.
    reasons: &'static [Why],
    /// A line of words.
    #[prop(optional, into)]
    words: Option<Words>,
    /// What the line begins with.
    #[prop(optional)]
    start: String,
    /// What follows from it.
    effect: &'static str,
    /// The button that does it.
    go: &'static str,
    /// Called with the reason and the words.
    done: Callback<(Why, String)>,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<Why>);
    let typed = RwSignal::new(start);
    let no_reason = RwSignal::new(false);
    let no_words = RwSignal::new(false);
    let press = move |_| {
        let why = chosen.get_untracked();
        let text = typed.get_untracked().trim().to_owned();
        no_reason.set(why.is_none());
        no_words.set(text.is_empty() && words.is_some_and(|w| w.missing.is_some()));
        if let Some(why) = why.filter(|_| !no_words.get_untracked()) {
            done.run((why, text));
        }
    };
    let option = move |why: Why| {
        view! {
            <label class="opt">
                <input type="radio" name="desk-why" prop:checked=move || chosen.get() == Some(why)
                    on:change=move |_| { chosen.set(Some(why)); no_reason.set(false); }/>
                <span>{text::reason::why(why)}</span>
            </label>
        }
    };
    view! {
        <div class="opts" role="radiogroup" aria-label=text::desk::reason_label()>{reasons.iter().copied().map(option).collect_view()}</div>
        <Show when=move || no_reason.get()><p class="err" role="alert"><Icon name="warn"/>{text::desk::reason_missing()}</p></Show>
        {words.map(|words| view! {
            <div class=move || if no_words.get() { "field is-bad" } else { "field" }>
                <label for="desk-words">{words.label}{words.missing.is_none().then(|| view! { <span class="field-opt">{text::common::optional()}</span> })}</label>
                {(!words.hint.is_empty()).then(|| view! { <p class="hint">{words.hint}</p> })}
                <input class="input" id="desk-words" autocomplete="off" maxlength=words.max prop:value=move || typed.get()
                    on:input=move |e| { typed.set(event_target_value(&e)); no_words.set(false); }/>
                <Show when=move || no_words.get()><p class="err" role="alert"><Icon name="warn"/>{words.missing.unwrap_or_default()}</p></Show>
            </div>
        })}
        <div class="callout is-plain"><Icon name="info"/><div><p>{effect}</p></div></div>
        <button class="btn btn-primary btn-lg btn-block" on:click=press>{go}</button>
    }
}
