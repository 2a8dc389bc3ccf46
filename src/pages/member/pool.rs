//! 待接单.

use leptos::prelude::*;

use crate::{
    components::{Link, Page},
    routes::Route,
    state::{App, orders},
    text,
};

/// The pool.
#[component]
pub fn Pool() -> impl IntoView {
    let app = App::expect();
    view! {
        <Page title=text::common::tab_pool() back=false>
            {move || { let now = app.now(); app.read(orders::pool_of).unwrap_or_default().into_iter().map(|order| view! {
                <Link to=Route::Order(order.id) class="card pool-card">
                    <p>{text::time::slot(&order.slot, now)}</p>
                </Link>
            }).collect_view() }}
        </Page>
    }
}
