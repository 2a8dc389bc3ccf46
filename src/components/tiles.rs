//! Service tiles and the emergency line: parts of homes and forms.

use doorstep_dom::prelude::*;
use doorstep_domain::catalogue::Item;

use super::{Icon, Link};
use crate::{routes::Route, state::card, text};

/// Tiles of catalogue items, each leading into the form.
#[component]
pub fn Tiles(
    /// The items.
    items: Vec<Item>,
) -> impl IntoView {
    let tile = |item: Item| {
        let title = card::item_title(&item);
        view! {
            <Link to=Route::NewOrder(Some(item.code.to_string())) class="tile">
                <span class="tile-icon"><Icon name=item.icon/></span>
                <span class="tile-word">{title}</span>
                <span class="tile-sub">{text::order::planned_minutes(item.minutes)}</span>
            </Link>
        }
    };
    view! { <div class="tiles">{items.into_iter().map(tile).collect_view()}</div> }
}

/// Where to call first. On the home, on the form, and in the items where it matters.
#[component]
pub fn Emergency() -> impl IntoView {
    view! {
        <p class="emergency">
            <Icon name="warn"/>
            <span>
                {text::home::emergency_before()}" "
                <span class="emergency-nums"><a href="tel:120">"120"</a>" "<a href="tel:119">"119"</a>" "<a href="tel:110">"110"</a></span>
                <br/>
                {text::home::emergency_after()}
            </span>
        </p>
    }
}
