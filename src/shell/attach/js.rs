//! Calling what browsers have by its name: each name is used once, so that no script for it is loaded with the first screen.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A thing of the window.
pub(super) fn window(name: &str) -> Result<JsValue, JsValue> {
    get(&web_sys::window().ok_or(JsValue::NULL)?.into(), name)
}

/// A field; an error where there is none.
pub(super) fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    let found = Reflect::get(of, &name.into())?;
    if found.is_undefined() || found.is_null() {
        return Err(JsValue::NULL);
    }
    Ok(found)
}

/// A field that is a number.
pub(super) fn number(of: &JsValue, name: &str) -> Result<f64, JsValue> {
    get(of, name)?.as_f64().ok_or(JsValue::NULL)
}

/// Sets a field.
pub(super) fn set(of: &JsValue, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(of, &name.into(), value).map(drop)
}

/// An object with these fields.
pub(super) fn object(fields: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let object: JsValue = Object::new().into();
    for (name, value) in fields {
        set(&object, name, value)?;
    }
    Ok(object)
}

/// Calls a method.
pub(super) fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(of, name)?.unchecked_into();
    function.apply(of, &with.iter().collect::<Array>())
}

/// Calls a method and waits for what it promises.
pub(super) async fn wait(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let promise: Promise = call(of, name, with)?.unchecked_into();
    JsFuture::from(promise).await
}

/// Makes one of a class of the window.
pub(super) fn make(class: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let class: Function = window(class)?.unchecked_into();
    Reflect::construct(&class, &with.iter().collect::<Array>())
}

/// The bytes of a `Blob` or a response.
pub(super) async fn bytes(of: &JsValue) -> Result<Uint8Array, JsValue> {
    Ok(Uint8Array::new(&wait(of, "arrayBuffer", &[]).await?))
}

/// SHA-256 as hex. Only where the page came by a secure way, as everything else here.
pub(super) async fn sha256(bytes: &Uint8Array) -> Result<String, JsValue> {
    let subtle = get(&window("crypto")?, "subtle")?;
    let digest = wait(&subtle, "digest", &["SHA-256".into(), bytes.into()]).await?;
    let mut hex = String::with_capacity(64);
    for byte in Uint8Array::new(&digest).to_vec() {
        for half in [byte >> 4, byte & 15] {
            hex.extend(char::from_digit(u32::from(half), 16));
        }
    }
    Ok(hex)
}
