//! 下单.

use doorstep_domain::{
    Command, ItemCode, OrderId, Slot,
    order::{Act, Channel, OrderCommand, Placing, ServiceCode},
};
use leptos::prelude::*;

use crate::{components::Page, routes::Route, state::App, text};

/// The order form.
#[component]
pub fn NewOrder(
    /// The item, if one was chosen.
    item: Option<String>,
) -> impl IntoView {
    let app = App::expect();
    let code = item.unwrap_or_default();
    let place = move |_| {
        let code = ItemCode(code.clone());
        let Some((me, community, item)) = untrack(|| Some((app.me()?, app.community()?, app.item(&code)?))) else {
            return;
        };
        let order = OrderId::from_bits(app.fresh());
        let day = untrack(|| app.now()).day().plus(1);
        let placing = Placing {
            item: item.code.clone(),
            mode: item.modes[0],
            resident: me.id,
            channel: Channel::App,
            building: None,
            door: String::new(),
            contact_name: String::new(),
            contact_phone: None,
            slot: Slot {
                day,
                from: 540,
                to: 600,
            },
            note: String::new(),
            health: String::new(),
            code: ServiceCode::from_random(1234),
            number: String::new(),
            despite_duplicate: true,
            wish: None,
        };
        let act = Act::Place(Box::new(placing));
        app.ask(Command::Order(OrderCommand {
            order,
            community: community.id,
            act,
        }));
        app.go(Route::Order(order));
    };
    view! {
        <Page title=text::order::place()>
            <button class="btn btn-primary btn-block" on:click=place>{text::order::place()}</button>
        </Page>
    }
}
