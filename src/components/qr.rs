//! A QR code, drawn in black on white whatever the theme: scanners want it so.

use doorstep_dom::prelude::*;

use crate::state::qr;

/// The code that holds `text`; nothing when it is too long for one.
#[component]
pub fn Qr(
    /// What it holds.
    #[prop(into)]
    text: String,
    /// What it is, for those who don't see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    qr::qr(&text).map(|code| {
        let view_box = format!("0 0 {0} {0}", code.size);
        view! {
            <div class="qr">
                <svg viewBox=view_box role="img" aria-label=label shape-rendering="crispEdges">
                    <path d=code.path fill="#000"></path>
                </svg>
            </div>
        }
    })
}
