//! 我的: who I am here, and everything about me.

use doorstep_dom::prelude::*;

use super::{my_data::MyData, people::People, sign_out::SignOut};
use crate::{
    components::{Foot, Icon, Link, Page},
    routes::Route,
    state::{App, me},
    text::{self, me as say},
};

/// 我的.
#[component]
pub fn Me() -> impl IntoView {
    let app = App::expect();
    let unsent = move || {
        let count = app.read(|r, _| r.outbox().count()).unwrap_or(0);
        if count == 0 {
            say::outbox_none().to_owned()
        } else {
            text::common::items(count)
        }
    };
    view! {
        <Page title=say::title() back=false>
            <MyData/>
            <Places/>
            <div class="cells">
                <Row to=Route::Inbox icon="bell" title=say::inbox()/>
                <Row to=Route::Consents icon="shield" title=say::consents() sub=say::consents_sub()/>
                <Row to=Route::Devices icon="device" title=say::devices()/>
                <Link to=Route::Outbox class="cell">
                    <Icon name="cloud-up"/><span class="cell-main"><span class="cell-title">{say::outbox()}</span></span>
                    <span class="cell-value">{unsent}</span><Icon name="chevron"/>
                </Link>
            </div>
            <div class="cells">
                <Row to=Route::Settings icon="settings" title=say::settings()/>
                <Row to=Route::OtherBrowser icon="globe" title=say::other_browser()/>
                <Row to=Route::Feedback icon="chat" title=say::feedback()/>
                <Row to=Route::NoProofs icon="paper" title=say::no_proofs()/>
            </div>
            <People/>
            <SignOut/>
            <Foot/>
        </Page>
    }
}

/// One line that leads on.
#[component]
pub(super) fn Row(
    /// Where.
    to: Route,
    /// Its icon.
    icon: &'static str,
    /// Its words.
    title: &'static str,
    /// What is behind it.
    #[prop(optional)]
    sub: &'static str,
) -> impl IntoView {
    view! {
        <Link to=to class="cell">
            <Icon name=icon/>
            <span class="cell-main">
                <span class="cell-title">{title}</span>
                {(!sub.is_empty()).then(|| view! { <span class="cell-sub">{sub}</span> })}
            </span>
            <Icon name="chevron"/>
        </Link>
    }
}

/// Where a person with several roles can work.
#[component]
fn Places() -> impl IntoView {
    let app = App::expect();
    let roles = Memo::new(move |_| {
        let grants = app.actor().map(|actor| actor.grants).unwrap_or_default();
        grants.into_iter().map(|g| g.role).collect::<Vec<_>>()
    });
    move || {
        let places = me::places(&roles.get());
        (!places.is_empty()).then(|| {
            let rows = places.into_iter().map(|(to, words)| {
                let icon = match &to {
                    Route::Pool => "handshake",
                    Route::Duty => "badge",
                    Route::Desk => "list",
                    _ => "home",
                };
                view! { <Row to=to icon=icon title=words/> }
            });
            view! {
                <section class="section">
                    <h2>{say::roles()}</h2>
                    <div class="cells">{rows.collect_view()}</div>
                </section>
            }
        })
    }
}
