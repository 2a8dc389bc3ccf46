//! Screens, one file each, a folder a role.

pub mod account;
mod attach;
pub mod bundle;
pub mod desk;
mod everyday;
pub mod member;
pub mod resident;
pub mod shared;

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, Role, order::Standing};

use crate::{
    routes::Route,
    state::{App, Bundle, home, sync},
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
    /// None of these: a department, or an account that only administers.
    Office,
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
    } else if home::work(app) == home::Work::Orders {
        Part::Resident
    } else {
        Part::Office
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

/// The screen of a choice; where its bundle is not here yet, what stands in for it.
pub fn show(choice: &Choice) -> AnyView {
    if let Some(bundle) = bundle::of(choice) {
        let choice = choice.clone();
        return view! { <shared::Fetching bundle choice/> }.into_any();
    }
    match choice {
        Choice::Home(_) => view! { <resident::Home/> }.into_any(),
        Choice::Nobody | Choice::Loading | Choice::Of(Route::Join) => view! { <account::Join/> }.into_any(),
        _ => view! { <shared::Missing/> }.into_any(),
    }
}

/// The bundles that somebody who is here will want, in that order.
pub fn wanted(app: App) -> Vec<Bundle> {
    let mut wanted = vec![Bundle::Everyday];
    for (role, bundle) in [
        (Role::Member, Bundle::Member),
        (Role::Volunteer, Bundle::Member),
        (Role::Department, Bundle::Member),
        (Role::Staff, Bundle::Desk),
        (Role::Secretary, Bundle::Desk),
    ] {
        if !wanted.contains(&bundle) && app.has_role(role) {
            wanted.push(bundle);
        }
    }
    // Last: a photo can wait for the screen it is taken on.
    if app.person_id().is_some() {
        wanted.push(Bundle::Attach);
    }
    wanted
}
