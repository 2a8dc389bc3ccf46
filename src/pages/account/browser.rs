//! 换个浏览器打开: from WeChat to the phone's own browser without signing in anew.

use doorstep_dom::prelude::*;
use doorstep_protocol::session::Transfer;
use leptos::task::spawn_local;

use super::field::Trouble;
use crate::{
    components::{Icon, Page, Qr},
    state::{
        App, Intent, OnlineCall, OnlineReply,
        session::{self, Doing},
        sync,
    },
    text::{self, session as say},
};

/// How to go on in another browser.
#[component]
pub fn OtherBrowser() -> impl IntoView {
    let app = App::expect();
    let made = RwSignal::new(None::<Transfer>);
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let online = move || app.read(sync::is_online).unwrap_or(false);
    let ask = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let running = app.online().call(OnlineCall::Transfer);
        spawn_local(async move {
            let done = running.await;
            busy.try_set(false);
            match done {
                Ok(OnlineReply::Transfer(transfer)) => {
                    made.try_set(Some(transfer));
                }
                Ok(_) => {}
                Err(fault) => {
                    failed.try_set(Some(session::trouble(&fault, Doing::Else, app.clock.get_untracked())));
                }
            }
        });
    };
    view! {
        <Page title=say::move_title() tabs=false>
            <p class="big">{say::move_intro()}</p>
            <Trouble words=failed/>
            {move || match made.get() {
                Some(transfer) => view! { <Made transfer=transfer/> }.into_any(),
                None => view! {
                    <button class="btn btn-primary btn-lg btn-block" disabled=move || !online()
                        aria-busy=move || busy.get().then_some("true") on:click=ask>{say::move_make()}</button>
                    {move || (!online()).then(|| view! { <p class="hint"><Icon name="cloud-off"/>" "{text::common::online_only()}</p> })}
                }.into_any(),
            }}
            {move || made.with(Option::is_some).then(|| view! {
                <button class="btn btn-quiet btn-block" on:click=ask>{say::move_again()}</button>
            })}
        </Page>
    }
}

/// The address, the code, and the QR for another phone.
#[component]
fn Made(transfer: Transfer) -> impl IntoView {
    let app = App::expect();
    let url = transfer.url.clone();
    let copy = move |_| {
        app.dispatch(Intent::Copy(url.clone()));
        app.say(say::move_copied());
    };
    let until = move || say::move_until(&text::time::moment(transfer.until, app.now()));
    view! {
        <ol class="stack-s steps">
            <li>{say::move_step_1()}</li><li>{say::move_step_2()}</li><li>{say::move_step_3()}</li>
        </ol>
        <button class="btn btn-primary btn-lg btn-block" on:click=copy><Icon name="copy"/>{say::move_copy()}</button>
        <div class="copybox num">{transfer.url.clone()}</div>
        <section class="card stack center">
            <p class="muted">{say::move_code()}</p>
            <p class="huge num nowrap">{transfer.code.clone()}</p>
            <p class="muted">{say::move_qr()}</p>
            <Qr text=transfer.url.clone() label=say::move_qr()/>
        </section>
        <p class="muted">{until}</p>
    }
}
