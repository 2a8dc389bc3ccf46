//! 接单: one tap, and what became of it, in the place of the button.

use doorstep_domain::{CommandId, Reason};
use leptos::prelude::*;

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

/// The button of a card, or what became of it. `lost` hears when another was first.
#[component]
pub fn Take(
    /// The card.
    card: Card,
    /// Another was first.
    #[prop(optional)]
    lost: Option<RwSignal<Option<Card>>>,
    /// It left the pool while it was shown.
    #[prop(optional)]
    gone: bool,
) -> impl IntoView {
    let app = App::expect();
    let id = card.id;
    let tapped = RwSignal::new(None::<CommandId>);
    let state = Memo::new(move |_| {
        let on_the_spot = tapped.get().and_then(|command| app.refusal(command));
        app.read(|replica, _| taking::taking(replica, id, on_the_spot))
            .unwrap_or(Taking::Free)
    });
    let online = Memo::new(move |_| app.read(|r, _| r.link().online).unwrap_or(false));
    let card = StoredValue::new(card);
    Effect::new(move |before: Option<Taking>| {
        let now = state.get();
        let mine = tapped.get_untracked().is_some();
        if mine && before.is_some_and(|b| b != now) {
            match now {
                Taking::Got => app.dispatch(Intent::Buzz),
                Taking::Lost { .. } => lost.into_iter().for_each(|lost| lost.set(Some(card.get_value()))),
                _ => {}
            }
        }
        now
    });
    let take = move |_| {
        if let Taking::Refused { command: Some(old), .. } | Taking::Lost { command: old, .. } = state.get_untracked() {
            app.dispatch(Intent::Discard(old, String::new()));
        }
        let card = card.get_value();
        tapped.set(Some(app.act(card.id, &card.community, taking::take(&card))));
    };
    let refuse = move |_| {
        let card = card.get_value();
        if let Some(act) = taking::refuse(&card) {
            tapped.set(Some(app.act(card.id, &card.community, act)));
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
            Taking::Free if gone => view! { <p class="muted small">{words::gone()}</p> }.into_any(),
            Taking::Free => view! { <div class="btn-row">{buttons()}</div> }.into_any(),
            Taking::Waiting { command, offline } => view! { <Waiting command offline/> }.into_any(),
            Taking::Got => view! { <Got id/> }.into_any(),
            Taking::Lost { standby, .. } => view! {
                <div class="callout is-plain" role="status">
                    <Icon name="users"/>
                    <div>
                        <p class="callout-title">{words::lost()}</p>
                        <p>{if standby { words::lost_standby() } else { words::lost_plain() }}</p>
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
                        <button class="btn btn-quiet btn-s" on:click=move |_| app.dispatch(Intent::Discard(command, String::new()))>{words::withdraw()}</button>
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
                <Link to=Route::Order(id) class="btn btn-secondary btn-s">{words::open_job()}</Link>
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
