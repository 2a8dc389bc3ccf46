//! An order for who may take it or waits for it: what a stranger may know.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use super::{
    about::About,
    pool_card::PoolCard,
    similar::Similar,
    take::{self, Taps},
};
use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{
        App,
        pool::{self, Row},
    },
    text::job as words,
};

/// The card, as in the pool, with what the service asks.
#[component]
pub fn Teaser(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let lost = RwSignal::new(None);
    let taps = Taps::new(Vec::new());
    take::watch(app, taps, lost);
    let cards = Memo::new(move |_| app.read(pool::cards).unwrap_or_default());
    // What was shown stays when it goes, so that what became of a tap is read in its place.
    let row = Memo::new(move |before: Option<&Option<Row>>| {
        let now = cards.with(|all| all.iter().find(|c| c.id == id).cloned());
        match (now, before.cloned().flatten()) {
            (Some(card), _) => Some(Row { card, gone: false }),
            (None, Some(old)) => Some(Row { gone: true, ..old }),
            (None, None) => None,
        }
    });
    view! {
        {move || match row.get() {
            Some(row) => view! { <PoolCard card=row.card gone=row.gone taps/> }.into_any(),
            None => view! {
                <div class="empty"><Icon name="users"/><h2>{words::gone()}</h2><p>{words::not_here_sub()}</p>
                    <Link to=Route::Pool class="btn btn-secondary">{words::to_pool()}</Link></div>
            }.into_any(),
        }}
        <Similar lost cards/>
        <About id/>
    }
}
