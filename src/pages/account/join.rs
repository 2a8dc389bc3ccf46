//! Sign-in with a printed card, by what its QR brought or by its typed code. Nothing is spent before a tap.

use doorstep_dom::prelude::*;
use doorstep_protocol::session::CardSignIn;
use leptos::{ev::SubmitEvent, task::spawn_local};

use super::field::{TextField, Trouble};
use crate::{
    components::{Foot, Icon, Link, Page},
    routes::Route,
    state::{
        App, Intent, OnlineCall,
        session::{self, Brought, Doing},
    },
    text,
};

/// The screen before anybody is here.
#[component]
pub fn Join() -> impl IntoView {
    let app = App::expect();
    let brought = RwSignal::new(Brought::read(&app.fragment.get_untracked()));
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let enter = Callback::new(move |secret: String| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let device = String::new();
        let running = app.online().call(OnlineCall::Card(CardSignIn { secret, device }));
        spawn_local(async move {
            let done = running.await;
            busy.try_set(false);
            match done {
                Ok(_) => {
                    app.fragment.set(String::new());
                    app.dispatch(Intent::Replace(Route::Home));
                }
                Err(fault) => {
                    failed.try_set(Some(session::trouble(&fault, Doing::Card, app.clock.get_untracked())));
                }
            }
        });
    });
    let forget = move |_| {
        app.fragment.set(String::new());
        failed.set(None);
        brought.set(None);
    };
    view! {
        <Page title=text::common::app_name() back=false tabs=false>
            <section class="hero">
                <svg class="brandmark" viewBox="0 0 64 64" aria-hidden="true"><use href="#i-door-lit"></use></svg>
                <h2>{text::session::promise()}</h2>
                <Show when=move || brought.with(Option::is_none)><p class="muted">{text::session::intro()}</p></Show>
            </section>
            {move || (app.person_id().is_some() && brought.with(Option::is_none)).then(|| view! { <Expired/> })}
            {move || match brought.get() {
                Some(brought) => view! { <Scanned brought=brought busy=busy failed=failed enter=enter/>
                    <button class="btn btn-quiet btn-block" on:click=forget>{text::session::other_code()}</button> }.into_any(),
                None => view! { <People/><Typed busy=busy failed=failed enter=enter/><Help/> }.into_any(),
            }}
            <Others/>
            <Foot/>
        </Page>
    }
}

/// What the address brought, waiting for its tap.
#[component]
fn Scanned(
    brought: Brought,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
    enter: Callback<String>,
) -> impl IntoView {
    let (title, hint, word) = match brought {
        Brought::Card(_) => (
            text::session::card_ready(),
            text::session::card_ready_hint(),
            text::session::use_card(),
        ),
        Brought::Move(_) => (
            text::session::move_ready(),
            text::session::move_ready_hint(),
            text::session::use_move(),
        ),
    };
    let secret = brought.secret().to_owned();
    view! {
        <div class="callout is-good"><Icon name="check-round"/><div><p class="callout-title">{title}</p><p>{hint}</p></div></div>
        <Trouble words=failed/>
        <button class="btn btn-primary btn-lg btn-block" aria-busy=move || busy.get().then_some("true")
            on:click=move |_| enter.run(secret.clone())>
            {move || if busy.get() { text::session::signing_in() } else { word }}
        </button>
    }
}

/// The code typed by hand.
#[component]
fn Typed(busy: RwSignal<bool>, failed: RwSignal<Option<String>>, enter: Callback<String>) -> impl IntoView {
    let value = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match session::card_code(&value.get_untracked()) {
            Ok(secret) => enter.run(secret),
            Err(words) => trouble.set(Some(words)),
        }
    };
    // As printed, once the field is left: while somebody types, nothing jumps. Not by focusout: signing in takes the form away with
    // the focus in it, and that says so when there is nothing left to tidy.
    let tidy = move |_| {
        if session::card_code(&value.get_untracked()).is_ok_and(|code| code.len() == session::CODE_LENGTH) {
            value.update(|typed| *typed = session::grouped(typed));
        }
    };
    view! {
        <form class="stack" on:submit=submit on:change=tidy>
            <TextField id="code" label=text::session::card_code_label() hint=text::session::card_code_hint()
                class="input--code" max=120 value=value trouble=trouble/>
            <Trouble words=failed/>
            <button class="btn btn-primary btn-lg btn-block" type="submit" aria-busy=move || busy.get().then_some("true")>
                {move || if busy.get() { text::session::signing_in() } else { text::session::sign_in() }}
            </button>
        </form>
    }
}

/// A session that ended: nothing is lost.
#[component]
fn Expired() -> impl IntoView {
    let app = App::expect();
    move || {
        app.read(crate::state::sync::needs_sign_in).unwrap_or(false).then(|| {
            view! { <div class="callout is-warn"><Icon name="info"/><div><p>{text::session::signed_out_note()}</p></div></div> }
        })
    }
}

/// Who is signed in on this phone already.
#[component]
fn People() -> impl IntoView {
    let app = App::expect();
    let people = move || app.slots.get();
    view! {
        <Show when=move || !people().is_empty()>
            <section class="section">
                <h2>{text::session::here_before()}</h2>
                <div class="cells">
                    <For each=people key=|p| (p.slot, p.person) let:one>
                        <button class="cell" on:click=move |_| app.dispatch(Intent::Slot(one.slot))>
                            <span class="face face-s" aria-hidden="true">{crate::state::me::face(&one.name)}</span>
                            <span class="cell-main"><span class="cell-title">{text::session::go_on_as(&one.name)}</span></span>
                            <Icon name="chevron"/>
                        </button>
                    </For>
                </div>
            </section>
        </Show>
    }
}

/// How to scan, and what to do without a card.
#[component]
fn Help() -> impl IntoView {
    view! {
        <div class="callout"><Icon name="scan"/><div><p class="callout-title">{text::session::scan_how()}</p><p>{text::session::scan_help()}</p></div></div>
        <div class="callout"><Icon name="phone"/><div><p class="callout-title">{text::session::no_card()}</p><p>{text::session::no_card_help()}</p></div></div>
    }
}

/// Other ways in, and larger type before anything else.
#[component]
fn Others() -> impl IntoView {
    let app = App::expect();
    let elder = app.prefs.elder;
    let larger = move |_| {
        elder.update(|on| *on = !*on);
        app.dispatch(Intent::Prefs);
    };
    view! {
        <div class="cells">
            {move || app.demo.get().then(|| view! {
                <a class="cell" href=Route::DEMO>
                    <Icon name="users"/><span class="cell-main"><span class="cell-title">{text::session::demo_people()}</span></span><Icon name="chevron"/>
                </a>
            })}
            <Link to=Route::StaffSignIn class="cell">
                <Icon name="badge"/><span class="cell-main"><span class="cell-title">{text::session::staff()}</span></span><Icon name="chevron"/>
            </Link>
            <button class="cell" on:click=larger>
                <Icon name="text-size"/>
                <span class="cell-main">
                    <span class="cell-title">{move || if elder.get() { text::session::elder_off() } else { text::session::elder_on() }}</span>
                    <span class="cell-sub">{move || if elder.get() { text::session::elder_off_hint() } else { text::session::elder_hint() }}</span>
                </span>
            </button>
        </div>
    }
}
