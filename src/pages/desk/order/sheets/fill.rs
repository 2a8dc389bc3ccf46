//! 听录音填单: which service it is, how and when, and what was said in a few words.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Field, ItemCode,
    catalogue::{Item, Mode},
    order::Act,
    text::NOTE_MAX,
};

use super::Hand;
use crate::{
    components::{Icon, SlotPicker},
    pages::shared::{Place, Widget},
    state::{card::item_title, home, slots},
    text::{self, attach as words},
};

/// The question.
#[component]
pub(super) fn Fill(hand: Hand, send: Callback<Act>) -> impl IntoView {
    let app = hand.app;
    let items = StoredValue::new(untrack(|| app.items()));
    let item = RwSignal::new(None::<Item>);
    let mode = RwSignal::new(Mode::Door);
    let slot = RwSignal::new(None);
    let said = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let choose = move |code: String| {
        let code = ItemCode(code);
        let found = items.with_value(|all| all.iter().find(|i| i.code == code).cloned());
        if let Some(first) = found.as_ref().and_then(|i| i.modes.first()) {
            mode.set(*first);
        }
        item.set(found);
    };
    let now = untrack(|| app.now());
    let community = hand.order.with_untracked(|o| o.as_ref().map(|o| o.community.clone()));
    let times = community
        .and_then(|c| untrack(|| app.community_by(&c)))
        .map(|c| slots::upcoming(c.hours(), now));
    let press = move |_| match (item.get_untracked(), slot.get_untracked()) {
        (Some(item), Some(slot)) => send.run(Act::Fill {
            item: item.code,
            mode: mode.get_untracked(),
            slot,
            text: said.get_untracked(),
        }),
        _ => missing.set(true),
    };
    let groups = items.with_value(|all| home::grouped(all));
    let options = groups.into_iter().map(|(letter, items)| {
        let all = items.into_iter().map(|i| {
            let title = item_title(&i);
            view! { <option value=i.code.0>{title}</option> }
        });
        view! { <optgroup label=text::home::group(letter)>{all.collect_view()}</optgroup> }
    });
    let ways = move || {
        let modes = item.with(|i| i.as_ref().map(|i| i.modes.clone()).unwrap_or_default());
        let way = |this: Mode| {
            view! {
                <label class="segment"><input type="radio" name="fill-mode" prop:checked=move || mode.get() == this on:change=move |_| mode.set(this)/>
                    <span>{text::form::how(this)}</span></label>
            }
        };
        (modes.len() > 1).then(|| {
            view! { <fieldset class="field"><legend class="field-label">{text::form::row_how()}</legend>
            <div class="segments">{modes.into_iter().map(way).collect_view()}</div></fieldset> }
        })
    };
    view! {
        <Place widget=Widget::Shown(hand.id)/>
        <div class="field">
            <label for="fill-item">{words::fill_item()}</label>
            <div class="select-wrap">
                <select class="input" id="fill-item" on:change=move |e| choose(event_target_value(&e))>
                    <option value="">{words::fill_choose()}</option>
                    {options.collect_view()}
                </select>
                <Icon name="chevron"/>
            </div>
            <Show when=move || missing.get() && item.with(Option::is_none)>
                <p class="err" role="alert"><Icon name="warn"/>{words::fill_item_missing()}</p>
            </Show>
        </div>
        {ways}
        <fieldset class="field">
            <legend class="field-label">{words::fill_when()}</legend>
            <SlotPicker slots=times.unwrap_or_default() now chosen=slot id="fill-slot"/>
            <Show when=move || missing.get() && slot.get().is_none()>
                <p class="err" role="alert"><Icon name="warn"/>{text::reason::missing(Some(Field::Slot))}</p>
            </Show>
        </fieldset>
        <div class="field">
            <label for="fill-words">{words::fill_words()}<span class="field-opt">{text::common::optional()}</span></label>
            <textarea class="input" id="fill-words" maxlength=NOTE_MAX prop:value=move || said.get()
                on:input=move |e| said.set(event_target_value(&e))></textarea>
        </div>
        <button class="btn btn-primary btn-lg btn-block" on:click=press>{words::fill_go()}</button>
    }
}
