//! A photo: chosen or taken by the browser's own means, drawn anew and smaller. What is drawn has no place and no time in it.

use std::rc::Rc;

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Sha256,
    order::{Attached, Media, PHOTO_BYTES_MAX},
};
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{super::run::Shell, js, keep};
use crate::state::attach::{Of, Taking, Trouble};

/// Longer side and quality, tried in this order until the bytes are few enough.
const TRIES: [(f64, f64); 5] = [(1600.0, 0.8), (1600.0, 0.6), (1280.0, 0.6), (1024.0, 0.5), (800.0, 0.4)];

/// Opens the chooser; what is chosen goes on in its own time.
pub(super) fn take(shell: Rc<Shell>, of: Of, taking: RwSignal<Taking>, into: RwSignal<Vec<Attached>>) {
    let chosen = move |file: JsValue| {
        spawn_local(async move {
            taking.try_set(Taking::Busy);
            let kept = async {
                let bytes = shrink(&file).await?;
                let attached = Attached {
                    hash: Sha256::from(""),
                    media: Media::Photo,
                    bytes: 0,
                    seconds: 0,
                };
                keep(&shell, of, &bytes, attached).await
            };
            match kept.await {
                Ok(attached) => {
                    taking.try_set(Taking::Idle);
                    into.update(|list| {
                        if list.iter().all(|a| a.hash != attached.hash) {
                            list.push(attached);
                        }
                    });
                }
                Err(trouble) => {
                    taking.try_set(Taking::Failed(trouble));
                }
            }
        });
    };
    if choose(chosen).is_err() {
        taking.try_set(Taking::Failed(Trouble::Missing));
    }
}

fn choose(chosen: impl FnOnce(JsValue) + 'static) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let input = document.create_element("input")?;
    input.set_attribute("type", "file")?;
    input.set_attribute("accept", "image/*")?;
    let source = input.clone();
    let read = Closure::once_into_js(move || {
        if let Ok(file) = js::get(&source, "files").and_then(|files| js::get(&files, "0")) {
            chosen(file);
        }
    });
    input.add_event_listener_with_callback("change", read.unchecked_ref())?;
    js::call(&input, "click", &[]).map(drop)
}

async fn shrink(file: &JsValue) -> Result<Uint8Array, Trouble> {
    let picture = decode(file).await.map_err(|_| Trouble::Unreadable)?;
    for (side, quality) in TRIES {
        let bytes = draw(&picture, side, quality).await.map_err(|_| Trouble::Unreadable)?;
        if bytes.length() <= PHOTO_BYTES_MAX {
            return Ok(bytes);
        }
    }
    Err(Trouble::TooLarge)
}

/// The pixels of a file, upright.
async fn decode(file: &JsValue) -> Result<JsValue, JsValue> {
    let window: JsValue = web_sys::window().ok_or(JsValue::NULL)?.into();
    let upright = js::object(&[("imageOrientation", "from-image".into())])?;
    js::wait(&window, "createImageBitmap", &[file.clone(), upright]).await
}

async fn draw(picture: &JsValue, side: f64, quality: f64) -> Result<Uint8Array, JsValue> {
    let (width, height) = (js::number(picture, "width")?, js::number(picture, "height")?);
    let scale = (side / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let canvas: JsValue = document.create_element("canvas")?.into();
    js::set(&canvas, "width", &width.into())?;
    js::set(&canvas, "height", &height.into())?;
    let context = js::call(&canvas, "getContext", &["2d".into()])?;
    // What is transparent would be black in a JPEG.
    js::set(&context, "fillStyle", &"#fff".into())?;
    js::call(&context, "fillRect", &[0.into(), 0.into(), width.into(), height.into()])?;
    let place = [picture.clone(), 0.into(), 0.into(), width.into(), height.into()];
    js::call(&context, "drawImage", &place)?;
    let drawn = Promise::new(&mut |resolve, reject| {
        let said = [resolve.into(), "image/jpeg".into(), quality.into()];
        if let Err(error) = js::call(&canvas, "toBlob", &said) {
            // Rejecting can't fail.
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    js::bytes(&JsFuture::from(drawn).await?).await
}
