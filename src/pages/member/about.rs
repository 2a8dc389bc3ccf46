//! What the service is: who has to be there, what to have ready, what we do not do, who pays.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use crate::{
    components::Icon,
    state::{App, card, job},
    text::{self, job as words},
};

/// The facts of the item, and the number of the order.
#[component]
pub fn About(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let about = Memo::new(move |_| {
        app.read(|r, _| {
            let order = r.orders().find(|o| o.id == id)?;
            let item = job::item(r, order)?;
            Some((
                card::item_words(item),
                item.presence,
                order.number.clone(),
                order.minutes,
            ))
        })
        .flatten()
    });
    let line = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    view! {
        {move || about.get().map(|(item, presence, number, minutes)| view! {
            <section class="card">
                <h2 class="card-title">{words::todo()}</h2>
                {(!item.emergency.is_empty()).then(|| view! {
                    <div class="callout is-warn"><Icon name="warn"/><div><p>{item.emergency}</p></div></div>
                })}
                <dl class="kv kv--terms">
                    {line(words::time(), text::order::planned_minutes(minutes))}
                    {line(words::presence(), words::who_is_there(presence).to_owned())}
                    {line(words::materials(), item.materials.join(text::pick("、", ", ")))}
                    {line(words::not_done(), item.not_done.join(text::pick("、", "; ")))}
                    {line(words::cost(), item.cost)}
                    {line(words::number(), number)}
                </dl>
            </section>
        })}
    }
}
