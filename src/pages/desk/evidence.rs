//! 转交的凭据: what colleagues carried for phones without a network, and what signed-out phones left. Reading leaves a record.

use doorstep_dom::prelude::*;
use doorstep_domain::CommandId;
use doorstep_protocol::handover::Evidence as Piece;
use leptos::task::spawn_local;

use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    state::{App, handover, sync},
    text::{self, handover as words},
};

/// The list.
#[component]
pub fn Evidence() -> impl IntoView {
    let app = App::expect();
    let list = RwSignal::new(None::<Vec<Piece>>);
    let failed = RwSignal::new(None::<&'static str>);
    let online = Memo::new(move |_| app.read(sync::is_online).unwrap_or(false));
    let load = Callback::new(move |()| {
        failed.set(None);
        let running = app.online().call(handover::list());
        spawn_local(async move {
            match handover::answered(running.await) {
                Ok(pieces) => drop(list.try_set(Some(pieces))),
                Err(words) => drop(failed.try_set(Some(words))),
            }
        });
    });
    // Asked when the page opens, and again when the network comes back.
    Effect::new(move |_| {
        if online.get() {
            load.run(());
        }
    });
    view! {
        <Page title=words::desk_title()>
            <p class="muted">{words::desk_intro()}</p>
            {move || failed.get().map(|failed| view! { <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p>{failed}</p></div></div> })}
            {move || match list.get() {
                None if !online.get() => view! {
                    <div class="empty"><Icon name="cloud-off"/><h2>{text::common::online_only()}</h2></div>
                }.into_any(),
                None => ().into_any(),
                Some(pieces) if pieces.is_empty() => view! {
                    <div class="empty"><Icon name="check-round"/><h2>{words::desk_empty()}</h2></div>
                }.into_any(),
                Some(pieces) => view! {
                    <div class="cells">{pieces.into_iter().map(|piece| view! { <Line piece/> }).collect_view()}</div>
                }.into_any(),
            }}
            <Link to=Route::Carry class="btn btn-secondary btn-block"><Icon name="handshake"/>{words::carry_title()}</Link>
            <button class="btn btn-secondary btn-block" disabled=move || !online.get() on:click=move |_| load.run(())><Icon name="sync"/>{text::common::refresh()}</button>
        </Page>
    }
}

#[component]
fn Line(piece: Piece) -> impl IntoView {
    let app = App::expect();
    let read = RwSignal::new(None::<Vec<(&'static str, String)>>);
    let failed = RwSignal::new(None::<&'static str>);
    let now = app.clock.get_untracked();
    let when = |at| text::time::moment(at, now);
    let who = match &piece.carrier {
        Some(carrier) => words::by_carrier(&piece.author, carrier),
        None => words::by_device(&piece.author),
    };
    let what = handover::named(&piece.what);
    let title = if piece.number.is_empty() {
        what.to_owned()
    } else {
        format!("{what} · {}", piece.number)
    };
    let (class, icon, mark) = if piece.arrived {
        ("mark is-received", "cloud-check", words::mark_arrived())
    } else {
        ("mark is-queued", "clock", words::mark_waits())
    };
    let looks: Vec<String> = piece.read.iter().map(|l| words::look(&l.by, &when(l.at))).collect();
    let looks = (!looks.is_empty()).then(|| words::looks(&looks.join("、")));
    let id = piece.command_id;
    view! {
        <div class="cell cell--stack">
            <div class="row-between"><b>{title}</b><span class=class><Icon name=icon/>{mark}</span></div>
            <p class="cell-sub">{who}</p>
            <p class="cell-sub">{words::done_at(&when(piece.claimed))}" · "{words::came_at(&when(piece.at))}</p>
            {looks.map(|looks| view! { <p class="cell-sub"><Icon name="eye"/>" "{looks}</p> })}
            {move || failed.get().map(|failed| view! { <p class="err">{failed}</p> })}
            {move || read.get().map(|lines| view! {
                <dl class="kv">{lines.into_iter().map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> }).collect_view()}</dl>
            })}
            <div class="cell-acts">
                {move || read.with(Option::is_none).then(|| view! {
                    <button class="btn btn-secondary btn-s" on:click=move |_| look(app, id, read, failed)><Icon name="eye"/>{words::open()}</button>
                })}
                {piece.order.map(|order| view! { <Link to=Route::Order(order) class="btn btn-secondary btn-s">{words::open_order()}</Link> })}
            </div>
            <Show when=move || read.with(Option::is_none)><p class="hint">{words::open_hint()}</p></Show>
        </div>
    }
}

fn look(
    app: App,
    command_id: CommandId,
    read: RwSignal<Option<Vec<(&'static str, String)>>>,
    failed: RwSignal<Option<&'static str>>,
) {
    failed.set(None);
    let Some(call) = handover::read(command_id) else { return };
    let running = app.online().call(call);
    spawn_local(async move {
        match handover::answered(running.await) {
            Ok(envelope) => drop(read.try_set(Some(handover::content(&envelope)))),
            Err(words) => drop(failed.try_set(Some(words))),
        }
    });
}
