//! The one growing button of a job: 打电话约时间 → 出发 → 到了 → 办完了. All of it works offline.

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, order::Act};

use super::take::Refusal;
use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{
        App,
        job::{self, Can, Next},
    },
    text::{self, job as words},
};

/// The button, and the quiet ways past a step.
#[component]
pub fn Primary(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let step = Memo::new(move |_| {
        let (order, me) = (app.order(id)?, app.person_id()?);
        let phone = order
            .contact
            .get()
            .and_then(|c| c.phone.get())
            .map(|p| format!("tel:{}", p.dial()));
        Some((
            job::next(&order, me),
            job::can(&order, me),
            phone.unwrap_or_default(),
            order.mode.travels(),
        ))
    });
    let given = RwSignal::new(None);
    let act = move |act: Act| {
        if let Some(order) = untrack(|| app.order(id)) {
            given.set(Some(app.act(id, &order.community, act)));
        }
    };
    let button = move |icon: &'static str, word: &'static str, sub: &'static str, step: Act| {
        view! {
            <button class="btn btn-primary btn-grow btn-block" on:click=move |_| act(step.clone())>
                <Icon name=icon/><span>{word}<span class="btn-sub">{sub}</span></span>
            </button>
        }
        .into_any()
    };
    let grown = move |next: Next, phone: String, travels: bool| {
        match next {
        Next::Call => {
            let sub = if travels { words::sub_call() } else { words::sub_call_finish() };
            view! {
                <a class="btn btn-primary btn-grow btn-block" href=phone on:click=move |_| act(Act::Called)>
                    <Icon name="phone"/><span>{text::order::call_to_agree()}<span class="btn-sub">{sub}</span></span>
                </a>
            }
            .into_any()
        }
        Next::Depart => button("walk", text::order::depart(), words::sub_depart(), Act::Depart),
        Next::Arrive => button("door", text::order::arrive(), words::sub_arrive(), Act::Arrive),
        Next::Resume => button("walk", words::resume(), words::sub_resume(), Act::Resume),
        Next::Finish => view! {
            <Link to=Route::Finish(id) class="btn btn-primary btn-grow btn-block">
                <Icon name="check"/><span>{text::order::finish()}<span class="btn-sub">{words::sub_finish()}</span></span>
            </Link>
        }
        .into_any(),
    }
    };
    let quiet = move |can: Can| {
        view! {
            <div class="btn-row">
                {can.depart.then(|| view! { <button class="btn btn-secondary" on:click=move |_| act(Act::Depart)>{text::order::depart()}</button> })}
                {can.finish.then(|| view! { <Link to=Route::Finish(id) class="btn btn-quiet">{words::straight_finish()}</Link> })}
            </div>
        }
    };
    view! {
        {move || step.get().map(|(next, can, phone, travels)| view! {
            {next.map(|next| grown(next, phone, travels))}
            {(can.depart || can.finish).then(|| quiet(can))}
        })}
        {move || given.get().and_then(|id| app.refusal(id)).map(|reason| view! { <Refusal reason=Some(reason)/> })}
    }
}
