//! What somebody signed at the door, small. Only for the resident's side and the desk.

use doorstep_dom::prelude::*;
use doorstep_domain::order::Signature;

use crate::text;

/// The drawing; nothing when it is none.
#[component]
pub fn Signed(
    /// As it came.
    signature: Signature,
) -> impl IntoView {
    signature.path().map(|path| {
        view! { <svg class="ink ink--small" viewBox="0 0 600 400" role="img" aria-label=text::order::signature()><path d=path></path></svg> }
    })
}
