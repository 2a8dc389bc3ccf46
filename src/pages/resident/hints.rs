//! What is said on the home: that WeChat is a poor place to stay, and, once, that the app fits on the home screen.

use leptos::prelude::*;

use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{App, Intent},
    text,
};

/// Where it is kept that the home-screen hint was read.
const INSTALL: &str = "hint.install";

/// 换个浏览器打开, inside WeChat.
#[component]
pub(super) fn WeChat() -> impl IntoView {
    let app = App::expect();
    view! {
        <Show when=move || app.wechat.get()>
            <div class="banner banner--warm">
                <Icon name="globe"/><p>{text::home::wechat()}</p>
                <div class="btn-row"><Link to=Route::Devices class="btn btn-secondary btn-s">{text::home::wechat_do()}</Link></div>
            </div>
        </Show>
    }
}

/// The home-screen hint, until it was read. Not inside WeChat, which has no home screen to offer.
#[component]
pub(super) fn InstallHint() -> impl IntoView {
    let app = App::expect();
    let shown = move || !app.wechat.get() && app.kept(INSTALL).is_none();
    let known = move |_| app.keep(INSTALL, Some("1".to_owned()));
    let install = move |_| {
        app.dispatch(Intent::Install);
        app.keep(INSTALL, Some("1".to_owned()));
    };
    view! {
        <Show when=shown>
            <div class="banner">
                <Icon name="download"/>
                <p>
                    {text::home::hint_install()}
                    <Show when=move || !app.installable.get()><br/><span class="muted small">{text::home::hint_install_how()}</span></Show>
                </p>
                <div class="btn-row">
                    <Show when=move || app.installable.get()>
                        <button class="btn btn-secondary btn-s" on:click=install>{text::home::hint_install_do()}</button>
                    </Show>
                    <button class="btn btn-quiet btn-s" on:click=known>{text::home::hint_known()}</button>
                </div>
            </div>
        </Show>
    }
}
