//! After 已有同志接单: up to three orders that are like it.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{
        App,
        pool::{self, Card},
    },
    text::{self, DOT, job as words},
};

/// What is offered instead of an order that another was first to take.
#[component]
pub fn Similar(
    /// The order that was lost, if one was.
    lost: RwSignal<Option<Card>>,
    /// The pool.
    cards: Memo<Vec<Card>>,
) -> impl IntoView {
    let app = App::expect();
    let near = move || lost.get().map(|lost| cards.with(|cards| pool::similar(cards, &lost)));
    view! {
        {move || near().filter(|near| !near.is_empty()).map(|near| view! {
            <section class="section" aria-label=words::similar()>
                <div class="section-head">
                    <h2>{words::similar()}</h2>
                    <button class="btn btn-quiet btn-s" on:click=move |_| lost.set(None)>{words::dismiss()}</button>
                </div>
                <div class="cells">
                    {near.into_iter().map(|card| {
                        let place = card.building.as_deref().map(words::around);
                        view! {
                            <Link to=Route::Order(card.id) class="cell">
                                <span class="cell-main">
                                    <span class="cell-title">{card.title}</span>
                                    <span class="cell-sub">{move || text::time::slot(&card.slot, app.now())}{place.map(|p| format!("{DOT}{p}"))}</span>
                                </span>
                                <Icon name="chevron"/>
                            </Link>
                        }
                    }).collect_view()}
                </div>
            </section>
        })}
    }
}
