//! The start: preferences, the screen, then the person of this tab from disk. The network is asked last and never waited for.

use std::rc::Rc;

use doorstep_dom::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::{broken, bundle, calls, device, events, install, online, prefs, run::Shell, usable};
use crate::{
    components::Root,
    routes::Route,
    state::{App, Intent, Online},
};

/// Starts everything.
pub fn start() {
    broken::watch();
    let owner = Owner::new();
    owner.set();
    let shell = Shell::new();
    let dispatch: Rc<dyn Fn(Intent)> = {
        let shell = shell.clone();
        Rc::new(move |intent| shell.intent(intent))
    };
    let line = {
        let shell = shell.clone();
        Online::new(move |call| calls::run(shell.clone(), call))
    };
    let app = App::new(dispatch, line, Rc::new(device::fresh_id), device::now());
    shell.attach(app);
    prefs::load(app.prefs);
    app.wechat.set(device::is_wechat());
    let (route, fragment) = address();
    app.route.set(route);
    app.fragment.set(fragment);
    app.site.set(site());
    events::listen(&shell);
    install::listen(app);
    spawn_local(async move {
        // Where a link names who is to come, whoever was here before is not shown meanwhile.
        if !online::come(&shell).await {
            shell.open_tab().await;
        }
        // The static shell stands until there is something to show.
        mount(app);
        usable::watch(app);
        bundle::fetch_rest_soon(app);
        online::arrive(&shell).await;
    });
    // The app lives as long as the page.
    core::mem::forget(owner);
}

/// Replaces the static shell by the app.
fn mount(app: App) {
    let document = web_sys::window().and_then(|w| w.document());
    let Some(place) = document.and_then(|d| d.get_element_by_id("app")) else {
        return;
    };
    let Ok(place) = place.dyn_into::<web_sys::HtmlElement>() else {
        return;
    };
    place.set_inner_text("");
    doorstep_dom::mount(place, move || {
        provide_context(app);
        view! { <Root/> }
    });
}

/// The screen of the address, and what stands after `#`; a secret does not stay in the address bar.
fn address() -> (Route, String) {
    let Some(window) = web_sys::window() else {
        return (Route::Home, String::new());
    };
    let location = window.location();
    let path = location.pathname().unwrap_or_default();
    let fragment = location.hash().unwrap_or_default().trim_start_matches('#').to_owned();
    if !fragment.is_empty()
        && let Ok(history) = window.history()
    {
        // Without it the secret stays visible, which does no harm once spent.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
    (Route::parse(&path), fragment)
}

/// Scheme and host of the address.
fn site() -> String {
    let origin = web_sys::window().and_then(|w| w.location().origin().ok());
    origin.unwrap_or_default()
}
