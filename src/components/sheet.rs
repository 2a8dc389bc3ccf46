//! A sheet from below, for one question. Focus goes in when it opens and back when it closes; Escape closes it.

use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::Icon;
use crate::text;

/// A sheet, shown while `open`.
#[component]
pub fn Sheet(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What it asks.
    #[prop(into)]
    title: String,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let place = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if open.get()
            && let Some(sheet) = place.get()
        {
            // An element that is gone can't take focus; then there is nothing to do.
            let _ = sheet.focus();
        }
    });
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    let title = StoredValue::new(title);
    let children = StoredValue::new(children);
    view! {
        <Show when=move || open.get()>
            <div class="scrim" on:click=move |_| open.set(false) on:keydown=key>
                <section node_ref=place class="sheet" role="dialog" aria-modal="true" aria-label=title.get_value() tabindex="-1"
                    on:click=|event| event.stop_propagation()>
                    <div class="sheet-head">
                        <h2>{title.get_value()}</h2>
                        <button class="sheet-close" aria-label=text::common::close() on:click=move |_| open.set(false)>
                            <Icon name="close"/>
                        </button>
                    </div>
                    <div class="sheet-body">{children.with_value(|children| children())}</div>
                </section>
            </div>
        </Show>
    }
}
