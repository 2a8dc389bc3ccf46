//! The resident's orders: running first, each with its mark.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link, OrderCard, Page},
    pages::shared::ClockOff,
    routes::Route,
    state::{App, card, home, orders},
    text,
};

/// The list. A card is built anew only when something on it changed, so that nothing jumps under the thumb.
#[component]
pub fn Orders() -> impl IntoView {
    let app = App::expect();
    let cards = Memo::new(move |_| {
        let people: Vec<_> = app.orders_for().into_iter().map(|p| p.id).collect();
        let now = app.now();
        let cards = app.read(|r, _| {
            let mut orders = orders::of_residents(r, &people);
            home::sort(&mut orders);
            orders
                .iter()
                .map(|o| card::card(r, o, r.person(), now))
                .collect::<Vec<_>>()
        });
        cards.unwrap_or_default()
    });
    let ended = RwSignal::new(false);
    let count = move |which: bool| cards.with(|all| all.iter().filter(|c| c.ended == which).count());
    let shown = move || {
        cards.with(|all| {
            all.iter()
                .filter(|c| c.ended == ended.get())
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let first = move || cards.with(|all| all.iter().find(|c| !c.ended).map(|c| c.id));
    let pressed = move |which: bool| if ended.get() == which { "true" } else { "false" };
    view! {
        <Page title=text::detail::list_title() back=app.prefs.elder.get_untracked()>
            <ClockOff/>
            <Show
                when=move || !cards.with(Vec::is_empty)
                fallback=move || view! {
                    <div class="empty">
                        <Icon name="basket"/>
                        <h2>{text::detail::list_empty()}</h2>
                        <p>{text::detail::list_empty_sub()}</p>
                        <Link to=Route::NewOrder(None) class="btn btn-secondary">{text::detail::list_empty_do()}</Link>
                    </div>
                }
            >
                <div class="chips" role="group" aria-label=text::detail::list_filter()>
                    <button class="chip" aria-pressed=move || pressed(false) on:click=move |_| ended.set(false)>
                        {move || text::detail::list_running(count(false))}
                    </button>
                    <button class="chip" aria-pressed=move || pressed(true) on:click=move |_| ended.set(true)>
                        {move || text::detail::list_ended(count(true))}
                    </button>
                </div>
                <For each=shown key=Clone::clone children=move |card| {
                    let now = untrack(first) == Some(card.id);
                    view! { <OrderCard card now/> }
                }/>
                <Show when=move || count(ended.get()) == 0>
                    <div class="empty">
                        <Icon name="list"/>
                        <h2>{move || if ended.get() { text::detail::list_none_ended() } else { text::detail::list_none_running() }}</h2>
                        <Link to=Route::NewOrder(None) class="btn btn-secondary">{text::detail::list_empty_do()}</Link>
                    </div>
                </Show>
            </Show>
        </Page>
    }
}
