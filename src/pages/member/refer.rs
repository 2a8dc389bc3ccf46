//! 建议转办: this is for somebody else. The desk decides.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    order::{Act, Why},
    text::DOOR_MAX,
};

use crate::{
    components::{Icon, Sheet},
    text::{self, job as words},
};

/// The sheet.
#[component]
pub fn Refer(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Gives the act.
    act: Callback<Act>,
) -> impl IntoView {
    let why = RwSignal::new(None::<Why>);
    let to = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let choose = move |chosen: Why| {
        why.set(Some(chosen));
        missing.set(false);
        if to.with_untracked(String::is_empty) {
            to.set(words::office(chosen).to_owned());
        }
    };
    let send = move |_| match (why.get_untracked(), to.get_untracked().trim().to_owned()) {
        (Some(why), to) if !to.is_empty() => {
            open.set(false);
            act.run(Act::ProposeReferral { to, why });
        }
        _ => missing.set(true),
    };
    let option = move |this: Why| {
        view! {
            <label class="opt">
                <input type="radio" name="refer" prop:checked=move || why.get() == Some(this) on:change=move |_| choose(this)/>
                <span>{text::reason::why(this)}</span>
            </label>
        }
    };
    view! {
        <Sheet open title=words::refer_title()>
            <p>{words::refer_sub()}</p>
            <div class="opts" role="radiogroup" aria-label=words::refer_title()>{Why::REFER.iter().copied().map(option).collect_view()}</div>
            <Show when=move || why.get() == Some(Why::GasDanger)>
                <div class="callout is-warn" role="alert"><Icon name="flame"/><div><p>{words::refer_gas()}</p></div></div>
            </Show>
            <div class="field">
                <label for="refer-to">{words::refer_to()}</label>
                <p class="hint" id="refer-to-h">{words::refer_to_hint()}</p>
                <input class="input" id="refer-to" aria-describedby="refer-to-h" maxlength=DOOR_MAX.to_string()
                    prop:value=move || to.get() on:input=move |e| to.set(event_target_value(&e))/>
            </div>
            <Show when=move || missing.get()><p class="err" role="alert"><Icon name="warn"/>{words::refer_missing()}</p></Show>
            <button class="btn btn-primary btn-block btn-lg" on:click=send>{words::send_it()}</button>
        </Sheet>
    }
}
