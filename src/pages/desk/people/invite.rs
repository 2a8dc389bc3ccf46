//! 邀请同事: a code and its address, with which somebody who works at a desk chooses an account and a password; also for a
//! forgotten one. Shown this once. It needs the network.

use doorstep_dom::prelude::*;
use doorstep_domain::PersonId;
use doorstep_protocol::session::{CardRequest, Transfer};
use leptos::task::spawn_local;

use crate::{
    components::Icon,
    state::{
        App, Intent, OnlineCall, OnlineReply,
        session::{self, Doing},
    },
    text,
};

/// The button, and the invitation it brought.
#[component]
pub(super) fn Invite(id: PersonId) -> impl IntoView {
    let app = App::expect();
    let made = RwSignal::new(None::<Transfer>);
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<String>);
    let offline = move || !app.read(|r, _| r.link().online).unwrap_or(false);
    let invite = move |_| {
        busy.set(true);
        fault.set(None);
        let call = app.online().call(OnlineCall::Invite(CardRequest { person: id }));
        spawn_local(async move {
            // Whoever left the screen meanwhile sees nothing of it.
            match call.await {
                Ok(OnlineReply::Transfer(new)) => drop(made.try_set(Some(new))),
                Ok(_) => drop(fault.try_set(Some(text::desk::pe_card_failed().to_owned()))),
                Err(why) => drop(fault.try_set(Some(session::trouble(&why, Doing::Invite, untrack(|| app.now()))))),
            }
            let _ = busy.try_set(false);
        });
    };
    let paper = move |made: Transfer| {
        let until = text::time::moment(made.until, untrack(|| app.now()));
        let url = made.url.clone();
        let copy = move |_| {
            app.dispatch(Intent::Copy(url.clone()));
            app.say(text::outbox::copied());
        };
        view! {
            <dl class="kv">
                <div><dt>{text::session::invite_code()}</dt><dd class="num">{made.code}</dd></div>
                <div><dt>{text::session::address()}</dt><dd>{made.url}</dd></div>
            </dl>
            <p class="muted">{text::desk::pe_invite_until(&until)}</p>
            <div class="card-foot">
                <button class="btn btn-secondary" on:click=copy><Icon name="copy"/>{text::session::move_copy()}</button>
                <button class="btn btn-secondary" on:click=move |_| app.dispatch(Intent::Print)><Icon name="print"/>{text::slip::print()}</button>
            </div>
        }
    };
    view! {
        <section class="card">
            <h3 class="card-title">{text::desk::pe_invite()}</h3>
            <p class="muted">{text::desk::pe_invite_hint()}</p>
            {move || fault.get().map(|words| view! { <p class="err" role="alert"><Icon name="warn"/>{words}</p> })}
            {move || made.get().map(paper)}
            <Show when=move || made.with(Option::is_none)>
                <div class="card-foot">
                    <button class="btn btn-secondary" aria-busy=move || busy.get().then_some("true") disabled=move || offline() || busy.get() on:click=invite>
                        <Icon name="lock"/>
                        <span>{text::desk::pe_invite_go()}<Show when=offline><span class="btn-sub">{text::common::online_only()}</span></Show></span>
                    </button>
                </div>
            </Show>
        </section>
    }
}
