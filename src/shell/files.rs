//! A file or a picture that the person chooses, as text. It travels with the screens of those who serve: only they carry anything.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the macro tells of a file that did not come through the function's own result"
)]

use doorstep_dom::prelude::*;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use wasm_split_helpers::wasm_split;

use crate::state::FileWish;

/// Most bytes of a file that is read: no parcel is larger.
const LARGEST: f64 = 1_000_000.0;

/// Does what is wished, once the code for it is here.
pub(super) fn start(wish: FileWish) {
    spawn_local(async move {
        if let Ok(run) = runner().await {
            run(wish);
        }
    });
}

/// The file with the code did not come.
struct NotHere;

impl From<wasm_split_helpers::SplitLoaderError> for NotHere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[wasm_split(member, fallible)]
fn runner() -> Result<fn(FileWish), NotHere> {
    Ok(run_here)
}

fn run_here(wish: FileWish) {
    match wish {
        FileWish::CanScan(can) => {
            can.try_set(detector().is_some());
        }
        // Where the browser offers no choosing, nothing happens; the text can still be pasted.
        FileWish::Text(into) => drop(choose(".json,.txt,application/json,text/plain", false, into)),
        FileWish::Picture(into) => drop(choose("image/*", true, into)),
    }
}

/// Opens the browser's own chooser; what comes of it goes into `into`, empty when nothing could be read.
fn choose(accept: &str, picture: bool, into: RwSignal<Option<String>>) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let input = document.create_element("input")?;
    input.set_attribute("type", "file")?;
    input.set_attribute("accept", accept)?;
    if picture {
        input.set_attribute("capture", "environment")?;
    }
    let chosen = input.clone();
    let read = Closure::once_into_js(move || {
        spawn_local(async move {
            let text = async {
                let file = Reflect::get(&get(&chosen, "files")?, &0.into())?;
                if picture { codes(&file).await } else { text(&file).await }
            };
            into.try_set(Some(text.await.unwrap_or_default()));
        });
    });
    input.add_event_listener_with_callback("change", read.unchecked_ref())?;
    let input: web_sys::HtmlElement = input.dyn_into().map_err(JsValue::from)?;
    input.click();
    Ok(())
}

async fn text(file: &JsValue) -> Result<String, JsValue> {
    if get(file, "size")?.as_f64().is_none_or(|size| size > LARGEST) {
        return Ok(String::new());
    }
    let text = JsFuture::from(call(file, "text", None)?).await?;
    Ok(text.as_string().unwrap_or_default())
}

/// What the QR codes on a picture hold, one a line.
async fn codes(file: &JsValue) -> Result<String, JsValue> {
    let window: JsValue = web_sys::window().ok_or(JsValue::NULL)?.into();
    let picture = JsFuture::from(call(&window, "createImageBitmap", Some(file))?).await?;
    let detector = detector().ok_or(JsValue::NULL)?;
    let found = JsFuture::from(call(&detector, "detect", Some(&picture))?).await?;
    let found = Array::from(&found);
    let texts = found.iter().filter_map(|code| get(&code, "rawValue").ok()?.as_string());
    Ok(texts.collect::<Vec<_>>().join("\n"))
}

/// The browser's own reader of codes, where it has one.
fn detector() -> Option<JsValue> {
    let window = web_sys::window()?;
    let class: Function = get(&window, "BarcodeDetector").ok()?.dyn_into().ok()?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&"qr_code".into())).ok()?;
    Reflect::construct(&class, &Array::of1(&options)).ok()
}

fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

fn call(of: &JsValue, name: &str, with: Option<&JsValue>) -> Result<Promise, JsValue> {
    let function: Function = get(of, name)?.dyn_into()?;
    let with: Array = with.into_iter().collect();
    function.apply(of, &with)?.dyn_into()
}
