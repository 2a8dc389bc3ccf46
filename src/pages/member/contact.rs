//! Whom to call and where to go, for who holds the order. The first sight of it goes on record.

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, order::Act};

use crate::{
    components::Icon,
    state::{App, job},
    text::job as words,
};

/// The facts.
#[component]
pub fn Contact(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let facts = Memo::new(move |_| {
        app.read(|r, _| r.orders().find(|o| o.id == id).map(|o| job::facts(r, o)))
            .flatten()
            .unwrap_or_default()
    });
    Effect::new(move |_| {
        let seen = facts.with(|f| f.phone.is_some());
        let order = untrack(|| app.order(id));
        if let (true, Some(order)) = (seen, order)
            && app.peek(|r, _| job::first_look(r, &order)) == Some(true)
        {
            app.act(id, &order.community, Act::Look);
        }
    });
    let line = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    };
    view! {
        {move || {
            let facts = facts.get();
            let map = facts.map.clone();
            let address = facts.address.map(|address| view! {
                <div>
                    <dt>{words::address()}</dt>
                    <dd>{address}</dd>
                    {map.map(|map| view! {
                        <dd class="kv-act"><a href=map target="_blank" rel="noreferrer noopener" title=words::map_note()><Icon name="route"/>{words::route()}</a></dd>
                    })}
                </div>
            });
            let phone = facts.phone.map(|number| {
                let call = format!("tel:{number}");
                view! {
                    <div>
                        <dt>{words::phone()}</dt>
                        <dd class="num">{number}</dd>
                        <dd class="kv-act"><a href=call><Icon name="phone"/>{words::dial()}</a></dd>
                    </div>
                }
            });
            view! {
                <dl class="kv">{address}{phone}{line(words::reminder(), facts.note)}{line(words::health(), facts.health)}</dl>
                {facts.hidden.then(|| view! { <p class="muted small">{words::contact_hidden()}</p> })}
            }
        }}
    }
}
