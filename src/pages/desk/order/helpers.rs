//! 能接的人: whom the desk can ask, with what speaks for and against each.

use doorstep_dom::prelude::*;
use doorstep_domain::order::{Act, State};

use super::Hand;
use crate::{
    components::Icon,
    state::desk::helpers::{Helper, fitting},
    text,
};

/// The id of the card, to which 派单 leads.
pub(super) const ID: &str = "desk-helpers";
/// Suggestions shown at first.
const FIRST: usize = 3;

/// The card; nothing where nobody can be asked.
#[component]
pub(super) fn Helpers(hand: Hand) -> impl IntoView {
    let app = hand.app;
    let all = RwSignal::new(false);
    let asks = Memo::new(move |_| {
        hand.order.with(|o| {
            o.as_ref().is_some_and(|o| {
                let free = matches!(o.state, State::Submitted | State::Open | State::Accepted);
                // Nobody is asked for what nobody has listened to yet.
                free && o.handover.is_none() && !o.spoken
            })
        })
    });
    let transfer = move || {
        hand.order
            .with(|o| o.as_ref().is_some_and(|o| o.state == State::Accepted))
    };
    let found = Memo::new(move |_| {
        let now = app.now();
        hand.order
            .with(|o| app.read(|r, _| o.as_ref().map(|o| fitting(r, o, now))))
            .flatten()
            .unwrap_or_default()
    });
    let rest = move || found.with(Vec::len).saturating_sub(FIRST);
    let shown = move || {
        let take = if all.get() { usize::MAX } else { FIRST };
        found.get().into_iter().take(take).collect::<Vec<_>>()
    };
    let row = move |helper: Helper| {
        let (id, name) = (helper.id, helper.name.clone());
        let ask = move |_| {
            hand.act(if transfer() {
                Act::Transfer { to: id }
            } else {
                Act::Offer { to: id }
            });
            if untrack(|| hand.refusal()).is_none() {
                app.say(text::desk::asked_toast(&name));
            }
        };
        let why = helper.why();
        let zone = helper.zone;
        view! {
            <tr>
                <td>{helper.name}" "{if helper.member {
                    view! { <span class="party">{text::desk::role_member()}</span> }.into_any()
                } else {
                    view! { <span class="badge">{text::desk::role_volunteer()}</span> }.into_any()
                }}</td>
                <td class="num">{text::desk::load(helper.load)}</td>
                <td>{why}{(!zone.is_empty()).then(|| view! { <span class="cell-sub">{zone}</span> })}</td>
                <td><button class="btn btn-secondary btn-s" on:click=ask>{move || if transfer() { text::desk::ask_over() } else { text::desk::ask() }}</button></td>
            </tr>
        }
    };
    view! {
        <Show when=move || asks.get()>
            <section class="card" id=ID tabindex="-1" aria-label=text::desk::helpers()>
                <div><h3 class="card-title">{text::desk::helpers()}</h3><p class="card-sub">{text::desk::helpers_hint()}</p></div>
                {move || if found.with(Vec::is_empty) {
                    view! { <div class="callout is-plain"><Icon name="info"/><div><p class="callout-title">{text::desk::helpers_none()}</p><p>{text::desk::helpers_none_hint()}</p></div></div> }.into_any()
                } else {
                    view! {
                        <div class="table-wrap"><table class="table">
                            <thead><tr>
                                <th>{text::desk::col_name()}</th><th>{text::desk::col_load()}</th><th>{text::desk::col_why()}</th>
                                <th><span class="sr">{text::desk::col_do()}</span></th>
                            </tr></thead>
                            <tbody>{move || shown().into_iter().map(row).collect_view()}</tbody>
                        </table></div>
                    }.into_any()
                }}
                <Show when=move || !all.get() && rest() != 0>
                    <button class="btn btn-quiet" on:click=move |_| all.set(true)>{move || text::desk::helpers_more(rest())}</button>
                </Show>
            </section>
        </Show>
    }
}
