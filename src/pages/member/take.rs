//! 接单: one tap, and what became of it, in the place of the button.

use doorstep_dom::prelude::*;
use doorstep_domain::{CommandId, Reason};

use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{
        App, Intent,
        pool::{self, Card, Kind},
        taking::{self, Taking},
    },
    text::{self, job as words},
};

/// The taps on 接单 of one screen. They outlive the cards, which are drawn anew when an order changes hands.
pub type Taps = RwSignal<Vec<(Card, CommandId)>>;

/// Watches what becomes of `taps`: a buzz for what was got, and `lost` hears when another was first.
pub fn watch(app: App, taps: Taps, lost: RwSignal<Option<Card>>) {
    Effect::new(move |before: Option<Vec<Taking>>| {
        let before = before.unwrap_or_default();
        let taps = taps.get();
        let now: Vec<Taking> = taps
            .iter()
            .map(|(card, command)| state_of(app, card, Some(*command)))
            .collect();
        for (n, state) in now
            .iter()
            .enumerate()
            .filter(|(n, state)| before.get(*n).is_some_and(|b| b != *state))
        {
            match state {
                Taking::Got => app.dispatch(Intent::Buzz),
                Taking::Lost { .. } => lost.set(Some(taps[n].0.clone())),
                _ => {}
            }
        }
        now
    });
}

fn state_of(app: App, card: &Card, tapped: Option<CommandId>) -> Taking {
    let on_the_spot = tapped.and_then(|command| app.refusal(command));
    app.read(|replica, _| taking::taking(replica, card, on_the_spot))
        .unwrap_or(Taking::Free)
}

/// The button of a card, or what became of it.
#[component]
pub fn Take(
    /// The card.
    card: Card,
    /// The taps of this screen.
    taps: Taps,
    /// It left the pool while it was shown.
    #[prop(into)]
    gone: Signal<bool>,
) -> impl IntoView {
    let app = App::expect();
    let id = card.id;
    let card = StoredValue::new(card);
    let state = Memo::new(move |_| {
        let tapped = taps.with(|taps| taps.iter().rev().find(|(c, _)| c.id == id).map(|(_, command)| *command));
        card.with_value(|card| state_of(app, card, tapped))
    });
    let online = Memo::new(move |_| app.read(|r, _| r.link().online).unwrap_or(false));
    let give = move |act: doorstep_domain::order::Act| {
        let card = card.get_value();
        for old in app.peek(|r, _| taking::refused(r, &card)).unwrap_or_default() {
            app.dispatch(Intent::Discard(old, String::new()));
        }
        let command = app.act(card.id, &card.community, act);
        taps.update(|taps| taps.push((card, command)));
    };
    let take = move |_| give(card.with_value(taking::take));
    let refuse = move |_| {
        if let Some(act) = card.with_value(taking::refuse) {
            give(act);
        }
    };
    let buttons = move || {
        let card = card.get_value();
        let (word, no) = match card.kind {
            Kind::Offer { .. } => (text::order::accept(), Some(words::not_now())),
            Kind::Handover { .. } => (words::take_over(), Some(words::not_now())),
            Kind::Standby => ("", Some(words::leave_standby())),
            Kind::Open => (text::order::accept(), None),
        };
        let label = move || {
            let word = if online.get() { word } else { text::order::intent() };
            (word, text::inbox::with(word, &card.title))
        };
        view! {
            {no.map(|no| view! { <button class="btn btn-quiet" on:click=refuse>{no}</button> })}
            {(!word.is_empty()).then(|| {
                let label = label.clone();
                let spoken = { let label = label.clone(); move || label().1 };
                view! { <button class="btn btn-secondary" aria-label=spoken on:click=take>{move || label().0}</button> }
            })}
        }
    };
    view! {
        {move || match state.get() {
            Taking::Free if gone.get() => view! { <p class="muted small">{words::gone()}</p> }.into_any(),
            Taking::Free => view! { <div class="btn-row">{buttons()}</div> }.into_any(),
            Taking::Waiting { command, offline } => view! { <Waiting command offline/> }.into_any(),
            Taking::Got => view! { <Got id/> }.into_any(),
            Taking::Lost { command, standby } => view! {
                <div class="callout is-plain" role="status">
                    <Icon name="users"/>
                    <div>
                        <p class="callout-title">{words::lost()}</p>
                        <p>{if standby { words::lost_standby() } else { words::lost_plain() }}</p>
                        <div class="btn-row"><button class="btn btn-quiet" on:click=move |_| app.dispatch(Intent::Discard(command, String::new()))>{words::dismiss()}</button></div>
                    </div>
                </div>
            }.into_any(),
            Taking::Refused { command, reason } => view! {
                <Refusal reason/>
                <div class="btn-row">
                    {command.map(|old| view! {
                        <button class="btn btn-quiet" on:click=move |_| app.dispatch(Intent::Discard(old, String::new()))>{words::dismiss()}</button>
                    })}
                    {buttons()}
                </div>
            }.into_any(),
        }}
    }
}

/// On its way.
#[component]
fn Waiting(
    /// The command.
    command: CommandId,
    /// Nothing reaches the community now.
    offline: bool,
) -> impl IntoView {
    let app = App::expect();
    view! {
        <div class="callout is-info" role="status">
            <Icon name="clock"/>
            <div>
                {if offline {
                    view! {
                        <p class="callout-title">{text::order::mark_provisional()}</p>
                        <p>{words::waiting_offline_sub()}</p>
                        <div class="btn-row"><button class="btn btn-quiet" on:click=move |_| app.dispatch(Intent::Discard(command, String::new()))>{words::withdraw()}</button></div>
                    }.into_any()
                } else {
                    view! { <p class="callout-title">{words::waiting()}</p> }.into_any()
                }}
            </div>
        </div>
    }
}

/// 接到了: the address, and the way to the job.
#[component]
fn Got(
    /// The order.
    id: doorstep_domain::OrderId,
) -> impl IntoView {
    let app = App::expect();
    let place = move || app.read(|r, _| pool::revealed(r, id)).flatten();
    view! {
        <div class="callout is-good" role="status">
            <Icon name="check-round"/>
            <div>
                <p class="callout-title">{words::got()}</p>
                <p>{move || place().map_or_else(|| words::got_sub_plain().to_owned(), |place| words::got_sub(&place))}</p>
                <div class="btn-row"><Link to=Route::Order(id) class="btn btn-secondary">{words::open_job()}</Link></div>
            </div>
        </div>
    }
}

/// Why something was refused, in words.
#[component]
pub fn Refusal(
    /// Why; none when the server failed on it.
    reason: Option<Reason>,
) -> impl IntoView {
    let why = reason
        .as_ref()
        .map_or_else(|| text::reason::staff_looks().to_owned(), text::reason::sentence);
    view! { <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p>{text::order::mark_refused(&why)}</p></div></div> }
}
