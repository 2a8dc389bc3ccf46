//! A witness of what waits on this phone: a cookie, which outlives what a browser throws away to get room. Whoever finds it, and
//! nothing of what it speaks of, is told. It travels with the lane, so the first screen does not wait for it.
//!
//! It says which entry was the last and how many were not there yet, and nothing about them. Entries stay for two weeks after they
//! were settled: while the storage lives, the one that is named is among them.

use std::cell::RefCell;

use doorstep_dom::prelude::*;
use doorstep_domain::{CommandId, PersonId};
use doorstep_replica::Replica;
use wasm_bindgen::JsValue;

use super::{js, lane};
use crate::{
    routes::Route,
    state::{App, attach::CLEARED},
    text,
};

/// How long it stays, in seconds: longer than anything waits that a phone is still asked about.
const STAYS: u32 = 30 * 24 * 3600;

thread_local! {
    /// Whose witness was heard since this page was opened; none before the first look.
    static HEARD: RefCell<Option<Vec<PersonId>>> = const { RefCell::new(None) };
}

/// Hears the witness of whoever is here, and makes it say what is true from now on. Once a page.
pub(super) fn watch(app: App) {
    if HEARD.with_borrow(Option::is_some) {
        return;
    }
    HEARD.set(Some(Vec::new()));
    let owner = Owner::new();
    owner.with(|| {
        Effect::new(move |before: Option<Option<(PersonId, String)>>| {
            app.unsent_blobs.track();
            let now = app.read(|replica, _| (replica.person(), words(replica)));
            if let Some((person, words)) = &now {
                untrack(|| hear(app, *person));
                if before.flatten().as_ref() != now.as_ref() {
                    say(*person, words);
                }
            }
            now
        });
    });
    // It watches as long as the page lives.
    core::mem::forget(owner);
}

/// Whoever is here leaves, and knows what goes with them.
pub(super) fn leave(app: App) {
    if let Some(person) = app.peek(|r, _| r.person()) {
        say(person, "");
    }
}

/// What it says: the last entry and how many were not there yet; nothing when all are.
fn words(replica: &Replica) -> String {
    let waiting = replica.outbox().count() + lane::count(replica.person());
    match replica.entries().last() {
        Some(last) if waiting > 0 => format!("{}.{waiting}", last.command_id),
        _ => String::new(),
    }
}

/// Tells whoever is here when what the witness speaks of is gone.
fn hear(app: App, person: PersonId) {
    let new = HEARD.with_borrow_mut(|heard| {
        let heard = heard.get_or_insert_default();
        let new = !heard.contains(&person);
        if new {
            heard.push(person);
        }
        new
    });
    let Some((last, waiting)) = new.then(|| said(person)).flatten() else {
        return;
    };
    let gone = app.peek(|r, _| r.entries().iter().all(|e| e.command_id != last));
    if gone == Some(true) {
        app.keep(CLEARED, Some(waiting.to_string()));
        // At the start there is nothing to interrupt: the screen that says it in full.
        if app.route.get_untracked() == Route::Home && !app.dirty.get_untracked() {
            app.go(Route::Outbox);
        } else if app.route.get_untracked() != Route::Outbox {
            app.say_bad(text::outbox::cleared(waiting));
        }
    }
}

fn name(person: PersonId) -> String {
    format!("ds-unsent-{person}")
}

fn document() -> Option<JsValue> {
    js::window("document").ok()
}

fn said(person: PersonId) -> Option<(CommandId, usize)> {
    let all = js::get(&document()?, "cookie").ok()?.as_string()?;
    let own = format!("{}=", name(person));
    let words = all.split("; ").find_map(|one| one.strip_prefix(&*own))?;
    let (last, waiting) = words.split_once('.')?;
    Some((last.parse().ok()?, waiting.parse().ok()?))
}

fn say(person: PersonId, words: &str) {
    let stays = if words.is_empty() { 0 } else { STAYS };
    let cookie = format!(
        "{}={words}; Path=/; Max-Age={stays}; SameSite=Strict; Secure",
        name(person)
    );
    if let Some(document) = document() {
        // Without it nobody is told, as in a browser that keeps no cookies.
        let _ = js::set(&document, "cookie", &cookie.into());
    }
}
