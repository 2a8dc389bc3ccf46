//! The resident's orders.

use leptos::prelude::*;

use crate::{
    components::{Link, Page},
    routes::Route,
    state::{App, orders},
    text,
};

/// The list.
#[component]
pub fn Orders() -> impl IntoView {
    let app = App::expect();
    let list = move || {
        let people: Vec<_> = app.orders_for().into_iter().map(|p| p.id).collect();
        app.read(|r, _| orders::of_residents(r, &people)).unwrap_or_default()
    };
    view! {
        <Page title=text::common::tab_orders() back=false>
            {move || { let now = app.now(); list().into_iter().map(|order| view! {
                <Link to=Route::Order(order.id) class="card order-card">
                    <p class="order-say">{orders::sentence(&order, now)}</p>
                </Link>
            }).collect_view() }}
        </Page>
    }
}
