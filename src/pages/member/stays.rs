//! The last stays at a station.

use doorstep_dom::prelude::*;

use crate::{
    components::Icon,
    state::{
        App,
        duty::{Board, Stay},
        orders,
    },
    text::{self, duty as words},
};

/// The list.
#[component]
pub fn Stays(
    /// What the phone knows.
    board: Memo<Board>,
) -> impl IntoView {
    let app = App::expect();
    let line = move |stay: Stay| {
        let now = untrack(|| app.now());
        let end = stay.end.map(|end| text::time::clock(end.minute())).unwrap_or_default();
        let (class, icon) = orders::mark_look(&stay.mark);
        let length = words::length(stay.minutes(now));
        view! {
            <div class="cell">
                <span class="cell-main">
                    <span class="cell-title">{text::time::day(stay.start.day(), now.day())}" "{text::time::clock(stay.start.minute())}"–"{end}</span>
                    <span class="cell-sub">{stay.station}{text::DOT}{length}</span>
                </span>
                <span class=class><Icon name=icon/>{orders::mark_words(&stay.mark)}</span>
            </div>
        }
    };
    view! {
        <section class="section">
            <h2>{words::last()}</h2>
            <div class="cells">{move || board.with(|b| b.last.clone()).into_iter().map(line).collect_view()}</div>
            <Show when=move || board.with(|b| b.last.is_empty())>
                <p class="muted">{words::none()}</p>
                <p class="muted small">{words::elsewhere()}</p>
            </Show>
        </section>
    }
}
