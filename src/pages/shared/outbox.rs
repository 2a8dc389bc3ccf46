//! What has not reached the community: every item, why, and what can be done with it.

use doorstep_dom::prelude::*;

use super::{outbox_line::OutboxLine, stored::Stored};
use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    state::{
        App, Intent,
        outbox::{self, Head, Line},
    },
    text::{self, outbox as words},
};

/// The outbox.
#[component]
pub fn Outbox() -> impl IntoView {
    let app = App::expect();
    let lines = Memo::new(move |_| app.read(outbox::lines).unwrap_or_default());
    let empty = Memo::new(move |_| lines.with(Vec::is_empty));
    view! {
        <Page title=words::title()>
            <Standing/>
            <ClockOff/>
            <div class="cells"><For each=move || lines.get() key=Line::key let:line><OutboxLine line/></For></div>
            <Show when=move || empty.get()>
                <div class="empty"><Icon name="cloud-check"/><h2>{words::empty()}</h2><p>{words::empty_sub()}</p>
                    <Link to=Route::Home class="btn btn-secondary">{text::common::go_home()}</Link></div>
            </Show>
            <button class=move || if empty.get() { "btn btn-secondary btn-block" } else { "btn btn-primary btn-block btn-lg" } on:click=move |_| app.dispatch(Intent::Refresh)>
                <Icon name="sync"/>{move || if empty.get() { text::common::refresh() } else { words::now() }}
            </button>
            <Stored/>
        </Page>
    }
}

/// Why things wait.
#[component]
fn Standing() -> impl IntoView {
    let app = App::expect();
    let head = Memo::new(move |_| app.read(|r, _| outbox::head(r)).unwrap_or(Head::Fine));
    let tries = move || {
        app.clock.track();
        app.read(outbox::tries_in).flatten()
    };
    let callout = move |class: &'static str, icon: &'static str, title: String, sub: String| {
        view! {
            <div class=class role="status">
                <Icon name=icon/>
                <div>
                    <p class="callout-title">{title}</p>
                    <p>{sub}</p>
                    {move || tries().map(|n| view! { <p class="small">{words::tries_in(n)}</p> })}
                </div>
            </div>
        }
    };
    view! {
        {move || match head.get() {
            Head::Fine => ().into_any(),
            Head::Offline(n) => callout("callout", "cloud-off", words::offline_title().into(), words::offline_sub(n)).into_any(),
            Head::Sending => callout("callout is-info", "sync", words::waiting_title().into(), words::waiting_sub().into()).into_any(),
            Head::Refused(n) => callout("callout is-warn", "warn", words::refused_title(n), words::refused_sub().into()).into_any(),
            Head::SignIn => view! {
                {callout("callout is-warn", "lock", words::reauth_title().into(), words::reauth_sub().into())}
                <Link to=Route::Join class="btn btn-secondary btn-block">{words::sign_in()}</Link>
            }.into_any(),
            Head::Upgrade => callout("callout is-warn", "download", text::common::sync_upgrade().into(), text::common::update_ready().into()).into_any(),
        }}
    }
}

/// The phone's clock is off.
#[component]
fn ClockOff() -> impl IntoView {
    let app = App::expect();
    let off = Memo::new(move |_| app.read(|r, _| outbox::clock_off(r)).flatten());
    view! {
        {move || off.get().map(|n| view! {
            <div class="callout is-warn">
                <Icon name="clock"/>
                <div>
                    <p class="callout-title">{words::clock_title()}</p>
                    <p>{if n > 0 { words::clock_slow(n) } else { words::clock_fast(-n) }}</p>
                </div>
            </div>
        })}
    }
}
