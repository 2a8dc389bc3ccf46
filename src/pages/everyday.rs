//! The screens that everybody has, beside the home: ordering, orders, what was said, 我的.

use doorstep_dom::prelude::*;

use super::{Choice, account, resident, shared};
use crate::routes::Route;

/// The screen of a choice.
pub fn show(choice: &Choice) -> AnyView {
    match choice {
        Choice::Home(_) => view! { <resident::Office/> }.into_any(),
        Choice::Order(id, _) => view! { <resident::OrderDetail id=*id/> }.into_any(),
        Choice::Of(route) => of(route),
        _ => view! { <shared::Missing/> }.into_any(),
    }
}

fn of(route: &Route) -> AnyView {
    match route {
        Route::NewOrder(item) => view! { <resident::NewOrder item=item.clone()/> }.into_any(),
        Route::Resume => view! { <resident::Resume/> }.into_any(),
        Route::Again(id) => view! { <resident::Again id=*id/> }.into_any(),
        Route::OrderForm(step) => view! { <resident::OrderForm step=*step/> }.into_any(),
        Route::Orders => view! { <resident::Orders/> }.into_any(),
        Route::Rate(id) => view! { <resident::Rate id=*id/> }.into_any(),
        Route::Inbox => view! { <shared::Inbox/> }.into_any(),
        Route::Outbox => view! { <shared::Outbox/> }.into_any(),
        Route::Me => view! { <account::Me/> }.into_any(),
        Route::Consents => view! { <account::Consents/> }.into_any(),
        Route::Devices => view! { <account::Devices/> }.into_any(),
        Route::OtherBrowser => view! { <account::OtherBrowser/> }.into_any(),
        Route::Feedback => view! { <account::Feedback/> }.into_any(),
        Route::Notice => view! { <account::Notice/> }.into_any(),
        Route::Settings => view! { <account::Settings/> }.into_any(),
        Route::NoProofs => view! { <account::NoProofs/> }.into_any(),
        _ => view! { <shared::Missing/> }.into_any(),
    }
}
