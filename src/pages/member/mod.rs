//! The screens of members and volunteers.

mod about;
mod carry;
mod case;
mod contact;
mod duty;
mod finish;
mod group;
mod hand_over;
mod job;
mod jobs;
mod keypad;
mod more;
mod move_slot;
mod nearby;
mod pad;
mod pool;
mod pool_card;
mod primary;
mod questions;
mod refer;
mod similar;
mod stays;
mod take;
mod teaser;
mod transfer;

use doorstep_dom::prelude::*;

use self::{carry::Carry, duty::Duty, finish::Finish, hand_over::HandOver, job::Job, jobs::Jobs, pool::Pool};
use super::{Choice, Part, shared};
use crate::routes::Route;

/// The screen of a choice.
pub fn show(choice: &Choice) -> AnyView {
    match choice {
        Choice::Home(Part::Member) | Choice::Of(Route::Pool) => view! { <Pool/> }.into_any(),
        Choice::Home(Part::Volunteer) | Choice::Of(Route::Duty) => view! { <Duty/> }.into_any(),
        Choice::Order(id, _) => view! { <Job id=*id/> }.into_any(),
        Choice::Of(Route::Jobs) => view! { <Jobs/> }.into_any(),
        Choice::Of(Route::Finish(id)) => view! { <Finish id=*id/> }.into_any(),
        Choice::Of(Route::HandOver) => view! { <HandOver/> }.into_any(),
        Choice::Of(Route::Carry) => view! { <Carry/> }.into_any(),
        _ => view! { <shared::Missing/> }.into_any(),
    }
}
