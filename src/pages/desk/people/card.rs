//! 打印登录卡: a card whose secret is shown this once and nowhere else. It needs the network.

use doorstep_dom::prelude::*;
use doorstep_domain::PersonId;
use doorstep_protocol::session::{Card, CardRequest};
use leptos::task::spawn_local;

use crate::{
    components::{Icon, Qr},
    state::{
        App, Intent, OnlineCall, OnlineReply,
        session::{self, Doing},
    },
    text,
};

/// The button, and the card it brought.
#[component]
pub(super) fn LoginCard(id: PersonId) -> impl IntoView {
    let app = App::expect();
    let card = RwSignal::new(None::<Card>);
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<String>);
    let offline = move || !app.read(|r, _| r.link().online).unwrap_or(false);
    let issue = move |_| {
        busy.set(true);
        fault.set(None);
        let call = app.online().call(OnlineCall::IssueCard(CardRequest { person: id }));
        spawn_local(async move {
            // Whoever left the screen meanwhile sees nothing of it.
            match call.await {
                Ok(OnlineReply::Card(new)) => drop(card.try_set(Some(new))),
                Ok(_) => drop(fault.try_set(Some(text::desk::pe_card_failed().to_owned()))),
                Err(why) => drop(fault.try_set(Some(session::trouble(&why, Doing::Else, untrack(|| app.now()))))),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <section class="card no-print">
            <h3 class="card-title">{text::desk::pe_card()}</h3>
            <p class="muted">{text::desk::pe_card_hint()}</p>
            {move || fault.get().map(|words| view! { <p class="err" role="alert"><Icon name="warn"/>{words}</p> })}
            <div class="card-foot">
                {move || if card.with(Option::is_some) {
                    view! {
                        <button class="btn btn-secondary" on:click=move |_| app.dispatch(Intent::Print)><Icon name="print"/>{text::slip::print()}</button>
                        <button class="btn btn-secondary" on:click=move |_| card.set(None)><Icon name="check"/>{text::desk::pe_card_done()}</button>
                    }.into_any()
                } else {
                    view! {
                        <button class="btn btn-secondary" aria-busy=move || busy.get().then_some("true") disabled=move || offline() || busy.get() on:click=issue>
                            <Icon name="print"/>
                            <span>{text::desk::pe_card()}<Show when=offline><span class="btn-sub">{text::common::online_only()}</span></Show></span>
                        </button>
                    }.into_any()
                }}
            </div>
        </section>
        {move || card.get().map(|card| view! { <Paper card/> })}
    }
}

/// The card on paper.
#[component]
fn Paper(card: Card) -> impl IntoView {
    let app = App::expect();
    let until = text::time::date(card.until.day());
    view! {
        <article class="slip slip--a6 slip--alone">
            {app.demo.get_untracked().then(|| view! { <p class="slip-demo">{text::common::demo_ribbon()}</p> })}
            <p class="slip-title">{text::desk::pe_card_title()}</p>
            <p class="center strong">{card.name}</p>
            <div class="slip-scan"><Qr text=card.url label=text::desk::pe_card_scan()/><p>{text::desk::pe_card_scan()}</p></div>
            <p class="slip-code slip-code--long"><small>{text::desk::pe_card_type()}</small>{session::grouped(&card.code)}</p>
            <p class="center">{text::desk::pe_card_until(&until, card.activations)}</p>
            <p class="slip-cut">{text::desk::pe_card_keep()}</p>
        </article>
    }
}
