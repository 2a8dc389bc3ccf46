//! The pad for a signature: the phone goes to the resident, who writes with a finger, a pen or a mouse. Whoever can't is told what to
//! choose instead; nothing here runs out of time.

use doorstep_dom::prelude::*;
use leptos::ev::PointerEvent;

use crate::{
    components::Icon,
    state::{
        finish,
        ink::{self, Ink},
    },
    text::job as words,
};

/// The pad with its button.
#[component]
pub fn Pad(
    /// What is drawn.
    drawing: RwSignal<Ink>,
) -> impl IntoView {
    let pad = NodeRef::new();
    drawing.update(Ink::lift);
    let down = move |event: PointerEvent| {
        // Only what draws: the first finger, or the main button.
        if event.button() == 0
            && let Some(at) = pad.pen(&event)
        {
            // The keyboard stays as it is: were it to close now, the pad would move away under the hand.
            event.prevent_default();
            drawing.update(|ink| ink.down(event.pointer_id(), ink::point(at)));
        }
    };
    let goes = move |event: PointerEvent| {
        let at = pad.pen(&event).filter(|_| event.buttons() & 1 == 1);
        if let Some(at) = at {
            drawing.update(|ink| ink.goes(event.pointer_id(), ink::point(at)));
        }
    };
    let up = move |event: PointerEvent| drawing.update(|ink| ink.up(event.pointer_id()));
    let path = move || drawing.with(Ink::path);
    let again = Memo::new(move |_| drawing.with(Ink::is_again));
    let empty = Memo::new(move |_| drawing.with(Ink::is_empty));
    let name = move || match (empty.get(), again.get()) {
        (true, _) => words::pad_empty(),
        (_, true) => words::pad_again(),
        _ => words::pad_signed(),
    };
    let face = move || {
        let (icon, word) = if again.get() {
            ("check", words::sign_keep())
        } else {
            ("edit", words::sign_again())
        };
        view! { <Icon name=icon/>{word} }
    };
    view! {
        <div class="stack-s">
            <div class="pad">
                <div class="pad-in" id=finish::PAD tabindex="-1" role="img" aria-label=name aria-describedby="finish-pad-h finish-pad-e" node_ref=pad
                    on:pointerdown=down on:pointermove=goes on:pointerup=up on:pointercancel=up>
                    <svg viewBox="0 0 600 400" aria-hidden="true" class=move || if again.get() { "ink is-old" } else { "ink" }>
                        <path class="pad-line" d="M40 320H560"></path>
                        <path d=path></path>
                    </svg>
                </div>
            </div>
            <p class="muted small center" id="finish-pad-h">{words::pad_hint()}</p>
            <Show when=move || !empty.get()>
                <div class="row" role="status">
                    <button type="button" class="btn btn-secondary" on:click=move |_| drawing.update(|ink| ink.again(!ink.is_again()))>{face}</button>
                    <Show when=move || again.get()><span class="muted small">{words::sign_replaces()}</span></Show>
                </div>
            </Show>
        </div>
    }
}
