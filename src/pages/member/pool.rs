//! 待接单.

use doorstep_dom::prelude::*;

use super::{
    pool_card::PoolCard,
    similar::Similar,
    take::{self, Taps},
};
use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    state::{
        App,
        pool::{self, Filter, Row},
    },
    text::{self, job as words},
};

/// The pool.
#[component]
pub fn Pool() -> impl IntoView {
    let app = App::expect();
    let filter = RwSignal::new(Filter::All);
    let lost = RwSignal::new(None);
    let taps = Taps::new(Vec::new());
    take::watch(app, taps, lost);
    let shown = RwSignal::new(Vec::<Row>::new());
    let cards = Memo::new(move |_| app.read(pool::cards).unwrap_or_default());
    let mine = Memo::new(move |_| app.read(pool::mine).unwrap_or_default());
    // What is on the screen follows the pool without moving; only what is asked for comes in.
    Effect::new(move |_| {
        let (rows, _) = pool::settle(&shown.get_untracked(), &cards.get());
        shown.set(rows);
    });
    let new = Memo::new(move |_| pool::settle(&shown.get(), &cards.get()).1);
    let show_new = move |_| {
        lost.set(None);
        shown.set(pool::settle(&[], &cards.get_untracked()).0);
    };
    let rows = Memo::new(move |_| {
        let (filter, mine, now) = (filter.get(), mine.get(), app.now());
        let mut rows = shown.get();
        rows.retain(|row| pool::passes(&row.card, filter, &mine, now));
        rows
    });
    view! {
        <Page title=words::pool_title() back=false>
            <Filters filter/>
            <Show when=move || 0 < new.get()>
                <button class="btn btn-secondary btn-block btn-s" on:click=show_new><Icon name="sync"/>{move || words::new_cards(new.get())}</button>
            </Show>
            <Similar lost cards/>
            <For each=move || rows.get() key=|row| row.card.clone() let:row>
                {
                    let card = row.card;
                    let this = card.clone();
                    let gone = Memo::new(move |_| rows.with(|all| all.iter().any(|r| r.gone && r.card == this)));
                    view! { <PoolCard card gone taps/> }
                }
            </For>
            <Show when=move || rows.with(Vec::is_empty)>
                {move || if shown.with(Vec::is_empty) {
                    view! {
                        <div class="empty"><Icon name="handshake"/><h2>{words::pool_empty()}</h2><p>{words::pool_empty_sub()}</p>
                            <Link to=Route::Jobs class="btn btn-secondary">{text::common::tab_jobs()}</Link></div>
                    }.into_any()
                } else {
                    view! {
                        <div class="empty"><Icon name="filter"/><h2>{words::pool_none()}</h2>
                            <button class="btn btn-secondary" on:click=move |_| filter.set(Filter::All)>{words::show_all()}</button></div>
                    }.into_any()
                }}
            </Show>
            <p class="center muted small">{move || mine.with(|m| words::load(m.load.0, m.load.1))}
                {move || mine.with(|m| m.split.waits().then(|| words::load_split(m.split.confirmed, &m.split.waiting())))}</p>
        </Page>
    }
}

/// The filter chips.
#[component]
fn Filters(
    /// The filter chosen.
    filter: RwSignal<Filter>,
) -> impl IntoView {
    let chips = [
        (Filter::All, words::filter_all()),
        (Filter::Today, words::filter_today()),
        (Filter::OnTheWay, words::filter_way()),
        (Filter::MySkill, words::filter_skill()),
    ];
    view! {
        <div class="chips chips--scroll" role="group" aria-label=words::filter()>
            {chips.map(|(this, word)| view! {
                <button class="chip" aria-pressed=move || if filter.get() == this { "true" } else { "false" }
                    on:click=move |_| filter.set(this)>{word}</button>
            }).collect_view()}
        </div>
    }
}
