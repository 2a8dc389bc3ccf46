//! An order on a card, with its small steps and its mark.

use doorstep_dom::prelude::*;

use super::{Icon, Link};
use crate::{
    routes::Route,
    state::card::{MarkWords, OrderCard as Card, Progress, Tag, Tone},
    text,
};

/// The card: the whole of it leads to the order.
#[component]
pub fn OrderCard(
    /// What it shows.
    card: Card,
    /// It is the one that matters now.
    #[prop(optional)]
    now: bool,
) -> impl IntoView {
    let class = match (card.local, now) {
        (true, _) => "card order-card card--local",
        (false, true) => "card order-card card--now",
        (false, false) => "card order-card",
    };
    let mark = card.mark;
    let tag = card.tag.filter(|_| mark.is_none());
    view! {
        <Link to=Route::Order(card.id) class=class>
            <div class="order-top">
                <span class="order-what"><Icon name=card.icon/>{card.what}</span>
                {tag.map(|tag| view! { <StateTag tag/> })}
                {mark.map(|mark| view! { <SyncMark mark/> })}
            </div>
            <p class="order-say">{card.say}</p>
            {(!card.meta.is_empty()).then(|| view! { <p class="order-meta">{card.meta}</p> })}
            <MiniSteps steps=card.steps/>
        </Link>
    }
}

/// The tag of a state.
#[component]
pub fn StateTag(
    /// What it says.
    tag: Tag,
) -> impl IntoView {
    let class = match tag.tone {
        Tone::Wait => "tag is-wait",
        Tone::Going => "tag is-going",
        Tone::Done => "tag is-done",
        Tone::Late => "tag is-late",
        Tone::Off => "tag is-off",
    };
    view! { <span class=class><Icon name=tag.icon/>{tag.word}</span> }
}

/// A sync mark.
#[component]
pub fn SyncMark(
    /// What it says.
    mark: MarkWords,
) -> impl IntoView {
    view! { <span class=format!("mark {}", mark.class)><Icon name=mark.icon/>{mark.words}</span> }
}

/// The row of small steps; nothing when there are none.
#[component]
pub fn MiniSteps(
    /// Their words, and how each stands.
    steps: Vec<(&'static str, Progress)>,
) -> impl IntoView {
    (!steps.is_empty()).then(|| {
        let steps = steps.into_iter().map(|(word, progress)| {
            let class = match progress {
                Progress::Done => "is-done",
                Progress::Now => "is-now",
                Progress::Future => "",
            };
            view! { <li class=class aria-current=(progress == Progress::Now).then_some("step")>{word}</li> }
        });
        view! { <ol class="mini-steps" aria-label=text::detail::steps()>{steps.collect_view()}</ol> }
    })
}
