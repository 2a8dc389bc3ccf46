//! The device itself: its clock, its randomness, its small conveniences. Nothing here may be missing for the app to work.

use doorstep_domain::{ClientId, Instant};
use js_sys::Date;
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// The phone's clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit 53 bits")]
pub(super) fn now() -> Instant {
    Instant(Date::now() as i64)
}

/// Random bytes from the browser's CSPRNG.
pub(super) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Some(crypto) = web_sys::window().and_then(|w| w.crypto().ok()) {
        // It fails only for more than 65 536 bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// A fresh UUIDv7: unique, and sorted by this phone's clock.
pub(super) fn fresh_id() -> u128 {
    let millis = u64::try_from(now().0).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random())
        .into_uuid()
        .as_u128()
}

/// A fresh client id.
pub(super) fn client_id() -> ClientId {
    ClientId(Uuid::from_u128(fresh_id()))
}

/// Whether this browser is WeChat's.
pub(super) fn is_wechat() -> bool {
    agent().contains("MicroMessenger")
}

/// A word for the device list.
pub(super) fn name() -> String {
    let agent = agent();
    let browser = [
        "MicroMessenger",
        "Edg",
        "HuaweiBrowser",
        "MiuiBrowser",
        "Firefox",
        "Chrome",
        "Safari",
    ];
    let words = [
        "微信",
        "Edge",
        "华为浏览器",
        "小米浏览器",
        "Firefox",
        "Chrome",
        "Safari",
    ];
    let system = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "安卓手机"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];
    let browser = browser
        .iter()
        .position(|b| agent.contains(b))
        .map_or("浏览器", |i| words[i]);
    let system = system
        .iter()
        .find(|(mark, _)| agent.contains(mark))
        .map_or("", |(_, word)| word);
    format!("{system} {browser}").trim().to_owned()
}

fn agent() -> String {
    web_sys::window()
        .and_then(|w| w.navigator().user_agent().ok())
        .unwrap_or_default()
}

/// Puts text on the clipboard.
pub(super) fn copy(text: &str) {
    if let Some(window) = web_sys::window() {
        let clipboard = window.navigator().clipboard();
        // Undefined over plain http; then there is nothing to do.
        if !clipboard.is_undefined() {
            let _ = clipboard.write_text(text);
        }
    }
}

/// Reads a sentence aloud, where the phone can.
pub(super) fn speak(text: &str) {
    let Some(speech) = web_sys::window().and_then(|w| w.speech_synthesis().ok()) else {
        return;
    };
    if let Ok(utterance) = web_sys::SpeechSynthesisUtterance::new_with_text(text) {
        utterance.set_lang(if crate::text::lang() == crate::text::Lang::Zh {
            "zh-CN"
        } else {
            "en"
        });
        utterance.set_rate(0.9);
        speech.cancel();
        speech.speak(&utterance);
    }
}

/// A short buzz. Missing on iPhones.
pub(super) fn buzz() {
    let Some(window) = web_sys::window() else { return };
    let navigator = window.navigator();
    if let Ok(vibrate) = js_sys::Reflect::get(&navigator, &"vibrate".into())
        && let Some(vibrate) = vibrate.dyn_ref::<js_sys::Function>()
    {
        let _ = vibrate.call1(&navigator, &40.into());
    }
}
