//! Fetching bundles of screens: what a screen asks for at once, the rest when the first screen stands. When all are here that
//! whoever is here will want, the mark `screens-here` says so: from then on a tap needs no network.
//!
//! Files of a bundle come from the service worker where it keeps them, else from the network. A page that was open while the
//! server got a new version asks for files that are no more: it starts anew, in the new version.

use doorstep_domain::Instant;
use wasm_bindgen_futures::spawn_local;

use super::{device, http, mark::mark, prefs, rules, sheet, timer, worker};
use crate::{
    pages,
    state::{App, Bundle, Fetched, Intent, attach::AttachWish},
};

/// How long a start waits with what nobody asked for yet, in milliseconds. From the worker's own files: not to be felt.
const LOCAL_MS: i32 = 50;
/// With nobody here: until the sign-in stands.
const NOBODY_MS: i32 = 500;
/// With somebody: their orders come first on a slow line. An answered pull ends the wait.
const SOMEBODY_MS: i32 = 3_000;
/// When the page started anew for a bundle, so that it does so once and not for ever.
const RENEWED: &str = "ds.renewed";
/// A second start anew within this time would not help either, in milliseconds.
const RENEWED_MS: i64 = 60_000;

/// Fetches one; says through `app.bundles` how it went.
pub(super) fn fetch(app: App, bundle: Bundle) {
    if matches!(app.bundles.get_untracked().of(bundle), Fetched::Asked | Fetched::Here) {
        return;
    }
    app.bundles.update(|b| b.put(bundle, Fetched::Asked));
    let work = matches!(bundle, Bundle::Member | Bundle::Desk);
    sheet::show(work);
    spawn_local(async move {
        // Side by side: both are asked for before either is waited for.
        spawn_local(async {
            let _ = rules::fetch().await;
        });
        let screens = pages::bundle::fetch(bundle).await;
        let rules = rules::fetch().await;
        if let Some(rules) = rules {
            app.learn(rules);
        }
        let here = screens && rules.is_some();
        if !here && is_awaited(app, bundle) && replaced().await && renew() {
            return;
        }
        let stands = if here { Fetched::Here } else { Fetched::Failed };
        app.bundles.update(|b| b.put(bundle, stands));
        if here && work {
            worker::keep_work();
        }
        if here && bundle == Bundle::Attach {
            // Without a network no answer will ask for it.
            app.dispatch(Intent::Attach(AttachWish::Look));
        }
        let bundles = app.bundles.get_untracked();
        if pages::wanted(app)
            .into_iter()
            .all(|one| bundles.of(one) == Fetched::Here)
        {
            mark("screens-here", "");
        }
    });
}

/// Fetches what whoever is here will want next: the next tap then shows its screen at once, with or without network. Called
/// with every answer of the community, too, for what did not come or was not known to be wanted.
pub(super) fn fetch_rest(app: App) {
    if !worker::controls() && !is_online() {
        return;
    }
    worker::register(app);
    for bundle in pages::wanted(app) {
        fetch(app, bundle);
    }
}

/// The same at the start, a little later.
pub(super) fn fetch_rest_soon(app: App) {
    let wait = if worker::controls() {
        LOCAL_MS
    } else if app.person_id().is_none() {
        NOBODY_MS
    } else {
        SOMEBODY_MS
    };
    // The page outlives it.
    core::mem::forget(timer::after(wait, move || fetch_rest(app)));
}

fn is_online() -> bool {
    web_sys::window().is_some_and(|window| window.navigator().on_line())
}

/// Whether somebody looks at the place where its screen will stand: nobody else is interrupted by a page that starts anew.
fn is_awaited(app: App, bundle: Bundle) -> bool {
    let shown = leptos::prelude::untrack(|| pages::choose(app));
    pages::bundle::of(&shown) == Some(bundle)
}

/// Whether the server is there: then it is the file that is not.
async fn replaced() -> bool {
    http::call(0, "GET", "/api/health", None)
        .await
        .is_some_and(|answer| answer.status == 200)
}

/// Starts the page anew, unless it just did. Everything a person wrote is on disk.
fn renew() -> bool {
    let (Some(session), Some(window)) = (prefs::session(), web_sys::window()) else {
        return false;
    };
    let now = device::now();
    let before = session.get_item(RENEWED).ok().flatten().and_then(|at| at.parse().ok());
    if before.is_some_and(|at: i64| now.since(Instant(at)) < RENEWED_MS) {
        return false;
    }
    // Without a place for the mark the page might start anew for ever.
    session.set_item(RENEWED, &now.0.to_string()).is_ok() && window.location().reload().is_ok()
}
