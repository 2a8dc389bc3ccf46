//! Screens, one file each, a folder a role.

pub mod desk;
pub mod join;
pub mod member;
pub mod resident;
pub mod shared;

use doorstep_domain::Role;
use leptos::prelude::*;

use crate::{routes::Route, state::App};

/// The screen of `route` for whoever is here.
pub fn show(app: App, route: &Route, signed_in: bool) -> AnyView {
    if !signed_in && !route.is_public() {
        return view! { <join::Join/> }.into_any();
    }
    match route {
        Route::Home => home(app),
        Route::Order(id) => view! { <resident::OrderDetail id=*id/> }.into_any(),
        Route::NewOrder(item) => view! { <resident::NewOrder item=item.clone()/> }.into_any(),
        Route::Orders => view! { <resident::Orders/> }.into_any(),
        Route::Pool => view! { <member::Pool/> }.into_any(),
        Route::Jobs => view! { <member::Jobs/> }.into_any(),
        Route::Join | Route::StaffSignIn | Route::SetUp => view! { <join::Join/> }.into_any(),
        Route::Desk => view! { <desk::Desk/> }.into_any(),
        Route::Outbox => view! { <shared::Outbox/> }.into_any(),
        _ => view! { <shared::Missing/> }.into_any(),
    }
}

/// The home of whoever is here, by what they do most.
fn home(app: App) -> AnyView {
    // Not a subscription: the home does not change under the hand because a grant did.
    let has = |role| untrack(|| app.has_role(role));
    if has(Role::Staff) || has(Role::Secretary) {
        view! { <desk::Desk/> }.into_any()
    } else if has(Role::Member) {
        view! { <member::Pool/> }.into_any()
    } else {
        view! { <resident::Home/> }.into_any()
    }
}
