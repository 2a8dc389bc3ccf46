//! 我的任务.

use leptos::prelude::*;

use crate::{
    components::{Link, Page},
    routes::Route,
    state::{App, orders},
    text,
};

/// The jobs.
#[component]
pub fn Jobs() -> impl IntoView {
    let app = App::expect();
    view! {
        <Page title=text::common::tab_jobs() back=false>
            {move || { let now = app.now(); app.read(|r, _| orders::jobs_of(r, r.person())).unwrap_or_default().into_iter().map(|order| view! {
                <Link to=Route::Order(order.id) class="card order-card">
                    <p class="order-say">{orders::sentence(&order, now)}</p>
                </Link>
            }).collect_view() }}
        </Page>
    }
}
