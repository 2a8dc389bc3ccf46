//! 显示联系方式: asked for a reason, on record, only with the network. Shown for a minute and never kept.

use core::time::Duration;

use doorstep_dom::prelude::*;
use doorstep_domain::order::Why;
use doorstep_protocol::session::{RevealRequest, Revealed};
use leptos::{leptos_dom::helpers::TimeoutHandle, task::spawn_local};

use super::{Hand, sheets::Reasons};
use crate::{
    components::{Icon, Sheet},
    state::{
        OnlineCall, OnlineReply,
        session::{self, Doing},
    },
    text,
};

/// How long contacts stand on the screen.
const SHOWN: Duration = Duration::from_mins(1);

/// The button, and what it brought.
#[component]
pub(super) fn Reveal(hand: Hand) -> impl IntoView {
    let app = hand.app;
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let shown = RwSignal::new(None::<Revealed>);
    let fault = RwSignal::new(None::<String>);
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    let ask = move |(why, _): (Why, String)| {
        open.set(false);
        let Some(community) = hand.order.with_untracked(|o| o.as_ref().map(|o| o.community.clone())) else {
            return;
        };
        busy.set(true);
        fault.set(None);
        let order = hand.id;
        let call = app
            .online()
            .call(OnlineCall::Reveal(RevealRequest { community, order, why }));
        spawn_local(async move {
            // Whoever left the screen meanwhile sees nothing of it.
            match call.await {
                Ok(OnlineReply::Revealed(contacts)) => {
                    if shown.try_set(Some(contacts)).is_none() {
                        let hide = move || drop(shown.try_set(None));
                        let handle = set_timeout_with_handle(hide, SHOWN).ok();
                        let _ = timer.try_update_value(|t| *t = handle);
                    }
                }
                Ok(_) => drop(fault.try_set(Some(text::desk::reveal_failed().to_owned()))),
                Err(why) => {
                    let words = session::trouble(&why, Doing::Else, untrack(|| app.now()));
                    drop(fault.try_set(Some(words)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    let over = move || hand.order.with(|o| o.as_ref().is_some_and(|o| o.contacts_hidden));
    let offline = move || !app.read(|r, _| r.link().online).unwrap_or(false);
    let hide = move |()| {
        stop();
        shown.set(None);
    };
    view! {
        {move || match shown.get() {
            Some(contacts) => view! { <Contacts contacts hide=Callback::new(hide)/> }.into_any(),
            None if over() => view! { <p class="muted small">{text::desk::reveal_over()}</p> }.into_any(),
            None => view! {
                <button class="btn btn-secondary" aria-busy=move || busy.get().then_some("true") disabled=move || offline() || busy.get() on:click=move |_| open.set(true)>
                    <Icon name="eye"/>
                    <span>{text::desk::reveal()}<Show when=offline><span class="btn-sub">{text::common::online_only()}</span></Show></span>
                </button>
            }.into_any(),
        }}
        {move || fault.get().map(|words| view! { <p class="err" role="alert"><Icon name="warn"/>{words}</p> })}
        <Sheet open title=text::desk::reveal_title()>
            <Reasons reasons=Why::REVEAL effect=text::desk::reveal_hint() go=text::desk::reveal_go() done=Callback::new(ask)/>
        </Sheet>
    }
}

#[component]
fn Contacts(contacts: Revealed, hide: Callback<()>) -> impl IntoView {
    let phone = contacts.phone;
    let door = if contacts.door.is_empty() {
        text::desk::reveal_none().to_owned()
    } else {
        contacts.door
    };
    let phone = if phone.is_empty() {
        view! { {text::desk::reveal_none()} }.into_any()
    } else {
        view! { <a class="link num big" href=format!("tel:{phone}")>{phone.clone()}</a> }.into_any()
    };
    view! {
        <div class="callout is-info" role="status">
            <Icon name="eye"/>
            <div class="stack-s">
                <dl class="kv">
                    <div><dt>{text::desk::phone()}</dt><dd>{phone}</dd></div>
                    <div><dt>{text::desk::reveal_door()}</dt><dd>{door}</dd></div>
                </dl>
                <p class="small">{text::desk::reveal_soon()}</p>
                <button class="btn btn-secondary btn-s" on:click=move |_| hide.run(())><Icon name="eye-off"/>{text::desk::reveal_hide()}</button>
            </div>
        </div>
    }
}
