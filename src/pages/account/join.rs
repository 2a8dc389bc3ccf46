//! Sign-in with a printed card.

use doorstep_protocol::session::CardSignIn;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::Page,
    routes::Route,
    state::{App, OnlineCall},
    text,
};

/// The screen before anybody is here.
#[component]
pub fn Join() -> impl IntoView {
    let app = App::expect();
    let code = RwSignal::new(app.fragment.get_untracked());
    let enter = move |_| {
        let call = OnlineCall::Card(CardSignIn {
            secret: code.get_untracked(),
            device: String::new(),
        });
        let running = app.online().call(call);
        spawn_local(async move {
            match running.await {
                Ok(_) => app.go(Route::Home),
                Err(_) => app.say_bad(text::common::unexpected()),
            }
        });
    };
    view! {
        <Page title=text::common::app_name() back=false tabs=false>
            <input class="input" prop:value=code on:input=move |e| code.set(event_target_value(&e))/>
            <button class="btn btn-primary btn-block" on:click=enter>{text::common::ok()}</button>
        </Page>
    }
}
