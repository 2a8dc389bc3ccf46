//! Screens, one file each, a folder a role.

pub mod account;
pub mod desk;
pub mod member;
pub mod resident;
pub mod shared;

use doorstep_domain::{OrderId, Role};
use leptos::prelude::*;

use crate::{routes::Route, state::App};

/// The screen of `route` for whoever is here.
pub fn show(app: App, route: &Route, signed_in: bool) -> AnyView {
    if !signed_in && !route.is_public() {
        return view! { <account::Join/> }.into_any();
    }
    match route {
        Route::Home => home(app),
        Route::NewOrder(item) => view! { <resident::NewOrder item=item.clone()/> }.into_any(),
        Route::Orders => view! { <resident::Orders/> }.into_any(),
        Route::Order(id) => order(app, *id),
        Route::Rate(id) => view! { <resident::Rate id=*id/> }.into_any(),
        Route::Pool => view! { <member::Pool/> }.into_any(),
        Route::Jobs => view! { <member::Jobs/> }.into_any(),
        Route::Finish(id) => view! { <member::Finish id=*id/> }.into_any(),
        Route::Inbox => view! { <member::Inbox/> }.into_any(),
        Route::Duty => view! { <member::Duty/> }.into_any(),
        Route::Desk => view! { <desk::Desk/> }.into_any(),
        Route::Intake => view! { <desk::Intake/> }.into_any(),
        Route::Calls => view! { <desk::Calls/> }.into_any(),
        Route::Slip(id) => view! { <desk::Slip id=*id/> }.into_any(),
        Route::People => view! { <desk::People/> }.into_any(),
        Route::Me => view! { <account::Me/> }.into_any(),
        Route::Consents => view! { <account::Consents/> }.into_any(),
        Route::Devices => view! { <account::Devices/> }.into_any(),
        Route::Feedback => view! { <account::Feedback/> }.into_any(),
        Route::Join => view! { <account::Join/> }.into_any(),
        Route::StaffSignIn => view! { <account::StaffSignIn/> }.into_any(),
        Route::SetUp => view! { <account::SetUp/> }.into_any(),
        Route::Notice => view! { <account::Notice/> }.into_any(),
        Route::Settings => view! { <account::Settings/> }.into_any(),
        Route::NoProofs => view! { <account::NoProofs/> }.into_any(),
        Route::Outbox => view! { <shared::Outbox/> }.into_any(),
        Route::Missing => view! { <shared::Missing/> }.into_any(),
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
    } else if has(Role::Volunteer) {
        view! { <member::Duty/> }.into_any()
    } else {
        view! { <resident::Home/> }.into_any()
    }
}

/// One order, by how the person stands to it: the resident's side first, then the desk, then who serves.
fn order(app: App, id: OrderId) -> AnyView {
    let standing = untrack(|| Some(doorstep_domain::order::Standing::of(&app.order(id)?, &app.actor()?)));
    match standing {
        Some(standing) if standing.customer() => view! { <resident::OrderDetail id=id/> }.into_any(),
        Some(standing) if standing.staff || standing.secretary => view! { <desk::DeskOrder id=id/> }.into_any(),
        Some(_) => view! { <member::Job id=id/> }.into_any(),
        None => view! { <resident::OrderDetail id=id/> }.into_any(),
    }
}
