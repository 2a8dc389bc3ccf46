//! What is said once on the home: that WeChat is a poor place to stay, and that the app fits on the home screen.

use leptos::prelude::*;

use crate::{
    components::{Icon, Link},
    routes::Route,
    state::{App, Intent},
    text,
};

/// Where it is kept that the home-screen hint was read.
const INSTALL: &str = "hint.install";

/// The hints. One at a time.
#[component]
pub(super) fn Hints() -> impl IntoView {
    let app = App::expect();
    let known = move || app.kept(INSTALL).is_some();
    let forget = move |_| app.keep(INSTALL, Some("1".to_owned()));
    let install = move |_| {
        app.dispatch(Intent::Install);
        app.keep(INSTALL, Some("1".to_owned()));
    };
    let offer = move || {
        if app.installable.get() {
            view! { <button class="btn btn-secondary btn-s" on:click=install>{text::home::hint_install_do()}</button> }
                .into_any()
        } else {
            view! { <p class="muted small">{text::home::hint_install_how()}</p> }.into_any()
        }
    };
    view! {
        {move || if app.wechat.get() {
            view! {
                <div class="banner banner--warm">
                    <Icon name="globe"/><p>{text::home::wechat()}</p>
                    <div class="btn-row"><Link to=Route::Devices class="btn btn-secondary btn-s">{text::home::wechat_do()}</Link></div>
                </div>
            }.into_any()
        } else if known() {
            ().into_any()
        } else {
            view! {
                <div class="banner">
                    <Icon name="download"/><p>{text::home::hint_install()}</p>
                    <div class="btn-row">
                        {offer()}
                        <button class="btn btn-quiet btn-s" on:click=forget>{text::home::hint_known()}</button>
                    </div>
                </div>
            }.into_any()
        }}
    }
}
