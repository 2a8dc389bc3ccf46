//! The list of a group or of a search. Rows stay where they are: what is new waits behind a button until the person asks.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use super::Search;
use crate::{
    components::{Icon, Link, StateTag},
    routes::Route,
    state::{
        App,
        desk::board::{self, Group, Row},
    },
    text,
};

/// The list.
#[component]
pub(super) fn List(group: Group, search: Search, selected: RwSignal<Option<OrderId>>) -> impl IntoView {
    let app = App::expect();
    let Search { typed, within } = search;
    // What is asked: which group, or all of them, and for what.
    let question = Memo::new(move |_| {
        let among = (within.get() || !search.on()).then_some(group);
        (among, typed.get())
    });
    let wanted = Memo::new(move |_| {
        let now = app.now();
        let (among, typed) = question.get();
        app.read(|r, _| board::ids(r, among, &typed, now)).unwrap_or_default()
    });
    let shown = RwSignal::new(Vec::<OrderId>::new());
    Effect::new(move |before: Option<(Option<Group>, String)>| {
        let wanted = wanted.get();
        let question = question.get();
        // Another question, or nothing there yet: nothing can jump.
        if before.as_ref() != Some(&question) || shown.with_untracked(Vec::is_empty) {
            shown.set(wanted);
        }
        question
    });
    let fresh = Memo::new(move |_| shown.with(|s| wanted.with(|w| board::fresh(s, w))));
    let stale = Memo::new(move |_| shown.with(|s| wanted.with(|w| s != w)));
    let count = move || {
        let n = wanted.with(Vec::len);
        match question.with(|(among, _)| *among) {
            _ if !search.on() => text::desk::found(n),
            Some(group) => text::desk::found_in(group.word(), n),
            None => text::desk::found_all(n),
        }
    };
    let narrow = move || search.on() && within.get();
    let resort = move || match fresh.get() {
        0 => text::desk::resort().to_owned(),
        n => text::desk::fresh(n),
    };
    view! {
        <div class="row-between">
            <p class="muted small" role="status">{count}</p>
            <button class="btn btn-quiet btn-s" disabled=move || !stale.get() on:click=move |_| shown.set(wanted.get_untracked())>
                <Icon name="sync"/>{resort}
            </button>
        </div>
        <Show when=narrow>
            <p><button class="btn btn-secondary btn-s" on:click=move |_| within.set(false)><Icon name="search"/>{text::desk::search_all()}</button></p>
        </Show>
        <Show when=move || shown.with(Vec::is_empty)>
            {move || if typed.with(String::is_empty) {
                view! { <div class="empty"><Icon name="check-round"/><h2>{text::desk::empty(group.word())}</h2></div> }.into_any()
            } else {
                view! {
                    <div class="empty">
                        <Icon name="search"/><h2>{text::desk::empty_found()}</h2><p>{text::desk::empty_found_hint()}</p>
                        <button class="btn btn-secondary" on:click=move |_| typed.set(String::new())>{text::desk::search_clear()}</button>
                    </div>
                }.into_any()
            }}
        </Show>
        <Show when=move || !shown.with(Vec::is_empty)>
            <div class="desk-list">
                <For each=move || shown.get() key=|id| *id children=move |id| view! { <DeskRow id selected/> }/>
            </div>
        </Show>
    }
}

/// One row: in the wide layout it chooses, on a phone it leads to the order.
#[component]
fn DeskRow(id: OrderId, selected: RwSignal<Option<OrderId>>) -> impl IntoView {
    let app = App::expect();
    let row = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| board::row(r, id, now)).flatten()
    });
    let chosen = move || (selected.get() == Some(id)).then_some("true");
    view! {
        <button class="desk-row only-wide" aria-current=chosen on:click=move |_| selected.set(Some(id))>{move || row.get().map(words)}</button>
        <Link to=Route::Order(id) class="desk-row only-narrow">{move || row.get().map(words)}</Link>
    }
}

fn words(row: Row) -> AnyView {
    view! {
        <span><b>{row.what}</b></span>
        <span><StateTag tag=row.tag/></span>
        <span class="desk-row-sub">{row.who}</span>
        <span class="desk-row-sub num">{row.clock}</span>
    }
}
