//! A sheet from below, for one question. Focus goes in when it opens, stays in, and goes back when it closes; Escape closes it.

use doorstep_dom::prelude::*;
use leptos::ev::KeyboardEvent;

use super::Icon;
use crate::{
    state::{App, Intent},
    text,
};

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
    let app = App::expect();
    let place = NodeRef::new();
    let held = StoredValue::new(false);
    // An element that is gone can't take focus; then there is nothing to do.
    let inside = move || drop(place.get_untracked().map(|sheet| sheet.focus()));
    Effect::new(move |_| {
        if open.get() {
            if !held.get_value() {
                held.set_value(true);
                app.dispatch(Intent::HoldFocus);
            }
            if place.get().is_some() {
                inside();
            }
        } else if held.get_value() {
            held.set_value(false);
            app.dispatch(Intent::GiveFocusBack);
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
                <span class="sr" tabindex="0" on:focus=move |_| inside()></span>
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
                <span class="sr" tabindex="0" on:focus=move |_| inside()></span>
            </div>
        </Show>
    }
}
