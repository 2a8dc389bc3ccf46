//! After 办完了: what else could be done in this building, before the walk home.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{App, nearby},
    text::{self, DOT, job as words},
};

/// The list; nothing when there is nothing near.
#[component]
pub fn Nearby(
    /// What was finished.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let near = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| nearby::nearby(r, id, now)).unwrap_or_default()
    });
    view! {
        <Show when=move || near.with(|near| !near.is_empty())>
            <section class="section" aria-label=words::near()>
                <div class="section-head"><h2>{words::near()}</h2></div>
                <div class="cells">
                    {move || near.get().into_iter().map(|near| {
                        let slot = near.slot;
                        let whose = near.own.map_or_else(|| words::near_free().to_owned(), |place| {
                            if place.is_empty() { words::near_own().to_owned() } else { format!("{}{DOT}{place}", words::near_own()) }
                        });
                        view! {
                            <Link to=Route::Order(near.id) class="cell">
                                <span class="cell-main">
                                    <span class="cell-title">{near.title}</span>
                                    <span class="cell-sub">{move || text::time::slot(&slot, app.now())}{format!("{DOT}{whose}")}</span>
                                </span>
                                <Icon name="chevron"/>
                            </Link>
                        }
                    }).collect_view()}
                </div>
            </section>
        </Show>
    }
}
