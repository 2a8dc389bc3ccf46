//! 居民: find somebody, read and correct their record, consents and proxies with the person at the window, print a sign-in card.

mod card;
mod edit;
mod invite;
mod proxies;
mod record;

use doorstep_dom::prelude::*;
use doorstep_domain::{PersonId, Role, person::Person};

use crate::{
    components::{Icon, Page},
    state::{App, Intent, people},
    text,
};

/// The id of the search field.
const FIND: &str = "pe-find";

/// What stands at the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Nobody,
    Record(PersonId),
    New,
}

/// The screen.
#[component]
pub fn People() -> impl IntoView {
    let app = App::expect();
    let typed = RwSignal::new(String::new());
    let side = RwSignal::new(Side::Nobody);
    let found = Memo::new(move |_| typed.with(|t| app.read(|r, _| people::find(r, t))).unwrap_or_default());
    let line = move |person: Person| {
        let id = person.id;
        let home = app.read(|r, _| people::home(r, &person)).unwrap_or_default();
        let sub = [home, people::tail(&person)]
            .into_iter()
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(text::DOT);
        let name = person.profile.name.get().cloned().unwrap_or_default();
        let open = move |_| {
            side.set(Side::Record(id));
            app.dispatch(Intent::Focus(record::ID.to_owned()));
        };
        view! {
            <button class="desk-row" aria-current=move || (side.get() == Side::Record(id)).then_some("true") on:click=open>
                <span><b>{name}</b></span><span class="desk-row-sub num">{sub}</span>
            </button>
        }
    };
    let new = move |_| {
        side.set(Side::New);
        app.dispatch(Intent::Focus("p-name".to_owned()));
    };
    // Who keeps the installation registers staff and sees no residents.
    let keeps = untrack(|| app.has_role(Role::Operator));
    let title = if keeps {
        text::home::account_people()
    } else {
        text::desk::pe_title()
    };
    view! {
        <Page title class="desk">
            <div class="toolbar">
                <div class="search">
                    <Icon name="search"/>
                    <input class="input" id=FIND type="search" autocomplete="off" aria-label=text::desk::pe_search() placeholder=text::desk::pe_short()
                        prop:value=move || typed.get() on:input=move |e| typed.set(event_target_value(&e))/>
                </div>
                <button class="btn btn-secondary" on:click=new><Icon name="plus"/>{text::desk::pe_new()}</button>
            </div>
            <div class="panes">
                <section class="pane" aria-label=text::desk::pe_search()>
                    <div class="desk-list">{move || found.get().into_iter().map(line).collect_view()}</div>
                    <Show when=move || found.with(Vec::is_empty)>
                        <p class="muted" role="status">{move || if typed.with(|t| t.trim().is_empty()) { text::desk::pe_hint() } else { text::desk::pe_none() }}</p>
                    </Show>
                </section>
                <section class="pane" aria-label=text::desk::detail()>
                    {move || match side.get() {
                        Side::Record(id) => view! { <record::Record id/> }.into_any(),
                        Side::New => view! { <edit::Register done=Callback::new(move |id| side.set(Side::Record(id)))/> }.into_any(),
                        Side::Nobody => view! { <div class="empty only-wide"><Icon name="person"/><h2>{text::desk::pe_choose()}</h2></div> }.into_any(),
                    }}
                </section>
            </div>
        </Page>
    }
}
