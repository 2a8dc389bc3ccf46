//! 我的设备: where I am signed in, and signing another device out. Needs the network and says so.

use doorstep_dom::prelude::*;
use doorstep_protocol::session::Device;
use leptos::task::spawn_local;

use super::{ask::Ask, field::Trouble};
use crate::{
    components::{Icon, Page},
    state::{
        App, OnlineCall, OnlineFault, OnlineReply, me,
        session::{self, Doing},
        sync,
    },
    text::{self, DOT, me as say},
};

/// 我的设备.
#[component]
pub fn Devices() -> impl IntoView {
    let app = App::expect();
    let list = RwSignal::new(None::<Vec<Device>>);
    let failed = RwSignal::new(None::<String>);
    let online = Memo::new(move |_| app.read(sync::is_online).unwrap_or(false));
    let tell = move |fault: OnlineFault| {
        failed.try_set(Some(session::trouble(&fault, Doing::Else, app.clock.get_untracked())));
    };
    let load = move || {
        failed.set(None);
        let running = app.online().call(OnlineCall::Devices);
        spawn_local(async move {
            match running.await {
                Ok(OnlineReply::Devices(devices)) => {
                    list.try_set(Some(devices));
                }
                Ok(_) => {}
                Err(fault) => tell(fault),
            }
        });
    };
    // Asked when the page opens, and again when the network comes back.
    Effect::new(move |_| {
        if online.get() {
            load();
        }
    });
    let end = Callback::new(move |id: String| {
        let running = app.online().call(OnlineCall::EndDevice(id));
        spawn_local(async move {
            match running.await {
                Ok(_) => {
                    app.say(say::device_ended());
                    load();
                }
                Err(fault) => tell(fault),
            }
        });
    });
    view! {
        <Page title=say::devices()>
            <p class="muted">{say::devices_hint()}</p>
            <Trouble words=failed/>
            {move || match list.get() {
                None if !online.get() => view! {
                    <div class="empty"><Icon name="cloud-off"/><h2>{say::devices_offline()}</h2></div>
                }.into_any(),
                None if failed.with(Option::is_some) => view! {
                    <button class="btn btn-secondary btn-block" on:click=move |_| load()>{text::common::retry()}</button>
                }.into_any(),
                None => view! {
                    <p class="sr" role="status">{text::common::loading()}</p>
                    <div class="skel" aria-hidden="true"><i class="skel-title"></i><i class="is-short"></i></div>
                }.into_any(),
                Some(devices) => {
                    let alone = devices.len() < 2;
                    view! {
                        <div class="cells">
                            {devices.into_iter().map(|device| view! { <Row device=device online=online end=end/> }).collect_view()}
                        </div>
                        {alone.then(|| view! { <p class="muted">{say::devices_only()}</p> })}
                    }.into_any()
                }
            }}
        </Page>
    }
}

/// One device.
#[component]
fn Row(device: Device, online: Memo<bool>, end: Callback<String>) -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    let name = if device.name.is_empty() {
        say::unnamed_device().to_owned()
    } else {
        device.name
    };
    let seen = move || {
        let when = text::time::ago(device.seen, app.now());
        format!("{}{DOT}{}", say::since(&me::date(device.since.day())), say::seen(&when))
    };
    if device.this {
        return view! {
            <div class="cell">
                <Icon name="device"/>
                <span class="cell-main"><span class="cell-title">{say::this_device()}</span><span class="cell-sub">{name}{DOT}{seen}</span></span>
                <span class="tag is-done"><Icon name="check"/>{say::in_use()}</span>
            </div>
        }
        .into_any();
    }
    let id = device.id;
    let title = say::end_device_ask(&name);
    view! {
        <div class="cell cell--stack">
            <div class="row-between">
                <span class="row grow"><Icon name="device"/><span class="grow">{name}<span class="cell-sub">{seen}</span></span></span>
                <button class="btn btn-danger btn-s" disabled=move || !online.get() on:click=move |_| open.set(true)>{say::end_device()}</button>
            </div>
            {move || (!online.get()).then(|| view! { <p class="hint"><Icon name="cloud-off"/>" "{text::common::online_only()}</p> })}
            <Ask open=open title=title says=say::end_device_says() yes=say::end_device() then=move |()| end.run(id.clone())/>
        </div>
    }
    .into_any()
}
