//! One order, for the resident's side and for who serves.

use doorstep_domain::{
    OrderId,
    order::{Act, Finishing, Outcome},
};
use leptos::prelude::*;

use crate::{
    components::Page,
    state::{App, orders},
    text,
};

/// The order.
#[component]
pub fn OrderDetail(
    /// Which.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let act = move |act: Act| {
        if let Some(order) = untrack(|| app.order(id)) {
            app.act(id, &order.community, act);
        }
    };
    view! {
        <Page title=text::common::tab_orders()>
            {move || app.order(id).map(|order| {
                let now = app.now();
                let mark = app.read(|r, _| orders::mark(r, &order)).map(|m| orders::mark_words(&m));
                let generation = order.generation;
                view! {
                    <section class="card">
                        <h2 class="card-title">{orders::sentence(&order, now)}</h2>
                        <p class="card-sub">{mark}</p>
                        <p class="card-sub">{text::time::slot(&order.slot, now)}</p>
                        <p>{order.code.get().map(|c| c.digits().to_owned())}</p>
                        <p>{order.contact.get().and_then(|c| c.door.get().cloned())}</p>
                    </section>
                    <div class="btn-row">
                        <button class="btn btn-secondary" on:click=move |_| act(Act::Accept { generation })>{text::order::accept()}</button>
                        <button class="btn btn-secondary" on:click=move |_| act(Act::Finish(Finishing { outcome: Outcome::Solved, code: None, signature: None, laid_out: 0, text: String::new() }))>{text::order::finish()}</button>
                        <button class="btn btn-secondary" on:click=move |_| act(Act::Confirm)>{text::order::confirm()}</button>
                    </div>
                }
            })}
        </Page>
    }
}
