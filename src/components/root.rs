//! The root: which screen is shown, what waits on top of it, and what stands in when a screen breaks.

use leptos::prelude::*;

use super::Icon;
use crate::{
    pages,
    routes::Route,
    state::{App, Intent},
    text,
};

/// The whole app.
#[component]
pub fn Root() -> impl IntoView {
    let app = App::expect();
    let key = Memo::new(move |_| (app.mounted.get(), app.ready.get(), app.person_id(), pages::choose(app)));
    view! {
        {move || {
            let (_, ready, _, page) = key.get();
            if ready && page != pages::Choice::Loading { pages::show(&page) } else { view! { <Skeleton/> }.into_any() }
        }}
        <Banners/>
        <Toasts/>
    }
}

/// What stands there until the person of this tab has been looked up: the same as the static shell, so that nothing jumps.
#[component]
fn Skeleton() -> impl IntoView {
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

/// A new version, offered and never forced.
#[component]
fn Banners() -> impl IntoView {
    let app = App::expect();
    let form = move || {
        matches!(
            app.route.get(),
            Route::NewOrder(_)
                | Route::OrderForm(_)
                | Route::Intake
                | Route::Finish(_)
                | Route::Feedback
                | Route::Rate(_)
        )
    };
    view! {
        <Show when=move || app.update_waits.get() && !form()>
            <div class="banner" role="status">
                <Icon name="sync"/>
                <p>{text::common::update_ready()}</p>
                <div class="btn-row">
                    <button class="btn btn-secondary btn-s" on:click=move |_| app.dispatch(Intent::Update)>{text::common::update_now()}</button>
                    <button class="btn btn-quiet btn-s" on:click=move |_| app.update_waits.set(false)>{text::common::update_later()}</button>
                </div>
            </div>
        </Show>
    }
}

/// The word at the bottom.
#[component]
fn Toasts() -> impl IntoView {
    let app = App::expect();
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
