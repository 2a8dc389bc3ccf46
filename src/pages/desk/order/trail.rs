//! What was said, and what happened: the whole trail with internal steps, the newest first.

use doorstep_dom::prelude::*;

use super::Hand;
use crate::{
    components::Icon,
    state::desk::trail::{self, Line, Look},
    text,
};

/// The words of those involved.
#[component]
pub(super) fn Words(hand: Hand) -> impl IntoView {
    let app = hand.app;
    let said = Memo::new(move |_| {
        let now = app.now();
        hand.order
            .with(|o| app.read(|r, _| o.as_ref().map(|o| trail::said(r, o, now))))
            .flatten()
            .unwrap_or_default()
    });
    let note = |said: trail::Said| {
        view! {
            <li class="note">
                <p class="note-who">{said.who}{said.inner.then(|| view! { {text::DOT}{text::desk::inner()} })}</p>
                <p>{said.text}</p>
            </li>
        }
    };
    view! {
        <Show when=move || !said.with(Vec::is_empty)>
            <section class="card"><h3 class="card-title">{text::desk::said()}</h3>
                <ul class="notes">{move || said.get().into_iter().map(note).collect_view()}</ul>
            </section>
        </Show>
    }
}

/// The trail.
#[component]
pub(super) fn Trail(hand: Hand) -> impl IntoView {
    let app = hand.app;
    let lines = Memo::new(move |_| {
        let now = app.now();
        let confirmed = app.confirmed_order(hand.id).map_or(0, |o| o.trail.len());
        hand.order
            .with(|o| app.read(|r, _| o.as_ref().map(|o| trail::lines(r, o, confirmed, now))))
            .flatten()
            .unwrap_or_default()
    });
    view! {
        <section class="card"><h3 class="card-title">{text::desk::trail()}</h3>
            <ol class="timeline">{move || lines.get().into_iter().map(node).collect_view()}</ol>
        </section>
    }
}

/// One line of a trail.
pub(super) fn node(line: Line) -> AnyView {
    let (class, icon) = match line.look {
        Look::Done => ("tl is-done", "check"),
        Look::Exception => ("tl is-exception", "warn"),
        Look::Local => ("tl is-local", "cloud-up"),
    };
    let local = line.look == Look::Local;
    view! {
        <li class=class>
            <span class="tl-dot"><Icon name=icon/></span>
            <div class="tl-body">
                <p class="tl-what">{line.what}{local.then(|| view! { " " <span class="mark is-queued">{text::desk::pending()}</span> })}</p>
                <p class="tl-who">{line.who}</p>
            </div>
            <time class="tl-when">{line.when}</time>
        </li>
    }
}
