//! The four digits of the service code, on keys large enough for a stairwell. A real keyboard works too.

use doorstep_dom::prelude::*;
use leptos::ev::KeyboardEvent;

use crate::{components::Icon, state::finish, text::job as words};

/// The boxes and the keys.
#[component]
pub fn Keypad(
    /// The digits so far.
    code: RwSignal<String>,
    /// The resident can't say it.
    cannot: Callback<()>,
) -> impl IntoView {
    let press = move |key: Option<char>| code.update(|code| *code = finish::press(code, key));
    let typed = move |event: KeyboardEvent| {
        let key = event.key();
        match key.chars().next() {
            Some(digit) if key.len() == 1 && digit.is_ascii_digit() => press(Some(digit)),
            _ if key == "Backspace" => press(None),
            _ => {}
        }
    };
    let slot = move |n: usize| {
        let class = move || match code.with(String::len) {
            full if n < full => "is-full",
            next if n == next => "is-next",
            _ => "",
        };
        let digit = move || code.with(|code| code.chars().nth(n).map(String::from).unwrap_or_default());
        view! { <span class=class>{digit}</span> }
    };
    let key = move |digit: char| view! { <button type="button" class="key" on:click=move |_| press(Some(digit))>{digit.to_string()}</button> };
    view! {
        <div class="stack-s" on:keydown=typed>
            <output class="code-in" aria-label=move || words::code_typed(code.with(String::len))>{(0..4).map(slot).collect_view()}</output>
            <div class="keypad">
                {"123456789".chars().map(key).collect_view()}
                <button type="button" class="key key-quiet" on:click=move |_| cannot.run(())>{words::cannot_say()}</button>
                {key('0')}
                <button type="button" class="key key-quiet" aria-label=words::erase() on:click=move |_| press(None)><Icon name="erase"/></button>
            </div>
        </div>
    }
}
