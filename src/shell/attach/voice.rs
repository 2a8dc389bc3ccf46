//! A voice note: the microphone is asked for when somebody presses, and let go of as soon as they are done.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Sha256,
    order::{Attached, Media, VOICE_BYTES_MAX, VOICE_SECONDS_MAX},
};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::{
    super::{device, run::Shell, timer},
    js, keep,
};
use crate::state::attach::{Of, Taking, Trouble};

/// What is asked of the recorder, in bits a second: speech is well understood at that.
const BITS: i32 = 24_000;
/// Shorter than this, nobody said anything, in milliseconds.
const SHORTEST_MS: i64 = 700;
/// The first that the browser knows; else whatever it likes best.
const KINDS: [&str; 3] = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

thread_local! {
    /// What is recording now.
    static RECORDER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    /// Stopped while the browser was still asking.
    static STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// What is being recorded is all.
pub(super) fn stop() {
    STOPPED.set(true);
    if let Some(recorder) = RECORDER.with_borrow_mut(Option::take) {
        // One that stopped by itself is as good.
        let _ = js::call(&recorder, "stop", &[]);
    }
}

/// Records until it is stopped or long enough.
pub(super) async fn record(shell: Rc<Shell>, of: Of, taking: RwSignal<Taking>, into: RwSignal<Vec<Attached>>) {
    STOPPED.set(false);
    taking.try_set(Taking::Asking);
    let kept = async {
        let stream = microphone().await?;
        let said = listen(&stream, taking).await;
        let_go(&stream);
        taking.try_set(Taking::Busy);
        let (bytes, seconds) = said?;
        let attached = Attached {
            hash: Sha256::from(""),
            media: Media::Voice,
            bytes: 0,
            seconds,
        };
        keep(&shell, of, &bytes, attached).await
    };
    match kept.await {
        Ok(attached) => {
            taking.try_set(Taking::Idle);
            into.try_set(vec![attached]);
        }
        Err(trouble) => {
            taking.try_set(Taking::Failed(trouble));
        }
    }
}

async fn microphone() -> Result<JsValue, Trouble> {
    let devices = js::window("navigator").and_then(|n| js::get(&n, "mediaDevices"));
    let devices = devices.map_err(|_| Trouble::Missing)?;
    let wish = js::object(&[("audio", true.into())]).map_err(|_| Trouble::Missing)?;
    js::wait(&devices, "getUserMedia", &[wish]).await.map_err(|error| {
        let name = js::get(&error, "name").ok().and_then(|name| name.as_string());
        let refused = name.is_some_and(|name| name == "NotAllowedError" || name == "SecurityError");
        if refused { Trouble::Refused } else { Trouble::Missing }
    })
}

async fn listen(stream: &JsValue, taking: RwSignal<Taking>) -> Result<(Uint8Array, u16), Trouble> {
    let missing = |_| Trouble::Missing;
    let class = js::window("MediaRecorder").map_err(missing)?;
    let known = |kind: &&&str| js::call(&class, "isTypeSupported", &[JsValue::from(**kind)]) == Ok(JsValue::TRUE);
    let mut options = vec![("audioBitsPerSecond", BITS.into())];
    options.extend(KINDS.iter().find(known).map(|kind| ("mimeType", JsValue::from(*kind))));
    let options = js::object(&options).map_err(missing)?;
    let recorder = js::make("MediaRecorder", &[stream.clone(), options]).map_err(missing)?;
    let pieces = Array::new();
    let piece = {
        let pieces = pieces.clone();
        Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            if let Ok(data) = js::get(&event, "data") {
                pieces.push(&data);
            }
        })
    };
    js::set(&recorder, "ondataavailable", piece.as_ref()).map_err(missing)?;
    let stopped = Promise::new(&mut |resolve, _| {
        // A recorder that takes no handler never ends, and is never started.
        let _ = js::set(&recorder, "onstop", &resolve);
    });
    js::call(&recorder, "start", &[]).map_err(missing)?;
    let since = device::now();
    RECORDER.with_borrow_mut(|now| *now = Some(recorder.clone()));
    taking.try_set(Taking::On(0));
    let ticks = timer::every(250, move || {
        let seconds = u16::try_from(device::now().since(since) / 1000).unwrap_or(VOICE_SECONDS_MAX);
        // A screen that is left needs no microphone.
        if taking.try_set(Taking::On(seconds)).is_some() || seconds >= VOICE_SECONDS_MAX {
            stop();
        }
    });
    // That it ended badly shows in what it heard.
    let _ = JsFuture::from(stopped).await;
    drop(ticks);
    RECORDER.with_borrow_mut(Option::take);
    let long = device::now().since(since);
    let blob = js::make("Blob", &[pieces.into()]).map_err(missing)?;
    let bytes = js::bytes(&blob).await.map_err(missing)?;
    drop(piece);
    if long < SHORTEST_MS || bytes.length() == 0 {
        return Err(Trouble::TooShort);
    }
    if bytes.length() > VOICE_BYTES_MAX {
        return Err(Trouble::TooLarge);
    }
    let seconds = u16::try_from((long + 500) / 1000).unwrap_or(VOICE_SECONDS_MAX);
    Ok((bytes, seconds.clamp(1, VOICE_SECONDS_MAX)))
}

/// The little light goes out.
fn let_go(stream: &JsValue) {
    let tracks = js::call(stream, "getTracks", &[]).map(JsCast::unchecked_into::<Array>);
    for track in tracks.iter().flat_map(Array::iter) {
        // One that ended by itself is as good.
        let _ = js::call(&track, "stop", &[]);
    }
}
