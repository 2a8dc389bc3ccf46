//! The way into the bundles of screens, each a wasm file of its own. The build cuts the app at the four functions below:
//! what only they reach goes into their files, what more than one of them reaches into files that those share.
//!
//! A bundle hands out its door, a plain function, so that the only thing to wait for is the file.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the macro tells of a file that did not come through the function's own result"
)]

use std::cell::Cell;

use doorstep_dom::prelude::*;
use wasm_split_helpers::wasm_split;

use super::{Choice, Part, attach, desk, everyday, member, shared::Widget};
use crate::{routes::Route, state::Bundle};

/// Draws the screen of a choice.
pub type Door = fn(&Choice) -> AnyView;

thread_local! {
    static DOORS: [Cell<Option<Door>>; 4] = const { [const { Cell::new(None) }; 4] };
    static FILL: Cell<Option<Fill>> = const { Cell::new(None) };
}

/// The door of a bundle that is here.
pub fn door(bundle: Bundle) -> Option<Door> {
    DOORS.with(|doors| doors[bundle as usize].get())
}

/// Fills the place that a screen holds for photos and voice.
type Fill = fn(&Widget) -> AnyView;

/// What stands in such a place; nothing before its bundle is here.
pub fn fill(widget: &Widget) -> AnyView {
    FILL.get().map_or_else(|| ().into_any(), |fill| fill(widget))
}

/// Fetches a bundle; false when its files did not come. Asking again tries again.
pub async fn fetch(bundle: Bundle) -> bool {
    let door = match bundle {
        Bundle::Everyday => everyday_door().await,
        Bundle::Member => member_door().await,
        Bundle::Desk => desk_door().await,
        Bundle::Attach => attach_door().await.map(|(door, fill)| {
            FILL.set(Some(fill));
            door
        }),
    };
    let Ok(door) = door else { return false };
    DOORS.with(|doors| doors[bundle as usize].set(Some(door)));
    true
}

/// A file did not come.
struct Missing;

impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[wasm_split(everyday, fallible)]
fn everyday_door() -> Result<Door, Missing> {
    Ok(everyday::show)
}

#[wasm_split(member, fallible)]
fn member_door() -> Result<Door, Missing> {
    Ok(member::show)
}

#[wasm_split(desk, fallible)]
fn desk_door() -> Result<Door, Missing> {
    Ok(desk::show)
}

#[wasm_split(attach, fallible)]
fn attach_door() -> Result<(Door, Fill), Missing> {
    Ok((attach::show, attach::fill))
}

/// The bundle that has the screen of `choice`; none when it is part of the app that starts.
pub const fn of(choice: &Choice) -> Option<Bundle> {
    match choice {
        Choice::Nobody
        | Choice::Loading
        | Choice::Home(Part::Resident)
        | Choice::Of(Route::Home | Route::Order(_) | Route::Join | Route::Missing) => None,
        Choice::Home(part) | Choice::Order(_, part) => Some(of_part(*part)),
        Choice::Of(Route::Pool | Route::Jobs | Route::Finish(_) | Route::Duty | Route::HandOver | Route::Carry) => {
            Some(Bundle::Member)
        }
        Choice::Of(Route::Say) => Some(Bundle::Attach),
        Choice::Of(
            Route::Desk
            | Route::Intake
            | Route::Calls
            | Route::Slip(_)
            | Route::People
            | Route::Evidence
            | Route::StaffSignIn
            | Route::SetUp,
        ) => Some(Bundle::Desk),
        Choice::Of(_) => Some(Bundle::Everyday),
    }
}

const fn of_part(part: Part) -> Bundle {
    match part {
        Part::Resident | Part::Office => Bundle::Everyday,
        Part::Member | Part::Volunteer => Bundle::Member,
        Part::Desk => Bundle::Desk,
    }
}
