//! 争议: two say they did it. Both sides stand beside each other; the desk decides.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    PersonId,
    order::{Act, Finish, Order},
};

use super::{Hand, trail};
use crate::{
    components::{Icon, Signed},
    state::desk::{board, facts, lines, trail as lines_of},
    text,
};

/// The id of the card.
pub(super) const ID: &str = "desk-settle";

/// The card; nothing where nothing is contested.
#[component]
pub(super) fn Settle(hand: Hand) -> impl IntoView {
    let contested = move || hand.order.with(|o| o.as_ref().is_some_and(board::contested));
    view! {
        <Show when=contested>
            <section class="card" id=ID tabindex="-1" aria-label=text::desk::ask_settle()>
                <div><h3 class="card-title">{text::desk::ask_settle()}</h3><p class="card-sub">{text::desk::settle_hint()}</p></div>
                <div class="field-pair">
                    {move || hand.order.get().map(|order| sides(&order).into_iter().map(|(person, finish)| side(hand, &order, person, finish.as_ref())).collect_view())}
                </div>
            </section>
        </Show>
    }
}

/// The two, each with their finish: who holds it or finished it, and the other.
fn sides(order: &Order) -> Vec<(PersonId, Option<Finish>)> {
    let Some(contest) = &order.contest else {
        return Vec::new();
    };
    let finish = order.finish.clone().filter(|f| f.by != contest.other);
    let first = finish
        .as_ref()
        .map(|f| f.by)
        .or_else(|| order.holders.first().map(|h| h.person));
    let other = contest
        .evidence
        .clone()
        .or_else(|| order.finish.clone().filter(|f| f.by == contest.other));
    first
        .map(|person| (person, finish))
        .into_iter()
        .chain([(contest.other, other)])
        .collect()
}

fn side(hand: Hand, order: &Order, person: PersonId, finish: Option<&Finish>) -> AnyView {
    let app = hand.app;
    let now = app.now();
    let words = app.read(|r, _| {
        let said = finish.map_or_else(
            || text::desk::settle_started().to_owned(),
            |f| lines::finish_words(r, f),
        );
        (
            facts::person_name(r, person),
            said,
            lines_of::of_person(r, order, person, now),
        )
    });
    let decides = finish.is_some();
    let drawn = finish.and_then(|f| f.signature.get().cloned());
    words.map(|(name, said, nodes)| {
        let go = text::desk::settle_go(&name);
        view! {
            <div class="stack">
                <p class="strong">{name}</p>
                <p class="small">{said}</p>
                {drawn.map(|signature| view! { <Signed signature/> })}
                <ol class="timeline">{nodes.into_iter().map(trail::node).collect_view()}</ol>
                {decides.then(|| view! {
                    <button class="btn btn-secondary" on:click=move |_| hand.act(Act::Settle { keep: person })><Icon name="check-round"/>{go}</button>
                })}
            </div>
        }
    })
    .into_any()
}
