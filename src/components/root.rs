//! The root: which screen is shown, what waits on top of it, and what stands in when a screen breaks.

use core::time::Duration;

use doorstep_dom::prelude::*;
use leptos::leptos_dom::helpers::TimeoutHandle;

use super::Icon;
use crate::{
    pages,
    routes::Route,
    state::{
        App, Intent,
        banner::{self, Banner, Moment},
    },
    text,
};

/// The whole app.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::expect();
    let key = Memo::new(move |_| (app.mounted.get(), app.ready.get(), app.person_id(), pages::choose(app)));
    view! {
        <Banners/>
        {move || {
            let (_, ready, _, page) = key.get();
            if ready && page != pages::Choice::Loading { pages::show(&page) } else { view! { <Skeleton/> }.into_any() }
        }}
        <Toasts/>
    }
}

/// What stands there until the person of this tab has been looked up: the same as the static shell, so that nothing jumps.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="app" aria-busy="true">
            <header class="head">
                <div class="topbar">
                    <svg class="brandmark" aria-hidden="true"><use href="#i-door-lit"></use></svg>
                    <h1 class="topbar-title">{text::common::app_name()}</h1>
                </div>
            </header>
            <main class="content">
                <p class="sr" role="status">{text::common::loading()}</p>
                <div class="skel" aria-hidden="true"><i class="skel-title"></i><i></i><i class="is-short"></i></div>
                <div class="skel" aria-hidden="true"><i class="skel-title"></i><i></i></div>
            </main>
        </div>
    }
}

/// What the person may want to know, one thing at a time, and never over a form: a new version, WeChat's limits, the home screen.
#[component]
fn Banners() -> impl IntoView {
    let app = App::expect();
    let banner = Memo::new(move |_| {
        let seen = |name: &str| app.kept(name).is_some();
        banner::which(&Moment {
            route: app.route.get(),
            dirty: app.dirty.get(),
            signed_in: app.person_id().is_some(),
            update: app.update_waits.get(),
            wechat: app.wechat.get() && !seen(SEEN_WECHAT),
            install: app.installable.get() && !seen(SEEN_INSTALL),
        })
    });
    let seen = move |name: &'static str| app.keep(name, Some("1".to_owned()));
    move || {
        match banner.get() {
        None => ().into_any(),
        Some(Banner::Update) => view! {
            <Said icon="sync" words=text::common::update_ready() yes=text::common::update_now() no=text::common::update_later()
                then=move |()| app.dispatch(Intent::Update) close=move |()| app.update_waits.set(false)/>
        }
        .into_any(),
        Some(Banner::WeChat) => view! {
            <Said icon="globe" words=text::session::wechat() yes=text::session::wechat_move() no=text::common::update_later()
                then=move |()| { seen(SEEN_WECHAT); app.go(Route::OtherBrowser); } close=move |()| seen(SEEN_WECHAT)/>
        }
        .into_any(),
        Some(Banner::Install) => view! {
            <Said icon="download" words=text::me::install_hint() yes=text::me::install_yes() no=text::common::update_later()
                then=move |()| { seen(SEEN_INSTALL); app.dispatch(Intent::Install); } close=move |()| seen(SEEN_INSTALL)/>
        }
        .into_any(),
    }
    }
}

/// That the hint about WeChat was seen.
const SEEN_WECHAT: &str = "seen.wechat";
/// That the hint about the home screen was seen: it comes once.
const SEEN_INSTALL: &str = "seen.install";

/// One banner.
#[component]
fn Said(
    icon: &'static str,
    words: &'static str,
    yes: &'static str,
    no: &'static str,
    #[prop(into)] then: Callback<()>,
    #[prop(into)] close: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="banner" role="status">
            <Icon name=icon/>
            <p>{words}</p>
            <div class="btn-row">
                <button class="btn btn-secondary btn-s" on:click=move |_| then.run(())>{yes}</button>
                <button class="btn btn-quiet btn-s" on:click=move |_| close.run(())>{no}</button>
            </div>
        </div>
    }
}

/// How long a word stays at the bottom; what went wrong stays until it is closed.
const TOAST: Duration = Duration::from_secs(6);

/// The word at the bottom.
#[component]
fn Toasts() -> impl IntoView {
    let app = App::expect();
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(handle) = before.flatten() {
            handle.clear();
        }
        let passes = app.toast.with(|toast| toast.as_ref().is_some_and(|toast| !toast.bad));
        let hide = move || app.toast.set(None);
        passes.then(|| set_timeout_with_handle(hide, TOAST).ok()).flatten()
    });
    view! {
        <div class="toasts" role="status">
            {move || app.toast.get().map(|toast| view! {
                <p class="toast">
                    <Icon name=if toast.bad { "warn" } else { "check" }/>
                    {toast.text}
                    <button class="btn btn-quiet btn-s" aria-label=text::common::close() on:click=move |_| app.toast.set(None)><Icon name="close"/></button>
                </p>
            })}
        </div>
    }
}
