//! Sheets for another time and for words.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    order::{Act, Order},
    text::NOTE_MAX,
};

use super::acts::Hand;
use crate::{
    components::{Icon, Sheet, SlotPicker},
    state::slots,
    text,
};

/// 改时间: asks; the other side agrees.
#[component]
pub(super) fn MoveSheet(hand: Hand, order: Memo<Option<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let chosen = RwSignal::new(None);
    let missing = RwSignal::new(None::<&'static str>);
    let go = move |_| {
        let now = order.with_untracked(|o| o.as_ref().map(|o| o.slot));
        match chosen.get_untracked() {
            None => missing.set(Some(text::reason::missing(Some(doorstep_domain::Field::Slot)))),
            Some(slot) if Some(slot) == now => missing.set(Some(text::detail::move_same())),
            Some(slot) => {
                open.set(false);
                hand.act(Act::AskSlot { slot });
            }
        }
    };
    let body = move || {
        let now = untrack(|| hand.app.now());
        let order = order.get_untracked()?;
        let community = untrack(|| hand.app.community_by(&order.community))?;
        missing.set(None);
        Some(view! {
            <p class="muted">{text::detail::move_now(&text::time::slot(&order.slot, now))}</p>
            <SlotPicker slots=slots::upcoming(community.hours(), now) now chosen id="m-slot"/>
            {move || missing.get().map(|text| view! { <p class="err" role="alert"><Icon name="warn"/>{text}</p> })}
            <div class="callout is-info"><Icon name="info"/><div><p>{text::detail::move_explain()}</p></div></div>
            <div class="btn-row">
                <button class="btn btn-secondary btn-lg" on:click=move |_| open.set(false)>{text::common::cancel_sheet()}</button>
                <button class="btn btn-primary btn-lg" on:click=go>{text::detail::move_ask()}</button>
            </div>
        })
    };
    view! { <Sheet open title=text::detail::move_title()>{body()}</Sheet> }
}

/// Words: a note for everybody, or the one appeal to the secretary.
#[component]
pub(super) fn WordsSheet(hand: Hand, open: RwSignal<bool>, appeal: bool) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let (title, go_word, id) = if appeal {
        (text::detail::appeal_title(), text::detail::appeal_do(), "w-appeal")
    } else {
        (text::detail::add_word(), text::detail::send(), "w-remark")
    };
    let go = move |_| {
        let text = words.get_untracked().trim().to_owned();
        if text.is_empty() {
            missing.set(true);
            return;
        }
        open.set(false);
        words.set(String::new());
        hand.act(if appeal {
            Act::Appeal { text }
        } else {
            Act::Remark { text }
        });
    };
    let typed = move |event| {
        words.set(event_target_value(&event));
        missing.set(false);
    };
    let body = move || {
        view! {
            {appeal.then(|| view! { <p class="muted">{text::detail::appeal_explain()}</p> })}
            <div class=move || if missing.get() { "field is-bad" } else { "field" }>
                <label for=id>{if appeal { text::detail::words_more() } else { text::detail::add_word_label() }}</label>
                <textarea class="input" id=id maxlength=NOTE_MAX prop:value=move || words.get() on:input=typed></textarea>
                <Show when=move || missing.get()><p class="err" role="alert"><Icon name="warn"/>{text::detail::words_needed()}</p></Show>
            </div>
            <div class="btn-row">
                <button class="btn btn-secondary btn-lg" on:click=move |_| open.set(false)>{text::common::cancel_sheet()}</button>
                <button class="btn btn-primary btn-lg" on:click=go>{go_word}</button>
            </div>
        }
    };
    view! { <Sheet open title>{body()}</Sheet> }
}
