//! One case of a department (转办): what it is about, whom to ask for more, and the answer.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    CommandId, OrderId,
    order::{Act, Outcome},
};

use super::about::About;
use crate::{
    components::{Icon, SyncMark},
    state::{App, desk::actions::REFERRAL_ANSWERS, referred},
    text::{self, job as words},
};

/// The case.
#[component]
pub fn Case(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let case = Memo::new(move |_| {
        let (order, now) = (app.order(id)?, app.now());
        app.read(|r, _| referred::case(r, &order, now))
    });
    let waits = Memo::new(move |_| case.with(|c| c.as_ref().is_some_and(|c| c.waits)));
    let phone = move || app.community().map(|c| c.phone).filter(|p| !p.is_empty());
    let line = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    view! {
        {move || case.get().map(|case| view! {
            <div class="stack-s">
                {case.mark.map(|mark| view! { <p><SyncMark mark/></p> })}
                <h2 class="huge">{case.say}</h2>
            </div>
            <section class="card">
                <dl class="kv">
                    {line(words::case_why(), case.why.to_owned())}
                    {line(words::case_to(), case.to)}
                    {line(words::case_place(), case.place)}
                    {line(text::detail::when(), case.slot)}
                    {line(words::number(), case.number)}
                </dl>
                <p class="muted">{words::case_contact()}</p>
                {phone().map(|phone| view! {
                    <a class="btn btn-secondary btn-block" href=format!("tel:{phone}")><Icon name="phone"/>{text::home::call_centre()}</a>
                })}
            </section>
        })}
        {move || waits.get().then(|| view! { <Answer id/> })}
        <About id/>
    }
}

/// What came of it: one of four, then one button.
#[component]
fn Answer(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let chosen = RwSignal::new(None::<Option<Outcome>>);
    let missing = RwSignal::new(false);
    let asked = RwSignal::new(None::<CommandId>);
    let refused = move || {
        let reason = app.refusal(asked.get()?)?;
        Some(text::reason::sentence(&reason))
    };
    let send = move |_| {
        missing.set(chosen.with_untracked(Option::is_none));
        let order = untrack(|| app.order(id));
        if let (Some(outcome), Some(order)) = (chosen.get_untracked(), order) {
            asked.set(Some(app.act(id, &order.community, Act::EndReferral { outcome })));
        }
    };
    let option = move |answer: Option<Outcome>| {
        let word = answer.map_or(words::case_end_back(), text::order::outcome);
        view! {
            <label class="opt">
                <input type="radio" name="case" prop:checked=move || chosen.get() == Some(answer) on:change=move |_| { chosen.set(Some(answer)); missing.set(false); }/>
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <section class="card stack">
            <h2 class="card-title">{words::case_ask()}</h2>
            <div class="opts" role="radiogroup" aria-label=words::case_ask()>{REFERRAL_ANSWERS.into_iter().map(option).collect_view()}</div>
            <Show when=move || missing.get()><p class="err" role="alert"><Icon name="warn"/>{words::case_missing()}</p></Show>
            {move || refused().map(|why| view! { <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p>{why}</p></div></div> })}
            <button class="btn btn-primary btn-lg btn-block" on:click=send>{words::case_send()}</button>
        </section>
    }
}
