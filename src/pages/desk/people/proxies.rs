//! 代办: who may order for this person. Allowed and ended with the person at the window.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command, CommandId, PersonId,
    person::{Person, PersonCommand, Proxy},
};

use crate::{
    components::{Icon, Sheet},
    state::{App, desk::facts, people},
    text,
};

/// The proxies.
#[component]
pub(super) fn Proxies(person: Memo<Option<Person>>) -> impl IntoView {
    let app = App::expect();
    let adding = RwSignal::new(false);
    let proxies = Memo::new(move |_| {
        person
            .with(|p| p.as_ref().map(|p| p.proxies.clone()))
            .unwrap_or_default()
    });
    let row = move |proxy: Proxy| {
        // Family may live in a community that this desk does not know.
        let known = app.read(|r, _| facts::person(r, proxy.person)?.profile.name.get().cloned());
        let name = known.flatten().unwrap_or_else(|| text::me::proxy_unnamed().to_owned());
        view! { <Row person proxy=proxy.person name relation=proxy.relation/> }
    };
    view! {
        <section class="card">
            <div><h3 class="card-title">{text::desk::pe_proxies()}</h3><p class="card-sub">{text::desk::pe_present()}</p></div>
            <Show when=move || proxies.with(Vec::is_empty)><p class="muted">{text::desk::pe_proxy_none()}</p></Show>
            {move || proxies.get().into_iter().map(row).collect_view()}
            <div class="card-foot"><button class="btn btn-secondary" on:click=move |_| adding.set(true)><Icon name="plus"/>{text::desk::pe_proxy_add()}</button></div>
        </section>
        <Sheet open=adding title=text::desk::pe_proxy_add()><Add person done=Callback::new(move |()| adding.set(false))/></Sheet>
    }
}

#[component]
fn Row(person: Memo<Option<Person>>, proxy: PersonId, name: String, relation: String) -> impl IntoView {
    let app = App::expect();
    let ask = RwSignal::new(false);
    let effect = text::desk::pe_proxy_end_ask(&name);
    let end = move |_| {
        if let Some(person) = person.with_untracked(|p| p.as_ref().map(|p| p.id)) {
            app.ask(Command::Person(PersonCommand::EndProxy { person, proxy }));
        }
        ask.set(false);
    };
    view! {
        <div class="row-between">
            <p><span class="strong">{name}</span><span class="cell-sub">{relation}</span></p>
            <button class="btn btn-danger btn-s" on:click=move |_| ask.set(true)>{text::desk::pe_proxy_end()}</button>
        </div>
        <Sheet open=ask title=text::desk::pe_proxy_end()>
            <p>{effect.clone()}</p>
            <div class="btn-row">
                <button class="btn btn-secondary btn-lg" on:click=move |_| ask.set(false)>{text::common::cancel_sheet()}</button>
                <button class="btn btn-primary btn-lg" on:click=end>{text::desk::pe_proxy_end()}</button>
            </div>
        </Sheet>
    }
}

/// Finds somebody and lets them order.
#[component]
fn Add(person: Memo<Option<Person>>, done: Callback<()>) -> impl IntoView {
    let app = App::expect();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<PersonId>);
    let relation = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let asked = RwSignal::new(None::<CommandId>);
    let me = move || person.with(|p| p.as_ref().map(|p| p.id));
    let found = Memo::new(move |_| {
        let all = typed.with(|t| app.read(|r, _| people::find(r, t))).unwrap_or_default();
        all.into_iter()
            .filter(|p| Some(p.id) != me())
            .take(5)
            .collect::<Vec<_>>()
    });
    let go = move |_| {
        let (Some(person), Some(proxy)) = (untrack(me), chosen.get_untracked()) else {
            missing.set(true);
            return;
        };
        let command = app.ask(Command::Person(PersonCommand::AllowProxy {
            person,
            proxy,
            relation: relation.get_untracked().trim().to_owned(),
        }));
        asked.set(Some(command));
        if untrack(|| app.refusal(command)).is_none() {
            done.run(());
        }
    };
    let option = move |p: Person| {
        let id = p.id;
        let sub = [
            app.read(|r, _| people::home(r, &p)).unwrap_or_default(),
            people::tail(&p),
        ];
        let sub = sub
            .into_iter()
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(text::DOT);
        view! {
            <label class="opt">
                <input type="radio" name="pe-proxy" prop:checked=move || chosen.get() == Some(id) on:change=move |_| { chosen.set(Some(id)); missing.set(false); }/>
                <span>{p.profile.name.get().cloned().unwrap_or_default()}<span class="cell-sub num">{sub}</span></span>
            </label>
        }
    };
    view! {
        <div class="field">
            <label for="pe-proxy-find">{text::desk::pe_proxy_find()}</label>
            <p class="hint">{text::desk::pe_hint()}</p>
            <input class="input" id="pe-proxy-find" autocomplete="off" prop:value=move || typed.get() on:input=move |e| typed.set(event_target_value(&e))/>
        </div>
        <div class="opts" role="radiogroup" aria-label=text::desk::pe_proxy_find()>{move || found.get().into_iter().map(option).collect_view()}</div>
        <Show when=move || missing.get()><p class="err" role="alert"><Icon name="warn"/>{text::desk::face_missing()}</p></Show>
        <div class="field">
            <label for="pe-proxy-as">{text::desk::pe_proxy_relation()}<span class="field-opt">{text::common::optional()}</span></label>
            <input class="input" id="pe-proxy-as" maxlength="20" autocomplete="off" placeholder=text::desk::pe_proxy_relation_hint()
                prop:value=move || relation.get() on:input=move |e| relation.set(event_target_value(&e))/>
        </div>
        {move || asked.get().and_then(|c| app.refusal(c)).map(|reason| view! { <p class="err" role="alert"><Icon name="warn"/>{text::reason::sentence(&reason)}</p> })}
        <button class="btn btn-primary btn-lg btn-block" on:click=go>{text::desk::pe_proxy_go()}</button>
    }
}
