//! What is kept on this phone: how much, whether the browser keeps it, staying on the home screen, the version; and in a demo,
//! putting it back.

use doorstep_dom::prelude::*;
use leptos::task::spawn_local;

use super::{ask::Ask, field::Trouble};
use crate::{
    components::Icon,
    state::{
        App, Intent, OnlineCall, me,
        session::{self, Doing},
        sync,
    },
    text::{self, me as say},
};

/// Storage, install, about.
#[component]
pub(super) fn Storage() -> impl IntoView {
    let app = App::expect();
    let asked = RwSignal::new(false);
    let persist = move |_| {
        asked.set(true);
        app.dispatch(Intent::Persist);
    };
    let clock = move || app.read(|r, _| me::clock_off(r)).flatten();
    let unreadable = move || app.read(|r, _| r.unreadable()).filter(|n| *n > 0);
    view! {
        <section class="card stack">
            <h2 class="card-title">{say::storage()}</h2>
            {move || match app.storage.get() {
                Some((used, quota, kept)) => view! {
                    <progress class="meter" value=used.to_string() max=quota.max(1).to_string() aria-label=say::storage()></progress>
                    <p>{say::storage_used(&me::megabytes(used))}{text::DOT}{if kept { say::storage_kept() } else { say::storage_not_kept() }}</p>
                    {(!kept).then(|| view! {
                        <button class="btn btn-secondary btn-block" on:click=persist><Icon name="shield"/>{say::persist()}</button>
                        {move || asked.get().then(|| view! { <p class="hint" role="status">{say::persist_refused()}</p> })}
                    })}
                }.into_any(),
                None => view! { <p class="muted">{say::storage_unknown()}</p> }.into_any(),
            }}
        </section>
        <div class="cells">
            <Show when=move || app.installable.get()>
                <button class="cell" on:click=move |_| app.dispatch(Intent::Install)>
                    <Icon name="download"/>
                    <span class="cell-main"><span class="cell-title">{say::install()}</span><span class="cell-sub">{say::install_sub()}</span></span>
                </button>
            </Show>
            <div class="cell cell--tall">
                <Icon name="device"/>
                <span class="cell-main"><span class="cell-sub">{say::install_ios()}</span></span>
            </div>
            <div class="cell">
                <Icon name="info"/>
                <span class="cell-main">
                    <span class="cell-title">{say::version()}</span>
                    {move || unreadable().map(|n| view! { <span class="cell-sub">{say::unreadable(n)}</span> })}
                    {move || clock().map(|min| view! { <span class="cell-sub">{say::clock_off(min)}</span> })}
                </span>
                <span class="cell-value num">{env!("CARGO_PKG_VERSION")}</span>
            </div>
        </div>
        <Show when=move || app.demo.get()><DemoReset/></Show>
    }
}

/// 重置演示.
#[component]
fn DemoReset() -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let online = move || app.read(sync::is_online).unwrap_or(false);
    let reset = move |()| {
        failed.set(None);
        let running = app.online().call(OnlineCall::DemoReset);
        spawn_local(async move {
            match running.await {
                Ok(_) => app.say(say::demo_reset_done()),
                Err(fault) => {
                    failed.try_set(Some(session::trouble(&fault, Doing::Else, app.clock.get_untracked())));
                }
            }
        });
    };
    view! {
        <Trouble words=failed/>
        <div class="cells">
            <button class="cell" disabled=move || !online() on:click=move |_| open.set(true)>
                <Icon name="sync"/>
                <span class="cell-main">
                    <span class="cell-title">{text::common::demo_reset()}</span>
                    <span class="cell-sub">{move || if online() { say::demo_reset_sub() } else { text::common::online_only() }}</span>
                </span>
            </button>
        </div>
        <Ask open=open title=say::demo_reset_ask() says=say::demo_reset_says() yes=text::common::demo_reset() then=reset/>
    }
}
