//! 关联或合并: another order, found by its number. Both histories stay.

use doorstep_dom::prelude::*;
use doorstep_domain::order::Act;

use super::Hand;
use crate::{components::Icon, state::desk::board, text};

/// The question.
#[component]
pub(super) fn LinkTo(hand: Hand, send: Callback<Act>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let merge = RwSignal::new(false);
    let wrong = RwSignal::new(None::<&'static str>);
    let press = move |_| {
        let number = typed.get_untracked();
        let found = hand.app.peek(|r, _| board::by_number(r, &number)).flatten();
        match found {
            None => wrong.set(Some(text::desk::link_missing())),
            Some(other) if other == hand.id => wrong.set(Some(text::desk::link_self())),
            Some(other) => send.run(Act::Link {
                other,
                merge: merge.get_untracked(),
            }),
        }
    };
    let option = move |value: bool, word: &'static str| {
        view! {
            <label class="opt">
                <input type="radio" name="desk-merge" prop:checked=move || merge.get() == value on:change=move |_| merge.set(value)/>
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <div class=move || if wrong.get().is_some() { "field is-bad" } else { "field" }>
            <label for="desk-number">{text::desk::link_number()}</label>
            <p class="hint">{text::desk::link_hint()}</p>
            <input class="input" id="desk-number" autocomplete="off" maxlength="16" prop:value=move || typed.get()
                on:input=move |e| { typed.set(event_target_value(&e)); wrong.set(None); }/>
            {move || wrong.get().map(|words| view! { <p class="err" role="alert"><Icon name="warn"/>{words}</p> })}
        </div>
        <div class="opts" role="radiogroup" aria-label=text::desk::act_link()>{option(false, text::desk::link_only())}{option(true, text::desk::link_merge())}</div>
        <button class="btn btn-primary btn-lg btn-block" on:click=press>{text::desk::link_go()}</button>
    }
}
