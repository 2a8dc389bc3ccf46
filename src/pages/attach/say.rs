//! 说一句话下单: hold the button, say it, 下单. The community listens and fills in the rest.

use doorstep_dom::prelude::*;
use doorstep_domain::{CommandId, OrderId, order::Attached};

use crate::{
    components::{Emergency, Icon, Page},
    routes::Route,
    state::{
        App, Intent,
        attach::{self, Of},
        form,
    },
    text::{self, attach as words},
};

use super::{super::resident::ForWhom, widgets::Recorder};

/// The screen.
#[component]
pub fn Say() -> impl IntoView {
    let app = App::expect();
    let offered = Memo::new(move |_| attach::spoken_item(app).is_some());
    let place = untrack(|| {
        let home = form::home_person(app)?.home?;
        Some(Of {
            order: OrderId::from_bits(app.fresh()),
            community: home.community,
        })
    });
    view! {
        <Page title=words::say_title() tabs=false>
            {move || match place.clone().filter(|_| offered.get()) {
                Some(of) => view! { <SayForm of/> }.into_any(),
                None => view! { <p class="notice"><Icon name="info"/><span>{text::form::not_offered()}</span></p> }.into_any(),
            }}
        </Page>
    }
}

/// The button, and 下单.
#[component]
fn SayForm(of: Of) -> impl IntoView {
    let app = App::expect();
    let list = RwSignal::new(Vec::<Attached>::new());
    let asked = RwSignal::new(None::<CommandId>);
    let missing = RwSignal::new(false);
    let order = of.order;
    let phone = move || app.community().map(|c| c.phone).unwrap_or_default();
    Effect::new(move |_| app.dispatch(Intent::Dirty(list.with(|list| !list.is_empty()))));
    let sent = RwSignal::new(false);
    on_cleanup(move || {
        app.dispatch(Intent::Dirty(false));
        if !sent.get_untracked() {
            attach::abandon(app, order, list);
        }
    });
    let send = move |_| {
        let said = list.get_untracked();
        if said.is_empty() {
            return missing.set(true);
        }
        match untrack(|| form::say(app, order, said)) {
            form::Said::Asked(id) if untrack(|| app.refusal(id)).is_none() => {
                sent.set(true);
                app.dispatch(Intent::Replace(Route::Order(order)));
            }
            form::Said::Asked(id) => asked.set(Some(id)),
            form::Said::NoNotice => app.go(Route::Notice),
            form::Said::NotOffered => {}
        }
    };
    let refused = move || asked.get().and_then(|id| app.refusal(id));
    let offline = move || app.read(|r, _| !r.link().online).unwrap_or(true);
    view! {
        <h2 class="huge">{words::say_ask()}</h2>
        <p class="big">{words::say_example()}</p>
        <ForWhom/>
        <Recorder of list/>
        <Show when=move || missing.get() && list.with(Vec::is_empty)>
            <p class="err" role="alert"><Icon name="warn"/>{words::say_missing()}</p>
        </Show>
        {move || refused().map(|reason| view! {
            <div class="callout is-warn" role="alert"><Icon name="warn"/><div>
                <p class="callout-title">{text::form::not_placed()}</p><p>{text::reason::sentence(&reason)}</p>
            </div></div>
        })}
        <Show when=move || !list.with(Vec::is_empty)>
            <button class="btn btn-primary btn-lg btn-block" on:click=send><Icon name="check"/>{text::order::place()}</button>
            <Show when=offline><p class="hint">{text::form::place_offline()}</p></Show>
        </Show>
        <p class="notice"><Icon name="clock"/><span>{words::say_slot()}</span></p>
        <p class="muted small">{words::shown_to()}</p>
        <a class="btn btn-secondary btn-lg btn-block" href=move || format!("tel:{}", phone())>
            <Icon name="phone"/><span>{text::home::call_centre()}<span class="btn-sub">{words::say_emergency()}</span></span>
        </a>
        <Emergency/>
    }
}
