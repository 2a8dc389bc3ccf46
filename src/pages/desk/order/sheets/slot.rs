//! Another time: agreed on the phone, or the answer to what the resident asked.

use doorstep_dom::prelude::*;
use doorstep_domain::order::{Act, Answer};

use super::Hand;
use crate::{
    components::{Icon, SlotPicker},
    state::slots,
    text,
};

/// Moves it.
#[component]
pub(super) fn Move(hand: Hand, send: Callback<Act>) -> impl IntoView {
    let chosen = RwSignal::new(None);
    let missing = RwSignal::new(false);
    let press = move |_| match chosen.get_untracked() {
        Some(slot) => send.run(Act::MoveSlot { slot }),
        None => missing.set(true),
    };
    let now = untrack(|| hand.app.now());
    let community = hand.order.with_untracked(|o| o.as_ref().map(|o| o.community.clone()));
    let slots = community
        .and_then(|c| untrack(|| hand.app.community_by(&c)))
        .map(|c| slots::upcoming(c.hours(), now));
    view! {
        <SlotPicker slots=slots.unwrap_or_default() now chosen id="desk-slot"/>
        <Show when=move || missing.get() && chosen.get().is_none()>
            <p class="err" role="alert"><Icon name="warn"/>{text::reason::missing(Some(doorstep_domain::Field::Slot))}</p>
        </Show>
        <button class="btn btn-primary btn-lg btn-block" on:click=press>{text::desk::slot_go()}</button>
    }
}

/// Answers what the resident asked.
#[component]
pub(super) fn Answers(hand: Hand, send: Callback<Act>) -> impl IntoView {
    let now = untrack(|| hand.app.now());
    let asked = hand
        .order
        .with_untracked(|o| o.as_ref().and_then(|o| o.slot_ask.as_ref().map(|a| a.slot)));
    let answer = move |answer| send.run(Act::AnswerSlot { answer });
    view! {
        {asked.map(|slot| view! { <p class="big">{text::desk::slot_ask(&text::time::slot(&slot, now))}</p> })}
        <div class="btn-row">
            <button class="btn btn-secondary btn-lg" on:click=move |_| answer(Answer::No)>{text::desk::slot_no()}</button>
            <button class="btn btn-primary btn-lg" on:click=move |_| answer(Answer::Yes)>{text::desk::slot_yes()}</button>
        </div>
    }
}
