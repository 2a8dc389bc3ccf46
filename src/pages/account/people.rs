//! Others on this phone: switch, or sign somebody else in beside.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{App, Intent, me},
    text::me as say,
};

/// Everybody else signed in here, and a place for one more.
#[component]
pub(super) fn People() -> impl IntoView {
    let app = App::expect();
    let others = move || {
        let here = app.person_id();
        app.slots
            .get()
            .into_iter()
            .filter(|p| Some(p.person) != here)
            .collect::<Vec<_>>()
    };
    view! {
        <div class="cells">
            <For each=others key=|p| (p.slot, p.person) let:one>
                <button class="cell" on:click=move |_| app.dispatch(Intent::Slot(one.slot))>
                    <span class="face face-s" aria-hidden="true">{me::face(&one.name)}</span>
                    <span class="cell-main"><span class="cell-title">{say::switch_to(&one.name)}</span></span>
                    <Icon name="swap"/>
                </button>
            </For>
            <Link to=Route::Join class="cell">
                <Icon name="plus"/><span class="cell-main"><span class="cell-title">{say::add_person()}</span></span><Icon name="chevron"/>
            </Link>
        </div>
    }
}
