//! The home of an account that neither orders nor serves: what was passed on to a department, or what the account is for.

use doorstep_dom::prelude::*;
use doorstep_domain::Role;

use crate::{
    components::{Foot, Icon, Link, Page, SyncMark},
    routes::Route,
    state::{
        App,
        home::{self, Work},
        referred::{self, Case},
    },
    text,
};

/// The home.
#[component]
pub fn Office() -> impl IntoView {
    let app = App::expect();
    let work = untrack(|| home::work(app));
    let title = untrack(|| app.community()).map_or_else(|| text::common::app_name().to_owned(), |c| c.name);
    view! {
        <Page title=title back=false>
            {if work == Work::Cases { view! { <Cases/> }.into_any() } else { view! { <Nothing/> }.into_any() }}
            <Call/>
            <Foot/>
        </Page>
    }
}

/// What was passed on to the department.
#[component]
fn Cases() -> impl IntoView {
    let app = App::expect();
    let cases = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| referred::cases(r, now)).unwrap_or_default()
    });
    let card = |case: Case| {
        let class = match (&case.mark, case.waits) {
            (Some(_), _) => "card order-card card--local",
            (None, true) => "card order-card card--now",
            (None, false) => "card order-card",
        };
        let meta = [case.why, &case.place, &case.slot].join(text::DOT);
        view! {
            <Link to=Route::Order(case.id) class=class>
                <div class="order-top">
                    <span class="order-what"><Icon name=case.icon/>{case.what}</span>
                    {case.mark.map(|mark| view! { <SyncMark mark/> })}
                </div>
                <p class="order-say">{case.say}</p>
                <p class="order-meta">{meta}</p>
            </Link>
        }
    };
    view! {
        <div class="stack-s">
            <h2 class="huge">{text::home::cases()}</h2>
            <p class="muted">{text::home::cases_sub()}</p>
        </div>
        {move || cases.get().into_iter().map(card).collect_view()}
        <Show when=move || cases.with(Vec::is_empty)>
            <div class="empty"><Icon name="swap"/><h2>{text::home::cases_none()}</h2><p>{text::home::cases_none_sub()}</p></div>
        </Show>
    }
}

/// What the account is for, where that is nothing here.
#[component]
fn Nothing() -> impl IntoView {
    let app = App::expect();
    let keeps = move || app.has_role(Role::Operator);
    view! {
        <div class="empty">
            <Icon name="person"/>
            <h2>{text::home::account_title()}</h2>
            <p>{move || if keeps() { text::home::account_operator() } else { text::home::account_sub() }}</p>
            {move || if keeps() {
                view! { <Link to=Route::People class="btn btn-primary">{text::home::account_people()}</Link> }.into_any()
            } else {
                view! { <Link to=Route::Me class="btn btn-secondary">{text::common::tab_me()}</Link> }.into_any()
            }}
        </div>
    }
}

/// 打电话给社区, where there is a community to call.
#[component]
fn Call() -> impl IntoView {
    let app = App::expect();
    let phone = move || app.community().map(|c| c.phone).filter(|p| !p.is_empty());
    move || {
        phone().map(|phone| {
            view! {
                <a class="btn btn-secondary btn-lg btn-block" href=format!("tel:{phone}")>
                    <Icon name="phone"/><span>{text::home::call_centre()}</span>
                </a>
            }
        })
    }
}
