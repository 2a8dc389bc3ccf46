//! 工作台.

use leptos::prelude::*;

use crate::{
    components::{Link, Page},
    routes::Route,
    state::App,
    text,
};

/// The board.
#[component]
pub fn Desk() -> impl IntoView {
    let app = App::expect();
    view! {
        <Page title=text::common::tab_desk() back=false>
            {move || app.read(|r, _| r.orders().cloned().collect::<Vec<_>>()).unwrap_or_default().into_iter().map(|order| view! {
                <Link to=Route::Order(order.id) class="card order-card">
                    <p class="order-say">{text::order::for_desk(order.state)}</p>
                    <p class="order-meta">{order.number}</p>
                </Link>
            }).collect_view()}
        </Page>
    }
}
