//! The buttons of the order by its state, the next step first, and what became of the last one pressed.

use doorstep_dom::prelude::*;
use doorstep_domain::{catalogue::Pool, order::Act};

use super::{Hand, helpers};
use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{
        Intent,
        desk::actions::{self, Action},
    },
    text,
};

/// Actions that keep the order where it is: a second row.
const fn is_side(action: Action) -> bool {
    matches!(
        action,
        Action::MoveSlot | Action::CallBack | Action::Link | Action::Remark | Action::Cancel
    )
}

/// The buttons.
#[component]
pub(super) fn Buttons(hand: Hand) -> impl IntoView {
    let app = hand.app;
    let all = Memo::new(move |_| {
        let actor = app.actor();
        hand.order
            .with(|o| Some(actions::actions(o.as_ref()?, actor.as_ref()?)))
            .unwrap_or_default()
    });
    let rows = move |side: bool| {
        all.get()
            .into_iter()
            .filter(move |a| is_side(*a) == side)
            .map(move |a| button(hand, a, side))
            .collect_view()
    };
    view! {
        {move || hand.refusal().map(|words| view! {
            <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p class="callout-title">{text::desk::refused()}</p><p>{words}</p></div></div>
        })}
        <div class="btn-row" role="group" aria-label=text::desk::next_step()>{move || rows(false)}</div>
        <div class="row" role="group" aria-label=text::desk::more()>
            <Link to=Route::Slip(hand.id) class="btn btn-secondary btn-s"><Icon name="print"/>{text::desk::in_done_slip()}</Link>
            {move || rows(true)}
        </div>
    }
}

fn button(hand: Hand, action: Action, side: bool) -> AnyView {
    let class = match (action.is_grave(), side) {
        (true, false) => "btn btn-danger",
        (true, true) => "btn btn-danger btn-s",
        (false, false) => "btn btn-secondary",
        (false, true) => "btn btn-secondary btn-s",
    };
    let dispatch_only = hand
        .order
        .with_untracked(|o| o.as_ref().is_some_and(|o| o.pool == Pool::Dispatch));
    let word = if action == Action::Open && dispatch_only {
        text::desk::act_dispatch_only()
    } else {
        action.word()
    };
    let press = move |_| match action {
        Action::Open => hand.act(Act::Open),
        Action::Resume => hand.act(Act::Resume),
        Action::Dispatch | Action::Transfer => hand.app.dispatch(Intent::Focus(helpers::ID.to_owned())),
        Action::Settle => hand.app.dispatch(Intent::Focus(super::settle::ID.to_owned())),
        other => hand.sheet.set(Some(other)),
    };
    view! { <button class=class on:click=press><Icon name=action.icon()/>{word}</button> }
}
