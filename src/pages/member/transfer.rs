//! 转给别人: to one of the people this phone may know.

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, order::Act};

use crate::{
    components::{Icon, Sheet},
    state::{
        App,
        job::{self, Helper},
    },
    text::job as words,
};

/// The sheet.
#[component]
pub fn Transfer(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The order.
    id: OrderId,
    /// Gives the act.
    act: Callback<Act>,
) -> impl IntoView {
    let app = App::expect();
    let people = Memo::new(move |_| {
        let order = app.order(id)?;
        app.read(|r, now| job::transfer_to(r, &order, now))
    });
    let centre = move || app.community().map(|c| format!("tel:{}", c.phone));
    let choose = move |helper: Helper| {
        let to = helper.person;
        view! {
            <button class="cell" on:click=move |_| { open.set(false); act.run(Act::Transfer { to }); }>
                <span class="face face-s" aria-hidden="true">{helper.name.chars().take(1).collect::<String>()}</span>
                <span class="cell-main"><span class="cell-title">{helper.name}</span><span class="cell-sub">{helper.post}</span></span>
                <Icon name="chevron"/>
            </button>
        }
    };
    view! {
        <Sheet open title=words::transfer_title()>
            {move || {
                let people = people.get().unwrap_or_default();
                if people.is_empty() {
                    view! {
                        <p>{words::transfer_none()}</p>
                        <a class="btn btn-primary btn-block" href=centre><Icon name="phone"/>{words::call_centre()}</a>
                    }.into_any()
                } else {
                    view! {
                        <p>{words::transfer_sub()}</p>
                        <div class="cells">{people.into_iter().map(choose).collect_view()}</div>
                    }.into_any()
                }
            }}
        </Sheet>
    }
}
