//! One card of the pool.

use doorstep_dom::prelude::*;

use super::take::{Take, Taps};
use crate::{
    components::Icon,
    state::{
        App, job,
        pool::{self, Card, Kind},
    },
    text::{self, job as words},
};

/// A card, with its button or what became of it.
#[component]
pub fn PoolCard(
    /// The card.
    card: Card,
    /// It left the pool while it was shown.
    #[prop(into)]
    gone: Signal<bool>,
    /// The taps of this screen.
    taps: Taps,
) -> impl IntoView {
    let app = App::expect();
    let copy = card.clone();
    let heading = card.title.clone();
    let (day, slot) = (card.slot.day, card.slot);
    let place = card.building.as_deref().map(words::around);
    let due = match card.kind {
        Kind::Offer { due } => Some((words::asked_first(), due)),
        Kind::Handover { due } => Some((words::asked_over(), due)),
        Kind::Open | Kind::Standby => None,
    };
    let standby = card.kind == Kind::Standby;
    let class = if due.is_some() {
        "card pool-card card--now"
    } else {
        "card pool-card"
    };
    view! {
        <article class=class>
            <div class="pool-when">
                {move || text::time::day(day, app.now().day())}
                <b>{text::time::clock(slot.from)}</b>
                {words::to(&text::time::clock(slot.to))}
            </div>
            <div class="pool-main">
                <h2 class="pool-title">{heading}</h2>
                {place.map(|place| view! { <p class="pool-where"><Icon name="pin"/>{place}</p> })}
                {due.map(|(_, due)| view! { <p class="card-sub">{move || words::answer_by(&text::time::moment(due, app.now()))}</p> })}
                {standby.then(|| view! { <p class="card-sub">{words::standby_sub()}</p> })}
            </div>
            <div class="pool-go">
                <p class="pool-tags">
                    {due.map(|(word, _)| view! { <span class="tag is-going"><Icon name="handshake"/>{word}</span> })}
                    {standby.then(|| view! { <span class="tag is-wait"><Icon name="users"/>{text::order::standby()}</span> })}
                    <Tags card=copy/>
                </p>
                <Take card taps gone/>
            </div>
        </article>
    }
}

/// What it takes: the way and the minutes, the skill, the places, the time left.
#[component]
fn Tags(
    /// The card.
    card: Card,
) -> impl IntoView {
    let app = App::expect();
    let way = words::minutes(words::mode(card.mode), card.minutes);
    let (all, taken) = card.places;
    let due = card.due;
    let slot = card.slot;
    let left = move || pool::time_left(&slot, due, app.now());
    view! {
        <span class="tag"><Icon name=job::mode_icon(card.mode)/>{way}</span>
        {card.skill.map(|skill| view! { <span class="tag"><Icon name="badge"/>{words::needs_skill(&skill)}</span> })}
        {(all > 1).then(|| view! { <span class="tag is-going"><Icon name="users"/>{words::wanted(all.saturating_sub(taken), all)}</span> })}
        {move || left().map(|left| view! { <span class="tag is-late"><Icon name="clock"/>{left}</span> })}
    }
}
