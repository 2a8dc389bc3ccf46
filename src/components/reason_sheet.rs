//! A sheet that asks for a reason before something that ends or undoes.

use doorstep_dom::prelude::*;
use doorstep_domain::order::Why;

use super::{Icon, Sheet};
use crate::text;

/// The words of such a sheet.
#[derive(Clone, Debug)]
pub struct ReasonWords {
    /// What it asks.
    pub title: String,
    /// What follows; stands above the buttons.
    pub consequence: String,
    /// The button that does it.
    pub go: &'static str,
    /// The button that does not.
    pub keep: &'static str,
}

/// The sheet. Choosing is needed; words are not.
#[component]
pub fn ReasonSheet(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Its words; read when it opens.
    #[prop(into)]
    words: Signal<ReasonWords>,
    /// The reasons to choose from.
    reasons: &'static [Why],
    /// Called with the reason and the words; the sheet is closed then.
    #[prop(into)]
    done: Callback<(Why, String)>,
    /// The name of its radio buttons, unique on the screen.
    name: &'static str,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<Why>);
    let more = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let title = words.with_untracked(|w| w.title.clone());
    let go = move |_| match chosen.get_untracked() {
        Some(why) => {
            open.set(false);
            done.run((why, more.get_untracked().trim().to_owned()));
        }
        None => missing.set(true),
    };
    let body = move || {
        let option = move |why: Why| {
            let pick = move |_| {
                chosen.set(Some(why));
                missing.set(false);
            };
            view! {
                <label class="opt">
                    <input type="radio" name=name prop:checked=move || chosen.get() == Some(why) on:change=pick/>
                    <span>{text::reason::why(why)}</span>
                </label>
            }
        };
        let id = format!("{name}-more");
        view! {
            <div class="opts" role="radiogroup">{reasons.iter().copied().map(option).collect_view()}</div>
            <Show when=move || missing.get()><p class="err" role="alert"><Icon name="warn"/>{text::detail::reason_needed()}</p></Show>
            <div class="field">
                <label for=id.clone()>{text::detail::words_more()}<span class="field-opt">{text::common::optional()}</span></label>
                <textarea class="input" id=id.clone() maxlength="200" prop:value=move || more.get() on:input=move |e| more.set(event_target_value(&e))></textarea>
            </div>
            <div class="callout is-warn"><Icon name="info"/><div><p>{move || words.with(|w| w.consequence.clone())}</p></div></div>
            <div class="btn-row">
                <button class="btn btn-secondary btn-lg" on:click=move |_| open.set(false)>{move || words.with(|w| w.keep)}</button>
                <button class="btn btn-primary btn-lg" on:click=go>{move || words.with(|w| w.go)}</button>
            </div>
        }
    };
    view! { <Sheet open title>{body()}</Sheet> }
}
