//! Staying on the phone: the install dialog where the browser offers one, persistent storage, and how much is used.

use core::cell::RefCell;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::state::App;

thread_local! {
    /// The browser's offer to install, kept until the person asks for it.
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Keeps the browser's offer and measures the storage once.
pub(super) fn listen(app: App) {
    let Some(window) = web_sys::window() else { return };
    let offered = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        event.prevent_default();
        OFFER.with_borrow_mut(|offer| *offer = Some(event.into()));
        app.installable.set(true);
    });
    let _ = window.add_event_listener_with_callback("beforeinstallprompt", offered.as_ref().unchecked_ref());
    offered.forget();
    measure(app);
}

/// Shows the browser's install dialog.
pub(super) fn prompt(app: App) {
    if let Some(offer) = OFFER.with_borrow_mut(Option::take)
        && let Ok(prompt) = Reflect::get(&offer, &"prompt".into())
        && let Some(prompt) = prompt.dyn_ref::<Function>()
    {
        let _ = prompt.call0(&offer);
    }
    app.installable.set(false);
}

/// Asks the browser not to clear our data when space is short.
pub(super) fn persist(app: App) {
    let Some(storage) = manager() else { return };
    spawn_local(async move {
        if let Ok(asked) = storage.persist() {
            // A refusal is shown by the meter.
            let _ = JsFuture::from(asked).await;
        }
        measure(app);
    });
}

fn measure(app: App) {
    let Some(storage) = manager() else { return };
    spawn_local(async move {
        let kept = match storage.persisted() {
            Ok(promise) => JsFuture::from(promise).await.is_ok_and(|v| v.is_truthy()),
            Err(_) => false,
        };
        let Ok(promise) = storage.estimate() else { return };
        let Ok(estimate) = JsFuture::from(promise).await else {
            return;
        };
        let bytes = |name: &str| {
            Reflect::get(&estimate, &name.into())
                .ok()
                .and_then(|v| v.as_f64())
                .unwrap_or(0.0)
        };
        app.storage
            .set(Some((whole(bytes("usage")), whole(bytes("quota")), kept)));
    });
}

/// Bytes as the browser counts them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "byte counts are whole and not negative"
)]
fn whole(bytes: f64) -> u64 {
    bytes.max(0.0) as u64
}

fn manager() -> Option<web_sys::StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let value = Reflect::get(&navigator, &"storage".into()).ok()?;
    value.dyn_into().ok()
}
