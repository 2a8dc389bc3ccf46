//! Placed: the number and the service code to tell the resident, and the slip.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use super::Sheet;
use crate::{
    components::{Code, Icon, Link, SyncMark},
    routes::Route,
    state::{card, desk::facts, orders},
    text::{self, DOT},
};

/// The result.
#[component]
pub(super) fn Done(sheet: Sheet, order: OrderId) -> impl IntoView {
    let app = sheet.app;
    let shown = Memo::new(move |_| {
        let now = app.now();
        let order = app.order(order)?;
        app.read(|r, _| {
            let number = if order.number.is_empty() {
                text::order::no_number().to_owned()
            } else {
                text::order::number(&order.number)
            };
            let line = format!(
                "{}{DOT}{}{DOT}{}",
                facts::name(&order),
                facts::title(r, &order),
                text::time::slot(&order.slot, now)
            );
            (number, line, card::mark_words(&orders::mark(r, &order)))
        })
    });
    let code = Memo::new(move |_| app.order(order).and_then(|o| o.code.get().cloned()));
    view! {
        <section class="result" role="status">
            <Icon name="check"/>
            <h2>{text::desk::in_done()}</h2>
            {move || shown.get().map(|(number, line, mark)| view! {
                <p class="big num">{number}</p><p>{line}</p><p><SyncMark mark/></p>
            })}
        </section>
        {move || code.get().map(|code| view! { <Code code/> })}
        <p class="muted center">{text::desk::in_done_code()}</p>
        <div class="btn-row">
            <Link to=Route::Slip(order) class="btn btn-primary btn-lg"><Icon name="print"/>{text::desk::in_done_slip()}</Link>
            <button class="btn btn-secondary btn-lg" on:click=move |_| sheet.clear()><Icon name="plus"/>{text::desk::in_done_next()}</button>
            <Link to=Route::Order(order) class="btn btn-secondary btn-lg">{text::desk::in_done_open()}</Link>
        </div>
    }
}
