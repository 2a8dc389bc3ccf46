//! The resident's home: tiles and the running order.

use leptos::prelude::*;

use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    state::App,
    text,
};

/// The home.
#[component]
pub fn Home() -> impl IntoView {
    let app = App::expect();
    let items = Memo::new(move |_| app.items());
    view! {
        <Page title=text::common::app_name() back=false>
            <div class="tiles">
                {move || items.get().into_iter().map(|item| view! {
                    <Link to=Route::NewOrder(Some(item.code.to_string())) class="tile">
                        <span class="tile-icon"><Icon name=item.icon/></span>
                        <span class="tile-word">{item.title}</span>
                        <span class="tile-sub">{text::order::planned_minutes(item.minutes)}</span>
                    </Link>
                }).collect_view()}
            </div>
        </Page>
    }
}
