//! What was ordered, the words of both sides, and who looked at the phone.

use doorstep_dom::prelude::*;
use doorstep_domain::order::{Order, Proof};

use crate::{
    components::{Icon, Sheet, Signed},
    state::{App, contact, detail},
    text,
};

/// The facts.
#[component]
pub(super) fn Facts(order: Memo<Option<Order>>) -> impl IntoView {
    let app = App::expect();
    let rows = Memo::new(move |_| {
        let now = app.now();
        order
            .with(|o| {
                let o = o.as_ref()?;
                Some(detail::facts(o, app.community_by(&o.community).as_ref(), now))
            })
            .unwrap_or_default()
    });
    let words = Memo::new(move |_| {
        let (now, me) = (app.now(), app.person_id());
        order
            .with(|o| o.as_ref().map(|o| detail::words(o, me, now)))
            .unwrap_or_default()
    });
    // What was drawn goes when the contacts go; that somebody signed stays.
    let drawn = Memo::new(move |_| {
        order.with(|o| {
            let finish = o.as_ref()?.finish.as_ref()?;
            let signature = finish.signature.get().cloned();
            (finish.proof == Proof::Signature || signature.is_some()).then_some(signature)
        })
    });
    view! {
        <Show when=move || !words.with(Vec::is_empty)>
            <section class="section">
                <h2>{text::detail::words()}</h2>
                <ul class="notes">
                    {move || words.get().into_iter().map(|(who, text)| view! { <li class="note"><p class="note-who">{who}</p><p>{text}</p></li> }).collect_view()}
                </ul>
            </section>
        </Show>
        <dl class="kv">
            {move || rows.get().into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
            {move || drawn.get().map(|signature| view! {
                <div><dt>{text::order::signature()}</dt><dd>{text::order::proof(&Proof::Signature)}{signature.map(|signature| view! { <Signed signature/> })}</dd></div>
            })}
        </dl>
        <Looks order/>
    }
}

/// 谁看过我的电话: one tap away.
#[component]
fn Looks(order: Memo<Option<Order>>) -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    let looks = Memo::new(move |_| {
        let now = app.now();
        order
            .with(|o| o.as_ref().map(|o| contact::looks(o, now)))
            .unwrap_or_default()
    });
    let last = move || {
        looks.with(|all| {
            all.first().map_or_else(
                || text::detail::looks_none().to_owned(),
                |look| text::detail::looks_last(&look.who, &look.when),
            )
        })
    };
    view! {
        <div class="cells">
            <button class="cell" on:click=move |_| open.set(true)>
                <Icon name="eye"/>
                <span class="cell-main"><span class="cell-title">{text::detail::looks()}</span><span class="cell-sub">{last}</span></span>
                <Icon name="chevron"/>
            </button>
        </div>
        <Sheet open title=text::detail::looks()>
            <p class="muted">{text::detail::looks_why()}</p>
            <Show when=move || looks.with(Vec::is_empty)><p class="strong">{text::detail::looks_none()}</p></Show>
            <ul class="notes">
                {move || looks.get().into_iter().map(|look| view! {
                    <li class="note">
                        <p class="note-who">{look.when}</p>
                        <p>{look.who}{text::DOT}{text::detail::look_door()}</p>
                        {(!look.why.is_empty()).then(|| view! { <p class="muted small">{look.why.clone()}</p> })}
                    </li>
                }).collect_view()}
            </ul>
        </Sheet>
    }
}
