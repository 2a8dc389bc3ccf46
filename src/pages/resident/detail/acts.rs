//! The buttons of an order by its state, and what became of the last one pressed.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    CommandId, OrderId,
    order::{Act, Order, State, Why},
};

use super::sheets::{MoveSheet, WordsSheet};
use crate::{
    components::{Icon, ReasonSheet, ReasonWords},
    routes::Route,
    state::{
        App,
        detail::{self, Button},
    },
    text,
};

/// What a button of this screen works with.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    pub(super) app: App,
    pub(super) id: OrderId,
    pub(super) asked: RwSignal<Option<CommandId>>,
}

impl Hand {
    /// Acts on the order; whether the phone took it. What it refuses is said beside the buttons.
    pub(super) fn act(&self, act: Act) -> bool {
        let Some(order) = untrack(|| self.app.order(self.id)) else {
            return false;
        };
        let command = self.app.act(self.id, &order.community, act);
        self.asked.set(Some(command));
        untrack(|| self.app.refusal(command)).is_none()
    }
}

/// The buttons.
#[component]
pub(super) fn Acts(id: OrderId, order: Memo<Option<Order>>) -> impl IntoView {
    let app = App::expect();
    let hand = Hand {
        app,
        id,
        asked: RwSignal::new(None),
    };
    let buttons = Memo::new(move |_| {
        let now = app.now();
        let received = app.confirmed_order(id).is_some();
        order
            .with(|o| o.as_ref().map(|o| detail::buttons(o, received, now)))
            .unwrap_or_default()
    });
    let urge = Memo::new(move |_| {
        let now = app.now();
        order
            .with(|o| o.as_ref().and_then(|o| detail::urge_again(o, now)))
            .map(|at| text::time::moment(at, now))
    });
    let moving = Memo::new(move |_| {
        let now = app.now();
        order.with(|o| {
            o.as_ref()?
                .slot_ask
                .as_ref()
                .map(|ask| text::detail::move_waits(&text::time::slot(&ask.slot, now)))
        })
    });
    let thanks = Memo::new(move |_| order.with(|o| o.as_ref().is_some_and(|o| o.rating.is_some())));
    let cancel = RwSignal::new(false);
    let redo = RwSignal::new(false);
    let move_open = RwSignal::new(false);
    let appeal = RwSignal::new(false);
    let remark = RwSignal::new(false);
    let refused = move || {
        hand.asked
            .get()
            .and_then(|c| app.refusal(c))
            .map(|reason| text::reason::sentence(&reason))
    };
    let small = move |button: Button| {
        let press = move |_| match button {
            Button::Urge => {
                // The button itself says until when, and the trail that it was done.
                hand.act(Act::Urge);
            }
            Button::Move => move_open.set(true),
            Button::Cancel => cancel.set(true),
            Button::Redo => redo.set(true),
            Button::Appeal => appeal.set(true),
            Button::Remark => remark.set(true),
            Button::Again => app.go(Route::Again(id)),
            Button::Rate => app.go(Route::Rate(id)),
            Button::Confirm => {
                if hand.act(Act::Confirm) {
                    app.go(Route::Rate(id));
                }
            }
        };
        let (icon, word) = face(button);
        let blocked = move || button == Button::Urge && urge.get().is_some();
        let again = move || {
            urge.get()
                .filter(|_| button == Button::Urge)
                .map(|at| view! { <span class="btn-sub">{text::detail::urge_again(&at)}</span> })
        };
        let class = match button {
            Button::Confirm | Button::Rate => "btn btn-primary btn-lg btn-block",
            Button::Cancel => "btn btn-danger",
            _ => "btn btn-secondary",
        };
        view! { <button class=class disabled=blocked on:click=press><Icon name=icon/><span>{word}{again}</span></button> }
    };
    let main = move || buttons.with(|all| all.iter().copied().find(|b| is_main(*b)));
    let others = move || buttons.with(|all| all.iter().copied().filter(|b| !is_main(*b)).collect::<Vec<_>>());
    view! {
        <Asked order/>
        <Show when=move || thanks.get()>
            <div class="callout is-good"><Icon name="check-round"/><div><p>{text::detail::rate_thanks()}</p></div></div>
        </Show>
        {move || main().map(small)}
        {move || refused().map(|why| view! { <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p>{why}</p></div></div> })}
        {move || moving.get().map(|text| view! { <p class="notice"><Icon name="calendar"/><span>{text}</span></p> })}
        <div class="btn-row btn-row--two"><For each=others key=|b| *b children=small/></div>
        <CancelSheet hand order open=cancel/>
        <RedoSheet hand order open=redo/>
        <MoveSheet hand order open=move_open/>
        <WordsSheet hand open=appeal appeal=true/>
        <WordsSheet hand open=remark appeal=false/>
    }
}

