//! 代办, both ways: who may order for me, and for whom I order. Either side ends it at once.

use doorstep_dom::prelude::*;
use doorstep_domain::{Command, person::PersonCommand};

use super::ask::Ask;
use crate::{
    state::{
        App,
        me::{self, Tie},
    },
    text::me as say,
};

/// Both lists; the second only where there is somebody.
#[component]
pub(super) fn Ties() -> impl IntoView {
    let app = App::expect();
    let mine = Memo::new(move |_| {
        let me = app.me();
        app.read(|r, _| me.map(|me| me::my_proxies(r, &me)))
            .flatten()
            .unwrap_or_default()
    });
    let theirs = Memo::new(move |_| app.read(|r, _| me::my_charges(r, r.person())).unwrap_or_default());
    view! {
        <section class="section">
            <h2>{say::proxies_mine()}</h2>
            <Show when=move || mine.with(Vec::is_empty)><p class="muted">{say::proxies_mine_none()}</p></Show>
            <div class="cells">
                <For each=move || mine.get() key=|tie| (tie.person, tie.proxy) let:tie><Row tie=tie own=true/></For>
            </div>
        </section>
        <Show when=move || !theirs.with(Vec::is_empty)>
            <section class="section">
                <h2>{say::proxies_theirs()}</h2>
                <div class="cells">
                    <For each=move || theirs.get() key=|tie| (tie.person, tie.proxy) let:tie><Row tie=tie own=false/></For>
                </div>
            </section>
        </Show>
    }
}

/// One of them, with the button that ends it.
#[component]
fn Row(
    /// Who and who.
    tie: Tie,
    /// I am the one whose orders they are.
    own: bool,
) -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    let name = me::tie_name(&tie);
    let sub = me::tie_sub(&tie);
    let (title, says, word) = if own {
        (say::end_proxy_ask(&name), say::end_proxy_says(), say::end_proxy())
    } else {
        (say::end_theirs_ask(&name), say::end_theirs_says(), say::end_theirs())
    };
    let (person, proxy) = (tie.person, tie.proxy);
    let end = move |()| {
        app.ask(Command::Person(PersonCommand::EndProxy { person, proxy }));
    };
    view! {
        <div class="cell cell--stack">
            <div class="row-between">
                <span class="row grow">
                    <span class="face face-s" aria-hidden="true">{me::face(&name)}</span>
                    <span class="grow"><b>{name.clone()}</b><span class="cell-sub">{sub}</span></span>
                </span>
                <button class="btn btn-danger btn-s" on:click=move |_| open.set(true)>{word}</button>
            </div>
            <Ask open=open title=title says=says yes=word then=end/>
        </div>
    }
}
