//! Something to see or hear: from this phone where it made it, else from the community, never kept.

use std::rc::Rc;

use doorstep_domain::Sha256;
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::{super::run::Shell, js, keep, line};
use crate::state::attach::{Of, Shown};

/// Where it is to be seen or heard.
pub(super) async fn find(shell: &Rc<Shell>, of: &Of, hash: &Sha256) -> Shown {
    let Some(person) = shell.app().peek(|r, _| r.person()) else {
        return Shown::Gone;
    };
    if let Some(own) = keep::bytes(person, hash).await {
        return here(&own, "");
    }
    let Ok(response) = line::get(shell.slot(), of, hash).await else {
        return Shown::Offline;
    };
    match response.status() {
        200 => {
            let kind = response
                .headers()
                .get("content-type")
                .ok()
                .flatten()
                .unwrap_or_default();
            match js::bytes(&response).await {
                Ok(bytes) => here(&bytes, &kind),
                Err(_) => Shown::Offline,
            }
        }
        404 if line::text(&response).await.contains("\"late\"") => Shown::Late,
        404 | 410 => Shown::Gone,
        _ => Shown::Offline,
    }
}

fn here(bytes: &JsValue, kind: &str) -> Shown {
    let url = || {
        let options = js::object(&[("type", kind.into())])?;
        let blob = js::make("Blob", &[Array::of1(bytes).into(), options])?;
        js::call(&js::window("URL")?, "createObjectURL", &[blob])
    };
    url()
        .ok()
        .and_then(|url| url.as_string())
        .map_or(Shown::Gone, Shown::Here)
}

/// Nobody looks at it any more.
pub(super) fn close(url: &str) {
    // An address that can't be given back goes with the page.
    let _ = js::window("URL").and_then(|class| js::call(&class, "revokeObjectURL", &[url.into()]));
}