const fn is_main(button: Button) -> bool {
    matches!(button, Button::Confirm | Button::Rate)
}

fn face(button: Button) -> (&'static str, &'static str) {
    match button {
        Button::Confirm => ("check", text::order::confirm()),
        Button::Redo => ("sync", text::order::redo()),
        Button::Rate => ("star", text::order::rate()),
        Button::Appeal => ("edit", text::detail::appeal()),
        Button::Urge => ("bell", text::order::urge()),
        Button::Move => ("calendar", text::order::move_slot()),
        Button::Cancel => ("close", text::order::cancel()),
        Button::Remark => ("chat", text::detail::add_word()),
        Button::Again => ("plus", text::order::again()),
    }
}

/// 办好了吗？: what whoever served says.
#[component]
fn Asked(order: Memo<Option<Order>>) -> impl IntoView {
    let app = App::expect();
    let said = Memo::new(move |_| {
        let now = app.now();
        order.with(|o| detail::asked(o.as_ref().filter(|o| o.state == State::AwaitingConfirm)?, now))
    });
    view! {
        {move || said.get().map(|lines| view! {
            <div class="callout is-info"><Icon name="help"/><div>{lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div></div>
        })}
    }
}

#[component]
fn CancelSheet(hand: Hand, order: Memo<Option<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let words = Signal::derive(move || {
        let name = order.with(|o| {
            o.as_ref()
                .and_then(|o| o.holders.iter().find_map(|h| h.card.get()).map(|c| c.name.clone()))
        });
        ReasonWords {
            title: text::detail::cancel_title().to_owned(),
            consequence: name.map_or_else(
                || text::detail::cancel_plain().to_owned(),
                |n| text::detail::cancel_told(&n),
            ),
            go: text::detail::cancel_do(),
            keep: text::detail::cancel_keep(),
        }
    });
    let done = Callback::new(move |(why, text): (Why, String)| {
        hand.act(Act::Cancel { why, text });
    });
    view! { <ReasonSheet open words reasons=Why::CANCEL done name="why-cancel"/> }
}

#[component]
fn RedoSheet(hand: Hand, order: Memo<Option<Order>>, open: RwSignal<bool>) -> impl IntoView {
    let words = Signal::derive(move || {
        let now = untrack(|| hand.app.now());
        let until = order.with(|o| o.as_ref().and_then(detail::redo_until));
        let until = until
            .map(|at| text::detail::redo_until(&text::time::moment(at, now)))
            .unwrap_or_default();
        ReasonWords {
            title: text::detail::redo_title().to_owned(),
            consequence: format!("{} {until}", text::detail::redo_explain()).trim().to_owned(),
            go: text::detail::redo_do(),
            keep: text::common::cancel_sheet(),
        }
    });
    let done = Callback::new(move |(why, text): (Why, String)| {
        hand.act(Act::Redo { why, text });
    });
    view! { <ReasonSheet open words reasons=Why::REDO done name="why-redo"/> }
}
