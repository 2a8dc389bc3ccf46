//! 怎么办: at the door, at the centre, by phone.

use doorstep_dom::prelude::*;

use super::Form;
use crate::text;

/// The step.
#[component]
pub(super) fn How(form: Form) -> impl IntoView {
    let modes = form.setting.with_value(|s| s.item.modes.clone());
    let option = move |mode| {
        view! {
            <label class="opt">
                <input type="radio" name="f-mode" prop:checked=move || form.draft.with(|d| d.mode == mode) on:change=move |_| form.change(|d| d.mode = mode)/>
                <span><b>{text::form::how(mode)}</b><span class="cell-sub">{text::form::how_sub(mode)}</span></span>
            </label>
        }
    };
    view! { <div class="opts" role="radiogroup" aria-label=text::form::ask_how()>{modes.into_iter().map(option).collect_view()}</div> }
}
