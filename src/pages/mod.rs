//! Screens, one file each, a folder a role.

pub mod account;
#[cfg(feature = "desk")]
pub mod desk;
#[cfg(feature = "member")]
pub mod member;
pub mod resident;
pub mod shared;

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, Role, order::Standing};

use crate::{
    routes::Route,
    state::{App, sync},
};

/// Which screen is shown. Changes only when another screen is meant, so that nothing is rebuilt under the hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nobody is here: sign in first.
    Nobody,
    /// Somebody is, but their record has not come yet.
    Loading,
    /// The home of somebody in this part.
    Home(Part),
    /// One order, for somebody in this part.
    Order(OrderId, Part),
    /// The screen of this address.
    Of(Route),
}

/// What somebody mostly is here, or is to one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Orders, for themselves or family.
    Resident,
    /// Takes orders.
    Member,
    /// Keeps duty at stations.
    Volunteer,
    /// Works at the desk.
    Desk,
}

/// The screen for whoever is here. Subscribes.
pub fn choose(app: App) -> Choice {
    let route = app.route.get();
    if app.person_id().is_none() {
        return if route.is_public() {
            Choice::Of(route)
        } else {
            Choice::Nobody
        };
    }
    match route {
        route if route.is_public() => Choice::Of(route),
        // Without a record and without a session nothing will come by waiting.
        _ if app.me().is_none() && app.read(sync::needs_sign_in) == Some(true) => Choice::Nobody,
        _ if app.me().is_none() => Choice::Loading,
        Route::Home => Choice::Home(part(app)),
        Route::Order(id) => Choice::Order(id, part_in(app, id)),
        route => Choice::Of(route),
    }
}

/// What somebody mostly is here.
fn part(app: App) -> Part {
    if app.has_role(Role::Staff) || app.has_role(Role::Secretary) {
        Part::Desk
    } else if app.has_role(Role::Member) {
        Part::Member
    } else if app.has_role(Role::Volunteer) {
        Part::Volunteer
    } else {
        Part::Resident
    }
}

/// How somebody stands to one order: the resident's side first, then the desk, then who serves.
fn part_in(app: App, id: OrderId) -> Part {
    let standing = app
        .order(id)
        .zip(app.actor())
        .map(|(order, actor)| Standing::of(&order, &actor));
    match standing {
        Some(s) if s.customer() => Part::Resident,
        Some(s) if s.staff || s.secretary => Part::Desk,
        Some(_) => Part::Member,
        None => part(app),
    }
}

/// The screen of a choice.
pub fn show(choice: &Choice) -> AnyView {
    match choice {
        Choice::Nobody | Choice::Loading => view! { <account::Join/> }.into_any(),
        #[cfg(feature = "desk")]
        Choice::Home(Part::Desk) => view! { <desk::Desk/> }.into_any(),
        #[cfg(feature = "member")]
        Choice::Home(Part::Member) => view! { <member::Pool/> }.into_any(),
        #[cfg(feature = "member")]
        Choice::Home(Part::Volunteer) => view! { <member::Duty/> }.into_any(),
        Choice::Home(Part::Resident) => view! { <resident::Home/> }.into_any(),
        Choice::Order(id, Part::Resident) => view! { <resident::OrderDetail id=*id/> }.into_any(),
        #[cfg(feature = "desk")]
        Choice::Order(id, Part::Desk) => view! { <desk::DeskOrder id=*id/> }.into_any(),
        #[cfg(feature = "member")]
        Choice::Order(id, Part::Member | Part::Volunteer) => view! { <member::Job id=*id/> }.into_any(),
        Choice::Of(route) => of(route),
        #[cfg(not(feature = "desk"))]
        _ => view! { <shared::Missing/> }.into_any(),
    }
}

/// The screen of an address.
fn of(route: &Route) -> AnyView {
    match route {
        Route::NewOrder(item) => view! { <resident::NewOrder item=item.clone()/> }.into_any(),
        Route::OrderForm(step) => view! { <resident::OrderForm step=*step/> }.into_any(),
        Route::Orders => view! { <resident::Orders/> }.into_any(),
        Route::Rate(id) => view! { <resident::Rate id=*id/> }.into_any(),
        #[cfg(feature = "member")]
        Route::Pool => view! { <member::Pool/> }.into_any(),
        #[cfg(feature = "member")]
        Route::Jobs => view! { <member::Jobs/> }.into_any(),
        #[cfg(feature = "member")]
        Route::Finish(id) => view! { <member::Finish id=*id/> }.into_any(),
        #[cfg(feature = "member")]
        Route::Inbox => view! { <member::Inbox/> }.into_any(),
        #[cfg(feature = "member")]
        Route::Duty => view! { <member::Duty/> }.into_any(),
        #[cfg(feature = "desk")]
        Route::Desk => view! { <desk::Desk/> }.into_any(),
        #[cfg(feature = "desk")]
        Route::Intake => view! { <desk::Intake/> }.into_any(),
        #[cfg(feature = "desk")]
        Route::Calls => view! { <desk::Calls/> }.into_any(),
        #[cfg(feature = "desk")]
        Route::Slip(id) => view! { <desk::Slip id=*id/> }.into_any(),
        #[cfg(feature = "desk")]
        Route::People => view! { <desk::People/> }.into_any(),
        Route::Me => view! { <account::Me/> }.into_any(),
        Route::Consents => view! { <account::Consents/> }.into_any(),
        Route::Devices => view! { <account::Devices/> }.into_any(),
        Route::OtherBrowser => view! { <account::OtherBrowser/> }.into_any(),
        Route::Feedback => view! { <account::Feedback/> }.into_any(),
        Route::Join => view! { <account::Join/> }.into_any(),
        Route::StaffSignIn => view! { <account::StaffSignIn/> }.into_any(),
        Route::SetUp => view! { <account::SetUp/> }.into_any(),
        Route::Notice => view! { <account::Notice/> }.into_any(),
        Route::Settings => view! { <account::Settings/> }.into_any(),
        Route::NoProofs => view! { <account::NoProofs/> }.into_any(),
        Route::Outbox => view! { <shared::Outbox/> }.into_any(),
        _ => view! { <shared::Missing/> }.into_any(),
    }
}
