//! Staff sign-in with account and password.

use doorstep_dom::prelude::*;
use doorstep_protocol::session::PasswordSignIn;
use leptos::{ev::SubmitEvent, task::spawn_local};

use super::field::{TextField, Trouble};
use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    state::{
        App, Intent, OnlineCall,
        session::{self, Doing},
    },
    text,
};

/// Staff sign-in with a password.
#[component]
pub fn StaffSignIn() -> impl IntoView {
    let app = App::expect();
    let account = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let (no_account, no_password) = (RwSignal::new(None), RwSignal::new(None));
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let missing = |value: RwSignal<String>, words: &'static str| {
            let empty = value.with_untracked(|v| v.trim().is_empty());
            empty.then(|| words.to_owned())
        };
        no_account.set(missing(account, text::session::need_account_any()));
        no_password.set(missing(password, text::session::need_password_any()));
        if no_account.with_untracked(Option::is_some) || no_password.with_untracked(Option::is_some) {
            return;
        }
        busy.set(true);
        failed.set(None);
        let running = app.online().call(OnlineCall::Password(PasswordSignIn {
            account: account.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            device: String::new(),
        }));
        spawn_local(async move {
            let done = running.await;
            busy.try_set(false);
            match done {
                Ok(_) => app.dispatch(Intent::Replace(Route::Home)),
                Err(fault) => {
                    failed.try_set(Some(session::trouble(
                        &fault,
                        Doing::Password,
                        app.clock.get_untracked(),
                    )));
                }
            }
        });
    };
    view! {
        <Page title=text::session::staff_title() tabs=false>
            <p class="muted">{text::session::staff_intro()}</p>
            <form class="stack" on:submit=submit>
                <TextField id="account" label=text::session::account() autocomplete="username" max=40 value=account trouble=no_account/>
                <TextField id="password" label=text::session::password() kind="password" autocomplete="current-password"
                    value=password trouble=no_password/>
                <Trouble words=failed/>
                <button class="btn btn-primary btn-lg btn-block" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { text::session::signing_in() } else { text::session::sign_in() }}
                </button>
            </form>
            <p class="muted small">{text::session::password_forgotten()}</p>
            <div class="cells">
                <Link to=Route::Join class="cell">
                    <Icon name="scan"/><span class="cell-main"><span class="cell-title">{text::session::card_instead()}</span></span><Icon name="chevron"/>
                </Link>
                <Link to=Route::SetUp class="cell">
                    <Icon name="settings"/><span class="cell-main"><span class="cell-title">{text::session::first_time()}</span></span><Icon name="chevron"/>
                </Link>
            </div>
        </Page>
    }
}
