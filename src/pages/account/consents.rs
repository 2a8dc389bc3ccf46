//! 我的授权: what I agreed to, who may order for whom, and who looked at my number. Everything given here can be taken back here.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command,
    person::{Consent, PersonCommand},
};

use super::{ask::Ask, ties::Ties};
use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    state::{App, me},
    text::{self, me as say, notice},
};

/// 我的授权: consents and proxies.
#[component]
pub fn Consents() -> impl IntoView {
    let app = App::expect();
    let on_its_way = move || app.read(|r, _| me::person_mark(r)).flatten();
    view! {
        <Page title=say::consents()>
            {move || on_its_way().map(|words| view! {
                <p><span class="mark is-queued"><Icon name="cloud-up"/>{words}</span></p>
            })}
            <NoticeRow/>
            <HealthRow/>
            <Ties/>
            <Looks/>
        </Page>
    }
}

/// Asks for `purpose`, or takes it back.
fn ask(app: App, purpose: Consent, version: Option<u32>) {
    if let Some(person) = untrack(|| app.person_id()) {
        app.ask(Command::Person(PersonCommand::Consent {
            person,
            purpose,
            version,
        }));
    }
}

/// The notice: when it was accepted, and taking it back.
#[component]
fn NoticeRow() -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    let given = Memo::new(move |_| app.me().and_then(|me| me.consents.notice));
    view! {
        <section class="card">
            <div class="row-between">
                <span class="grow">
                    <b>{say::notice_row()}</b>
                    <span class="cell-sub">{say::notice_sub()}</span>
                    <span class="cell-sub">{move || given.get().map_or_else(
                        || say::not_given().to_owned(),
                        |given| say::given_on(&me::date(given.at.day())),
                    )}</span>
                </span>
                {move || if given.get().is_some() {
                    view! { <button class="btn btn-danger btn-s" on:click=move |_| open.set(true)>{say::withdraw()}</button> }.into_any()
                } else {
                    view! { <Link to=Route::Notice class="btn btn-secondary btn-s">{say::give()}</Link> }.into_any()
                }}
            </div>
            <Ask open=open title=say::withdraw_notice_ask() says=say::withdraw_notice_says() yes=say::withdraw_yes()
                then=move |()| ask(app, Consent::Notice, None)/>
        </section>
    }
}

/// Health notes: a switch; turning it off erases and therefore asks.
#[component]
fn HealthRow() -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    let given = Memo::new(move |_| app.me().and_then(|me| me.consents.health));
    let place = NodeRef::new();
    let change = move |_| {
        if given.get_untracked().is_some() {
            // The switch shows what holds, not what was tapped: it turns only after yes.
            place.check(true);
            open.set(true);
        } else {
            ask(app, Consent::Health, Some(notice::VERSION));
        }
    };
    let sub = move || {
        given.get().map_or_else(
            || notice::health_hint().to_owned(),
            |given| say::given_on(&me::date(given.at.day())),
        )
    };
    view! {
        <section class="card">
            <label class="switch-row">
                <span><b>{say::health_row()}</b><span class="cell-sub">{sub}</span></span>
                <input class="switch" type="checkbox" role="switch" node_ref=place
                    prop:checked=move || given.get().is_some() on:change=change/>
            </label>
            <Ask open=open title=say::withdraw_health_ask() says=say::withdraw_health_says() yes=say::health_off()
                then=move |()| ask(app, Consent::Health, None)/>
        </section>
    }
}

/// Who looked at my number.
#[component]
fn Looks() -> impl IntoView {
    let app = App::expect();
    let looks = Memo::new(move |_| {
        let mine = app.read(|r, _| me::looks(r, r.person()));
        mine.unwrap_or_default()
    });
    view! {
        <section class="card">
            <h2 class="card-title">{say::looks_title()}</h2>
            <p class="card-sub">{say::looks_hint()}</p>
            {move || {
                let (looks, now) = (looks.get(), app.now());
                if looks.is_empty() {
                    view! { <p class="muted">{say::looks_none()}</p> }.into_any()
                } else {
                    view! {
                        <ol class="timeline">
                            {looks.into_iter().map(|look| view! {
                                <li class="tl is-done">
                                    <span class="tl-dot"><Icon name="eye"/></span>
                                    <div class="tl-body"><p class="tl-what">{say::look_by(&look.who)}</p><p class="tl-who">{look.what}</p></div>
                                    <time class="tl-when">{text::time::moment(look.at, now)}</time>
                                </li>
                            }).collect_view()}
                        </ol>
                    }.into_any()
                }
            }}
        </section>
    }
}
