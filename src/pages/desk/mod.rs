//! The desk's screens.

mod board;
mod calls;
mod evidence;
mod intake;
mod order;
mod people;
mod slip;

use doorstep_dom::prelude::*;

use self::{
    board::Desk, calls::Calls, evidence::Evidence, intake::Intake, order::DeskOrder, people::People, slip::Slip,
};
use super::{Choice, Part, account, shared};
use crate::routes::Route;

/// The screen of a choice.
pub fn show(choice: &Choice) -> AnyView {
    match choice {
        Choice::Home(Part::Desk) | Choice::Of(Route::Desk) => view! { <Desk/> }.into_any(),
        Choice::Order(id, _) => view! { <DeskOrder id=*id/> }.into_any(),
        Choice::Of(Route::Intake) => view! { <Intake/> }.into_any(),
        Choice::Of(Route::Calls) => view! { <Calls/> }.into_any(),
        Choice::Of(Route::Slip(id)) => view! { <Slip id=*id/> }.into_any(),
        Choice::Of(Route::Evidence) => view! { <Evidence/> }.into_any(),
        Choice::Of(Route::People) => view! { <People/> }.into_any(),
        Choice::Of(Route::StaffSignIn) => view! { <account::StaffSignIn/> }.into_any(),
        Choice::Of(Route::SetUp) => view! { <account::SetUp/> }.into_any(),
        _ => view! { <shared::Missing/> }.into_any(),
    }
}
