//! The phone app of Doorstep.
//!
//! `pages` are screens and `components` their parts: they read `state`, say `text`, and dispatch intents. `state` projects the
//! replica into what a screen needs. `shell` is the only code that touches the browser; it owns the replica and runs its effects.

#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type beside each component"
)]

pub mod components;
pub mod pages;
pub mod routes;
pub mod shell;
pub mod state;
pub mod text;

/// Mounts the app. Called once, when the page has loaded.
pub fn start() {
    shell::start();
}
