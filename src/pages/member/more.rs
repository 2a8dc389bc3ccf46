//! The quieter buttons of a job: 改时间, 先停一停, 转给别人, 建议转办, 复制到党员群, 做不了，退回.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    CommandId, OrderId,
    order::{Act, Why},
};

use super::{group::Group, move_slot::MoveSlot, refer::Refer, take::Refusal, transfer::Transfer};
use crate::{
    components::{Icon, ReasonSheet, ReasonWords},
    state::{
        App,
        job::{self, Can},
    },
    text::{self, job as words},
};

/// The buttons, with their sheets.
#[component]
pub fn More(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let can = Memo::new(move |_| {
        let (order, me) = (app.order(id)?, app.person_id()?);
        Some(job::can(&order, me))
    });
    let given = RwSignal::new(None::<CommandId>);
    let act = Callback::new(move |act: Act| {
        if let Some(order) = untrack(|| app.order(id)) {
            given.set(Some(app.act(id, &order.community, act)));
        }
    });
    let [hand_back, suspend, refer, transfer, slot, group] = [(); 6].map(|()| RwSignal::new(false));
    let soon = move || app.order(id).is_some_and(|order| job::is_soon(&order, app.now()));
    let days = move || app.order(id).map_or(7, |order| order.limits.suspend_days);
    let back_words = Signal::derive(move || ReasonWords {
        title: words::hand_back_title().to_owned(),
        consequence: if soon() {
            words::hand_back_soon()
        } else {
            words::hand_back_sub()
        }
        .to_owned(),
        go: words::do_hand_back(),
        keep: text::common::cancel_sheet(),
    });
    let stop_words = Signal::derive(move || ReasonWords {
        title: words::suspend_title().to_owned(),
        consequence: words::suspend_sub(days()),
        go: words::do_suspend(),
        keep: text::common::cancel_sheet(),
    });
    let button = |icon: &'static str, word: &'static str, open: RwSignal<bool>| {
        view! { <button class="btn btn-secondary" on:click=move |_| open.set(true)><Icon name=icon/>{word}</button> }
    };
    let row = move |can: Can| {
        view! {
            <div class="btn-row btn-row--two">
                {can.move_slot.then(|| button("clock", text::order::move_slot(), slot))}
                {can.suspend.then(|| button("pause", words::suspend(), suspend))}
                {can.transfer.then(|| button("swap", text::order::transfer(), transfer))}
                {can.refer.then(|| button("send", words::refer(), refer))}
                {can.hand_back.then(|| button("copy", words::group_copy(), group))}
                {can.hand_back.then(|| view! {
                    <button class="btn btn-danger" on:click=move |_| hand_back.set(true)>{text::order::hand_back()}</button>
                })}
            </div>
        }
    };
    view! {
        {move || can.get().map(row)}
        {move || given.get().and_then(|id| app.refusal(id)).map(|reason| view! { <Refusal reason=Some(reason)/> })}
        <ReasonSheet open=hand_back words=back_words reasons=Why::HAND_BACK name="hand-back"
            done=Callback::new(move |(why, text)| act.run(Act::HandBack { why, text }))/>
        <ReasonSheet open=suspend words=stop_words reasons=Why::SUSPEND name="suspend"
            done=Callback::new(move |(why, text)| act.run(Act::Suspend { why, text }))/>
        <Refer open=refer act/>
        <Transfer open=transfer id act/>
        <MoveSlot open=slot id act/>
        <Group open=group id/>
    }
}
