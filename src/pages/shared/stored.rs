//! How much the phone keeps, and when it last agreed with the community.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{App, me},
    text::{self, outbox as words},
};

/// The meter.
#[component]
pub fn Stored() -> impl IntoView {
    let app = App::expect();
    let synced = move || {
        let now = app.clock.get();
        let at = app.read(|r, _| r.synced()).flatten();
        at.map_or_else(
            || words::never().to_owned(),
            |at| words::synced(&text::time::ago(at, now)),
        )
    };
    let unreadable = move || app.read(|r, _| r.unreadable()).filter(|n| *n > 0);
    view! {
        <section class="section">
            <h2>{words::kept_title()}</h2>
            {move || app.storage.get().map(|(used, granted, _)| view! {
                <progress class="meter" aria-label=words::kept_title() value=used.to_string() max=granted.max(1).to_string()></progress>
                <p class="muted small">{words::used(&me::megabytes(used))}</p>
            })}
            <p class="muted small">{synced}</p>
            {move || unreadable().map(|n| view! { <p class="muted small">{words::unreadable(n)}</p> })}
            <div class="cells">
                <Link to=Route::Settings class="cell"><Icon name="settings"/><span class="cell-main"><span class="cell-title">{words::settings()}</span></span><Icon name="chevron"/></Link>
            </div>
        </section>
    }
}
