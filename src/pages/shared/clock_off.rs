//! The phone's clock is off by more than five minutes: how much, whose counts, and what to do about it.

use doorstep_dom::prelude::*;

use crate::{
    components::Icon,
    state::{App, outbox},
    text::outbox as words,
};

/// The callout; nothing while the clock is right, or was never measured.
#[component]
pub fn ClockOff() -> impl IntoView {
    let app = App::expect();
    let off = Memo::new(move |_| app.read(|r, _| outbox::clock_off(r)).flatten());
    view! {
        {move || off.get().map(|n| view! {
            <div class="callout is-warn">
                <Icon name="clock"/>
                <div>
                    <p class="callout-title">{words::clock_title()}</p>
                    <p>{if n > 0 { words::clock_slow(n) } else { words::clock_fast(-n) }}</p>
                </div>
            </div>
        })}
    }
}
