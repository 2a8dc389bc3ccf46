//! The rules held against their contract: tables over every state, act and role, laws over random histories, and the stories of
//! orders.md 5. Native only: they never run in a browser.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a fixture that does not hold is a failing test")]

mod acts;
mod agree;
mod checks;
mod city;
mod explore;
mod laws;
mod others;
mod partial;
mod population;
mod restored;
mod run;
mod stories;
mod stories_attached;
mod stories_late;
mod stories_signed;
mod stories_time;
