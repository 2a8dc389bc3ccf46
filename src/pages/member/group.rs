//! 复制到党员群: a text without personal data.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use crate::{
    components::{Icon, Sheet},
    state::{App, Intent, job},
    text::job as words,
};

/// The sheet: the text in full, and its button. Where a browser keeps the clipboard to itself, it can be marked by hand.
#[component]
pub fn Group(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let copied = RwSignal::new(false);
    let text = Memo::new(move |_| {
        app.read(|r, _| {
            let order = r.orders().find(|o| o.id == id)?;
            Some(job::group_text(order, job::item(r, order), job::community(r, order)))
        })
        .flatten()
        .unwrap_or_default()
    });
    let copy = move |_| {
        app.dispatch(Intent::Copy(text.get_untracked()));
        copied.set(true);
    };
    view! {
        <Sheet open title=words::group_title()>
            <p>{words::group_sub()}</p>
            <div class="copybox">{move || text.get()}</div>
            <button class="btn btn-primary btn-block btn-lg" on:click=copy><Icon name="copy"/>{words::copy()}</button>
            <p role="status">{move || copied.get().then(words::copied)}</p>
        </Sheet>
    }
}
