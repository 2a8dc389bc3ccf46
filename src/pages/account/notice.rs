//! The notice before the first order: one screen, plain words, and a choice that is one.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command,
    person::{Consent, PersonCommand},
};

use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    state::{App, Intent, me},
    text::{self, notice as say},
};

/// The notice before the first order.
#[component]
pub fn Notice() -> impl IntoView {
    let app = App::expect();
    let given = Memo::new(move |_| app.me().and_then(|me| me.consents.notice));
    let health = RwSignal::new(false);
    let consent = move |purpose| {
        if let Some(person) = untrack(|| app.person_id()) {
            app.ask(Command::Person(PersonCommand::Consent {
                person,
                purpose,
                version: Some(say::VERSION),
            }));
        }
    };
    let agree = move |_| {
        consent(Consent::Notice);
        if health.get_untracked() {
            consent(Consent::Health);
        }
        app.dispatch(Intent::Replace(Route::NewOrder(None)));
    };
    let dock = move || {
        let phone = app.community().map(|c| c.phone).filter(|p| !p.is_empty());
        if given.get().is_some() {
            view! {
                <section class="dock" aria-label=text::common::actions()>
                    <Link to=Route::NewOrder(None) class="btn btn-primary btn-lg btn-block">{say::go_order()}</Link>
                    <Link to=Route::Consents class="btn btn-quiet btn-block">{say::to_consents()}</Link>
                </section>
            }
            .into_any()
        } else {
            view! {
                <section class="dock" aria-label=text::common::actions()>
                    <button class="btn btn-primary btn-lg btn-block" on:click=agree>{say::agree()}</button>
                    {match phone {
                        Some(number) => view! { <a class="btn btn-quiet btn-block" href=format!("tel:{number}")>{say::refuse()}</a> }.into_any(),
                        None => view! { <Link to=Route::Home class="btn btn-quiet btn-block">{say::refuse_desk()}</Link> }.into_any(),
                    }}
                </section>
            }
            .into_any()
        }
    };
    view! {
        <Page title=say::title() tabs=false dock=move || dock()>
            {move || given.get().map(|given| view! {
                <div class="callout is-good"><Icon name="check-round"/><div>
                    <p class="callout-title">{say::agreed()}</p><p>{say::agreed_since(&me::date(given.at.day()))}</p>
                </div></div>
            })}
            <p class="big strong">{say::lead()}</p>
            <Facts/>
            {move || given.get().is_none().then(|| view! {
                <section class="card">
                    <label class="switch-row">
                        <span><b>{say::health()}</b><span class="cell-sub">{say::health_hint()}</span></span>
                        <input class="switch" type="checkbox" role="switch" prop:checked=health
                            on:change=move |event| health.set(event_target_checked(&event))/>
                    </label>
                </section>
            })}
            <div class="callout"><Icon name="users"/><div><p class="callout-title">{say::proxy()}</p><p>{say::proxy_hint()}</p></div></div>
            <p class="muted small">{say::later()}</p>
        </Page>
    }
}

/// Who, what, what for, who sees it, how long, whom to ask.
#[component]
fn Facts() -> impl IntoView {
    let app = App::expect();
    let rows = move || {
        let community = app.community();
        let name = community.as_ref().map_or_else(String::new, |c| c.name.clone());
        let phone = community.map(|c| c.phone).filter(|p| !p.is_empty());
        [
            (say::who(), say::who_is(&name)),
            (say::what(), say::what_is().to_owned()),
            (say::purpose(), say::purpose_is().to_owned()),
            (say::readers(), say::readers_is().to_owned()),
            (say::keep(), say::keep_is().to_owned()),
            (
                say::ask(),
                phone.map_or_else(|| say::ask_is_desk().to_owned(), |p| say::ask_is(&p)),
            ),
        ]
    };
    let aloud = move |_| {
        let lines = untrack(rows).map(|(what, words)| format!("{what}：{words}。"));
        app.dispatch(Intent::Speak(format!("{}。{}", say::lead(), lines.concat())));
    };
    view! {
        <dl class="kv kv--prose">
            {move || rows().map(|(what, words)| view! { <div><dt>{what}</dt><dd>{words}</dd></div> }).into_iter().collect_view()}
        </dl>
        <button class="btn btn-secondary" on:click=aloud><Icon name="speaker"/>{say::read_aloud()}</button>
    }
}
