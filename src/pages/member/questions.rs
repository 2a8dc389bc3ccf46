//! What an order asks whoever holds it: 还在服务吗？, another time, and what they wait for themselves.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    OrderId,
    order::{Act, Answer},
};

use super::take::Refusal;
use crate::{
    components::Icon,
    state::{
        App,
        job::{self, Question},
    },
    text::job as words,
};

/// The questions, each answered by one tap.
#[component]
pub fn Questions(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let questions = Memo::new(move |_| {
        let now = app.now();
        app.order(id)
            .map(|order| job::questions(&order, now))
            .unwrap_or_default()
    });
    let given = RwSignal::new(None);
    let act = move |act: Act| {
        if let Some(order) = untrack(|| app.order(id)) {
            given.set(Some(app.act(id, &order.community, act)));
        }
    };
    let centre = move || app.community().map(|c| format!("tel:{}", c.phone));
    let ask = move |question: Question| {
        match question {
        Question::StillThere(minutes) => view! {
            <div class="callout is-info" role="status">
                <Icon name="shield"/>
                <div>
                    <p class="callout-title">{words::still_there()}</p>
                    <p>{words::still_there_sub(minutes)}</p>
                    <div class="btn-row">
                        <button class="btn btn-secondary" on:click=move |_| act(Act::StillHere)>{words::still_here()}</button>
                        <a class="btn btn-secondary" href=centre><Icon name="phone"/>{words::call_centre()}</a>
                    </div>
                </div>
            </div>
        }
        .into_any(),
        Question::Slot(slot) => view! {
            <div class="callout is-info" role="status">
                <Icon name="clock"/>
                <div>
                    <p class="callout-title">{words::slot_asked(&slot)}</p>
                    <div class="btn-row">
                        <button class="btn btn-secondary" on:click=move |_| act(Act::AnswerSlot { answer: Answer::Yes })>{words::slot_yes()}</button>
                        <button class="btn btn-secondary" on:click=move |_| act(Act::AnswerSlot { answer: Answer::No })>{words::slot_no()}</button>
                    </div>
                </div>
            </div>
        }
        .into_any(),
        Question::Waits(icon, text) => view! {
            <div class="callout is-plain"><Icon name=icon/><div><p>{text}</p></div></div>
        }
        .into_any(),
    }
    };
    view! {
        {move || questions.get().into_iter().map(ask).collect_view()}
        {move || given.get().and_then(|id| app.refusal(id)).map(|reason| view! { <Refusal reason=Some(reason)/> })}
    }
}
