//! What the caller ordered before, and whether the same thing runs already.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use super::Sheet;
use crate::{
    components::{Icon, Link},
    routes::Route,
    state::intake,
    text,
};

/// The caller's history.
#[component]
pub(super) fn Past(sheet: Sheet) -> impl IntoView {
    let app = sheet.app;
    let past = Memo::new(move |_| {
        let now = app.now();
        let id = sheet.form.with(|f| f.resident)?;
        app.read(|r, _| intake::history(r, id, now))
    });
    let name = move || {
        sheet
            .resident
            .with(|r| r.as_ref().and_then(|r| r.profile.name.get().cloned()))
            .unwrap_or_default()
    };
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
        <section class="card">
            {move || match past.get() {
                None => view! { <p class="muted">{text::desk::in_history_who()}</p> }.into_any(),
                Some(past) if past.is_empty() => view! {
                    <h2 class="card-title">{text::desk::in_history(&name())}</h2><p class="muted">{text::desk::in_history_none()}</p>
                }.into_any(),
                Some(past) => view! {
                    <h2 class="card-title">{text::desk::in_history(&name())}</h2>
                    <div class="cells">{past.into_iter().map(line).collect_view()}</div>
                }.into_any(),
            }}
        </section>
    }
}

/// There is one like it: look at that one, or place another all the same.
#[component]
pub(super) fn Twin(twin: Memo<Option<OrderId>>, more: Callback<()>) -> impl IntoView {
    view! {
        <div class="callout is-warn" role="alert"><Icon name="warn"/><div>
            <p class="callout-title">{text::desk::in_same()}</p><p>{text::desk::in_same_ask()}</p>
        </div></div>
        <div class="btn-row">
            {move || twin.get().map(|id| view! { <Link to=Route::Order(id) class="btn btn-secondary btn-lg">{text::desk::in_same_look()}</Link> })}
            <button type="button" class="btn btn-primary btn-lg" on:click=move |_| more.run(())>{text::desk::in_same_more()}</button>
        </div>
    }
}
