//! The questions behind the buttons, each in a sheet: a reason before something ends, a time, what was said on the phone.

mod fill;
mod link;
mod reasons;
mod said;
mod slot;

use doorstep_dom::prelude::*;
use doorstep_domain::order::Act;

pub(super) use self::reasons::Reasons;
use super::Hand;
use crate::{
    components::Sheet,
    state::{
        App,
        desk::{actions::Action, facts},
    },
    text,
};

/// The sheet of `action`. It closes itself.
#[component]
pub(super) fn ActionSheet(hand: Hand, action: Action) -> impl IntoView {
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            hand.sheet.set(None);
        }
    });
    let send = Callback::new(move |act: Act| {
        hand.act(act);
        open.set(false);
    });
    let title = untrack(|| title(hand, action));
    view! { <Sheet open title>{body(hand, action, send)}</Sheet> }
}

fn title(hand: Hand, action: Action) -> String {
    match action {
        Action::Decline => text::desk::ask_decline(),
        Action::Refer => text::desk::ask_refer(),
        Action::Release => return text::desk::ask_release(&lead(hand.app, hand)),
        Action::Suspend => text::desk::ask_suspend(),
        Action::Cancel => text::desk::ask_cancel(),
        Action::Redo => text::desk::ask_redo(),
        Action::MoveSlot => text::desk::ask_slot(),
        Action::AnswerSlot => text::desk::ask_answer_slot(),
        Action::Rate => text::desk::ask_rate(),
        Action::CallBack => text::desk::ask_call_back(),
        Action::EndReferral => text::desk::ask_end_referral(),
        Action::Link => text::desk::ask_link(),
        Action::Remark => text::desk::ask_remark(),
        other => other.word(),
    }
    .to_owned()
}

/// The one who leads.
fn lead(app: App, hand: Hand) -> String {
    let person = hand.order.with(|o| {
        o.as_ref().and_then(|o| {
            o.holders
                .iter()
                .find(|h| h.lead)
                .or(o.holders.first())
                .map(|h| h.person)
        })
    });
    person
        .and_then(|p| app.read(|r, _| facts::person_name(r, p)))
        .unwrap_or_default()
}

fn body(hand: Hand, action: Action, send: Callback<Act>) -> AnyView {
    let reasons = action.reasons();
    let go = action.word();
    match action {
        Action::Decline => {
            let done = Callback::new(move |(why, instead)| send.run(Act::Decline { why, instead }));
            let words = reasons::Words {
                label: text::desk::decline_instead(),
                hint: text::desk::decline_instead_hint(),
                max: doorstep_domain::text::DOOR_MAX,
                missing: None,
            };
            view! { <Reasons reasons words effect=text::desk::decline_effect() go done/> }.into_any()
        }
        Action::Refer => {
            let done = Callback::new(move |(why, to)| send.run(Act::Refer { to, why }));
            let start = hand
                .order
                .with_untracked(|o| o.as_ref().and_then(|o| o.referral.as_ref().map(|r| r.to.clone())));
            let words = reasons::Words {
                label: text::desk::refer_to(),
                hint: "",
                max: doorstep_domain::text::DOOR_MAX,
                missing: Some(text::desk::refer_to_missing()),
            };
            view! { <Reasons reasons words start=start.unwrap_or_default() effect=text::desk::refer_effect() go done/> }
                .into_any()
        }
        Action::Release => {
            let holder = hand.order.with_untracked(|o| {
                o.as_ref().and_then(|o| {
                    o.holders
                        .iter()
                        .find(|h| h.lead)
                        .or(o.holders.first())
                        .map(|h| h.person)
                })
            });
            let done = Callback::new(move |(why, _)| {
                if let Some(person) = holder {
                    send.run(Act::Release { person, why });
                }
            });
            view! { <Reasons reasons effect=text::desk::release_effect() go done/> }.into_any()
        }
        Action::Suspend => {
            let done = Callback::new(move |(why, text)| send.run(Act::Suspend { why, text }));
            view! { <Reasons reasons words=reasons::Words::more() effect=text::desk::suspend_effect() go done/> }
                .into_any()
        }
        Action::Cancel => {
            let done = Callback::new(move |(why, text)| send.run(Act::Cancel { why, text }));
            view! { <Reasons reasons words=reasons::Words::more() effect=text::desk::cancel_effect() go done/> }
                .into_any()
        }
        Action::Redo => {
            let done = Callback::new(move |(why, text)| send.run(Act::Redo { why, text }));
            view! { <Reasons reasons words=reasons::Words::more() effect=text::desk::redo_effect() go done/> }
                .into_any()
        }
        Action::Fill => view! { <fill::Fill hand send/> }.into_any(),
        Action::MoveSlot => view! { <slot::Move hand send/> }.into_any(),
        Action::AnswerSlot => view! { <slot::Answers hand send/> }.into_any(),
        Action::Rate => view! { <said::Rate send/> }.into_any(),
        Action::CallBack => view! { <said::CallBack send/> }.into_any(),
        Action::EndReferral => view! { <said::EndReferral send/> }.into_any(),
        Action::Remark => view! { <said::Remark send/> }.into_any(),
        Action::Link => view! { <link::LinkTo hand send/> }.into_any(),
        // These act at once or lead to their card.
        Action::Open | Action::Dispatch | Action::Transfer | Action::Resume | Action::Settle => ().into_any(),
    }
}
