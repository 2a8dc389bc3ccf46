//! 改时间: agreed on the phone, noted here.

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, order::Act};

use crate::{
    components::{Sheet, SlotPicker},
    state::{App, slots},
    text::job as words,
};

/// The sheet.
#[component]
pub fn MoveSlot(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The order.
    id: OrderId,
    /// Gives the act.
    act: Callback<Act>,
) -> impl IntoView {
    let app = App::expect();
    let chosen = RwSignal::new(None);
    let done = move |_| {
        if let Some(slot) = chosen.get_untracked() {
            open.set(false);
            act.run(Act::MoveSlot { slot });
        }
    };
    view! {
        <Sheet open title=words::move_title()>
            {move || {
                let now = untrack(|| app.now());
                let hours = untrack(|| app.order(id).and_then(|o| app.community_by(&o.community))).map(|c| c.hours());
                let slots = hours.map(|hours| slots::upcoming(hours, now)).unwrap_or_default();
                view! {
                    <p>{words::move_sub()}</p>
                    <SlotPicker slots now chosen id="move-slot"/>
                    <button class="btn btn-primary btn-block btn-lg" disabled=move || chosen.get().is_none() on:click=done>{words::move_do()}</button>
                }
            }}
        </Sheet>
    }
}
