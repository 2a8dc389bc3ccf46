//! One order, for the resident's side: where it stands, who comes, what happened, and what one can do.

mod acts;
mod facts;
mod sheets;

use doorstep_dom::prelude::*;
use doorstep_domain::{
    OrderId,
    order::{Card, Order, State},
};

use crate::{
    components::{Code, DoorCard, Icon, Link, Page, StateTag, SyncMark, Timeline},
    pages::shared::{Place, Widget},
    routes::Route,
    state::{App, card, detail},
    text,
};

/// The order.
#[component]
pub fn OrderDetail(
    /// Which.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let order = Memo::new(move |_| app.order(id));
    let title = untrack(|| app.item(&order.get()?.item))
        .map_or_else(|| text::common::tab_orders().to_owned(), |i| card::item_title(&i));
    // 办好了吗？ is answered at the top; otherwise who comes stands first.
    let awaits = Memo::new(move |_| order.with(|o| o.as_ref().is_some_and(|o| o.state == State::AwaitingConfirm)));
    let asks = move || awaits.get();
    let known = Memo::new(move |_| order.with(Option::is_some));
    view! {
        <Page title>
            {move || if known.get() {
                view! {
                    <Head order/>
                    {asks().then(|| view! { <acts::Acts id order/> })}
                    <People order/>
                    {(!asks()).then(|| view! { <acts::Acts id order/> })}
                    <Progress id order/>
                    <Place widget=Widget::Shown(id)/>
                    <facts::Facts order/>
                }.into_any()
            } else {
                view! {
                    <div class="empty">
                        <Icon name="list"/><h2>{text::detail::gone()}</h2><p>{text::detail::gone_sub()}</p>
                        <Link to=Route::Orders class="btn btn-secondary">{text::detail::to_orders()}</Link>
                    </div>
                }.into_any()
            }}
        </Page>
    }
}

/// Where it stands: the sentence, the state, and where it is on its way.
#[component]
fn Head(order: Memo<Option<Order>>) -> impl IntoView {
    let app = App::expect();
    let head = Memo::new(move |_| {
        let now = app.now();
        order.with(|o| o.as_ref().and_then(|o| app.read(|r, _| card::head(r, o, now))))
    });
    view! {
        {move || head.get().map(|head| {
            let sub = (!head.sub.is_empty()).then(|| view! { <p class="muted">{head.sub.clone()}</p> });
            if head.local {
                view! {
                    <section class="card card--local stack" aria-live="polite">
                        <SyncMark mark=head.mark/>
                        <h2 class="huge">{text::detail::queued_title()}</h2>
                        <p class="muted">{text::detail::queued_sub()}</p>
                        {sub}
                    </section>
                }.into_any()
            } else {
                view! {
                    <div class="stack-s" aria-live="polite">
                        <div class="row">{head.tag.map(|tag| view! { <StateTag tag/> })}<SyncMark mark=head.mark/></div>
                        <h2 class="huge">{head.say}</h2>
                        {sub}
                    </div>
                }.into_any()
            }
        })}
    }
}

/// Who comes, and the code to tell them at the end.
#[component]
fn People(order: Memo<Option<Order>>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        order.with(|o| {
            let o = o.as_ref()?;
            let cards: Vec<Card> = o.holders.iter().filter_map(|h| h.card.get().cloned()).collect();
            let code = o.code.get().cloned().filter(|_| !o.state.is_ended());
            let several = (o.places > 1 && !o.state.is_ended()).then(|| text::detail::several(cards.len(), o.places));
            Some((
                // While an order of several looks for more people, those who said yes are known already.
                if o.state.is_held() || o.state == State::Open {
                    cards
                } else {
                    Vec::new()
                },
                code,
                several,
                o.mode.travels(),
            ))
        })
    });
    view! {
        {move || shown.get().map(|(cards, code, several, travels)| view! {
            {several.map(|text| view! { <p class="notice"><Icon name="users"/><span>{text}</span></p> })}
            {cards.into_iter().map(|card| view! { <DoorCard card travels/> }).collect_view()}
            {code.map(|code| view! { <Code code/> })}
        })}
    }
}

/// The timeline.
#[component]
fn Progress(id: OrderId, order: Memo<Option<Order>>) -> impl IntoView {
    let app = App::expect();
    let nodes = Memo::new(move |_| {
        let now = app.now();
        let confirmed = app.confirmed_order(id);
        order.with(|o| {
            o.as_ref()
                .map(|o| detail::timeline(o, confirmed.as_ref(), now))
                .unwrap_or_default()
        })
    });
    view! {
        <section class="card">
            <h2 class="card-title">{text::detail::progress()}</h2>
            {move || view! { <Timeline nodes=nodes.get()/> }}
        </section>
    }
}
