//! Head and lines of the order: what, where it stands, who, where, when, and both clocks.

use doorstep_dom::prelude::*;

use super::Hand;
use crate::{
    components::{Icon, Signed, StateTag, SyncMark},
    state::{
        card,
        desk::{board, clock, facts, lines},
        orders,
    },
    text::{self, DOT},
};

/// The head and the lines.
#[component]
pub(super) fn Lines(hand: Hand) -> impl IntoView {
    let app = hand.app;
    let head = Memo::new(move |_| {
        let now = app.now();
        hand.order.with(|o| {
            let o = o.as_ref()?;
            app.read(|r, _| {
                let number = if o.number.is_empty() {
                    text::order::no_number().to_owned()
                } else {
                    o.number.clone()
                };
                let sub = format!("{number}{DOT}{}", facts::came_in(o, now));
                let mark = card::mark_words(&orders::mark(r, o));
                (facts::title(r, o), sub, board::tag(o, now), clock::due(o, now), mark)
            })
        })
    });
    let lines = Memo::new(move |_| {
        let now = app.now();
        hand.order
            .with(|o| app.read(|r, _| o.as_ref().map(|o| lines::lines(r, o, now))))
            .flatten()
            .unwrap_or_default()
    });
    let notices = Memo::new(move |_| {
        let now = app.now();
        hand.order
            .with(|o| app.read(|r, _| o.as_ref().map(|o| lines::notices(r, o, now))))
            .flatten()
            .unwrap_or_default()
    });
    view! {
        {move || head.get().map(|(title, sub, tag, due, mark)| view! {
            <div class="card-head">
                <div><h2 class="card-title">{title}</h2><p class="card-sub num">{sub}</p></div>
                <StateTag tag/>
            </div>
            <p class="row">
                <SyncMark mark/>
                {matches!(due, clock::Due::Soon(_)).then(|| view! { <span class="tag is-wait"><Icon name="clock"/>{due.words()}</span> })}
            </p>
        })}
        {move || notices.get().into_iter().map(|words| view! {
            <div class="callout is-warn"><Icon name="warn"/><div><p>{words}</p></div></div>
        }).collect_view()}
        <dl class="kv">
            {move || {
                let mut drawn = hand.order.with(|o| o.as_ref()?.finish.as_ref()?.signature.get().cloned());
                lines.get().into_iter().map(|(name, words)| {
                    let drawn = drawn.take_if(|_| name == text::desk::finish());
                    view! { <div><dt>{name}</dt><dd>{words}{drawn.map(|signature| view! { <Signed signature/> })}</dd></div> }
                }).collect_view()
            }}
        </dl>
    }
}
