//! One person's record: what is known, what they may do, what they agreed to, who orders for them, their orders.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command, PersonId,
    person::{Consent, Given, Person, PersonCommand},
};

use super::{card, edit, proxies};
use crate::{
    components::{Icon, Link, Sheet},
    routes::Route,
    state::{App, intake, people},
    text,
};

/// The id of the record, to which a choice leads.
pub(super) const ID: &str = "pe-record";

/// The record.
#[component]
pub(super) fn Record(id: PersonId) -> impl IntoView {
    let app = App::expect();
    let person = Memo::new(move |_| app.person(id));
    let resident = Memo::new(move |_| person.with(|p| p.as_ref().is_some_and(|p| p.home.is_some())));
    let editing = RwSignal::new(false);
    view! {
        <section class="card" id=ID tabindex="-1">
            {move || person.get().map(|p| facts(app, &p))}
            <div class="card-foot">
                <button class="btn btn-secondary" on:click=move |_| editing.set(true)><Icon name="edit"/>{text::desk::pe_correct()}</button>
                <Show when=move || resident.get()>
                    <button class="btn btn-secondary" on:click=move |_| intake_for(app, id)><Icon name="plus"/>{text::desk::pe_order()}</button>
                </Show>
            </div>
        </section>
        <Sheet open=editing title=text::desk::pe_correct_title()>
            {move || person.get_untracked().map(|person| view! { <edit::Correct person done=Callback::new(move |()| editing.set(false))/> })}
        </Sheet>
        <Show when=move || resident.get()>
            <Consents person/>
            <proxies::Proxies person/>
        </Show>
        <card::LoginCard id/>
        <Show when=move || resident.get()><Orders id/></Show>
    }
}

/// Begins 代下单 for this person.
fn intake_for(app: App, id: PersonId) {
    let form = intake::Form {
        resident: Some(id),
        channel: doorstep_domain::order::Channel::Counter,
        ..intake::Form::default()
    };
    app.keep(intake::KEPT, doorstep_protocol::json::write(&form).ok());
    app.go(Route::Intake);
}

fn facts(app: App, person: &Person) -> AnyView {
    let now = app.now();
    let (home, grants) = app
        .read(|r, _| (people::home(r, person), people::grants(r, person, now)))
        .unwrap_or_default();
    let profile = &person.profile;
    let skills = person
        .skills
        .iter()
        .cloned()
        .collect::<Vec<_>>()
        .join(text::pick("、", ", "));
    let rows = [
        (text::desk::phone(), people::tail(person)),
        (text::desk::address(), home),
        (text::desk::pe_skills(), skills),
        (text::desk::pe_badge(), person.badge.clone().unwrap_or_default()),
        (text::desk::pe_post(), person.post.clone().unwrap_or_default()),
    ];
    view! {
        <h2 class="card-title">{profile.name.get().cloned().unwrap_or_default()}</h2>
        <dl class="kv">
            {rows.into_iter().filter(|(_, words)| !words.is_empty()).map(|(name, words)| view! { <div><dt>{name}</dt><dd>{words}</dd></div> }).collect_view()}
            <div><dt>{text::desk::pe_grants()}</dt><dd>{grants.into_iter().map(|g| view! { <p>{g}</p> }).collect_view()}</dd></div>
        </dl>
    }
}

/// What they agreed to. Given or withdrawn with the person at the window.
#[component]
fn Consents(person: Memo<Option<Person>>) -> impl IntoView {
    view! {
        <section class="card">
            <div><h3 class="card-title">{text::desk::pe_consents()}</h3><p class="card-sub">{text::desk::pe_present()}</p></div>
            <ConsentRow person purpose=Consent::Notice/>
            <ConsentRow person purpose=Consent::Health/>
        </section>
    }
}

#[component]
fn ConsentRow(person: Memo<Option<Person>>, purpose: Consent) -> impl IntoView {
    let app = App::expect();
    let ask = RwSignal::new(false);
    let given = Memo::new(move |_| {
        person.with(|p| {
            let consents = &p.as_ref()?.consents;
            if purpose == Consent::Notice {
                consents.notice
            } else {
                consents.health
            }
        })
    });
    let (name, effect) = if purpose == Consent::Notice {
        (text::desk::pe_notice(), text::desk::pe_withdraw_notice_ask())
    } else {
        (text::desk::pe_health(), text::desk::pe_withdraw_ask())
    };
    let say = move |version: Option<u32>| {
        if let Some(person) = person.with_untracked(|p| p.as_ref().map(|p| p.id)) {
            app.ask(Command::Person(PersonCommand::Consent {
                person,
                purpose,
                version,
            }));
        }
        ask.set(false);
    };
    let words = move || match given.get() {
        Some(Given { at, .. }) => text::desk::pe_given(&text::time::moment(at, app.now())),
        None => text::desk::pe_not_given().to_owned(),
    };
    view! {
        <div class="row-between">
            <p><span class="strong">{name}</span><span class="cell-sub">{words}</span></p>
            {move || if given.get().is_some() {
                view! { <button class="btn btn-danger btn-s" on:click=move |_| ask.set(true)>{text::desk::pe_withdraw()}</button> }.into_any()
            } else {
                view! { <button class="btn btn-secondary btn-s" on:click=move |_| say(Some(text::notice::VERSION))>{text::desk::pe_give()}</button> }.into_any()
            }}
        </div>
        <Sheet open=ask title=text::desk::pe_withdraw()>
            <p>{effect}</p>
            <div class="btn-row">
                <button class="btn btn-secondary btn-lg" on:click=move |_| ask.set(false)>{text::common::cancel_sheet()}</button>
                <button class="btn btn-primary btn-lg" on:click=move |_| say(None)>{text::desk::pe_withdraw()}</button>
            </div>
        </Sheet>
    }
}

/// Their orders.
#[component]
fn Orders(id: PersonId) -> impl IntoView {
    let app = App::expect();
    let past = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| intake::history(r, id, now)).unwrap_or_default()
    });
    let line = |past: intake::Past| {
        view! {
            <Link to=Route::Order(past.id) class="cell">
                <Icon name=if past.fine { "list" } else { "warn" }/>
                <span class="cell-main"><span class="cell-title">{past.what}</span><span class="cell-sub">{past.how}</span></span>
                <span class="cell-value">{past.when}</span><Icon name="chevron"/>
            </Link>
        }
    };
    view! {
        <section class="section">
            <div class="section-head"><h3>{text::desk::pe_orders()}</h3></div>
            <Show when=move || past.with(Vec::is_empty)><p class="muted">{text::desk::in_history_none()}</p></Show>
            <div class="cells">{move || past.get().into_iter().map(line).collect_view()}</div>
        </section>
    }
}
