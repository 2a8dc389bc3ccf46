//! The home-screen hint for browsers that leave it to their menu; where the browser itself offers, the banner of the root does.

use doorstep_dom::prelude::*;

use crate::{components::Icon, state::App, text};

/// Where it is kept that the hint was read.
const INSTALL: &str = "hint.install";

/// The hint, until it was read. Not inside WeChat, which has no home screen to offer.
#[component]
pub(super) fn InstallHint() -> impl IntoView {
    let app = App::expect();
    let shown = move || !app.wechat.get() && !app.installable.get() && app.kept(INSTALL).is_none();
    view! {
        <Show when=shown>
            <div class="banner">
                <Icon name="download"/>
                <p>{text::home::hint_install()}<br/><span class="muted small">{text::home::hint_install_how()}</span></p>
                <button class="btn btn-quiet btn-s" on:click=move |_| app.keep(INSTALL, Some("1".to_owned()))>{text::home::hint_known()}</button>
            </div>
        </Show>
    }
}
