//! 替同事交给社区: reads a colleague's file, codes or text and posts it as evidence for the staff.

use doorstep_dom::prelude::*;
use doorstep_protocol::handover::{HandedOver, Parcel};
use leptos::task::spawn_local;

use crate::{
    components::{Icon, Page},
    state::{
        App, FileWish, Intent,
        handover::{self, Pieces, Read},
        sync,
    },
    text::{self, handover as words},
};

/// How far it is.
#[derive(Clone)]
enum Stage {
    /// Nothing was read, or not all.
    Reads,
    /// All of it is here.
    Has(Parcel),
    /// The community has it.
    Done(HandedOver),
}

/// The screen.
#[component]
pub fn Carry() -> impl IntoView {
    let app = App::expect();
    let stage = RwSignal::new(Stage::Reads);
    let said = RwSignal::new(None::<String>);
    let typed = RwSignal::new(String::new());
    let pieces = StoredValue::new(Pieces::default());
    let take = move |text: &str| {
        let read = pieces.try_update_value(|pieces| pieces.add(text));
        said.set(match read {
            Some(Read::Whole(parcel)) => {
                stage.set(Stage::Has(*parcel));
                None
            }
            Some(Read::Waits(have, of)) => Some(words::waits(have, of)),
            _ => Some(words::strange().to_owned()),
        });
    };
    // What was opened or photographed comes in here.
    let came = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if let Some(text) = came.get() {
            if text.is_empty() {
                said.set(Some(words::no_code().to_owned()));
            } else {
                take(&text);
            }
        }
    });
    let scans = RwSignal::new(false);
    app.dispatch(Intent::File(FileWish::CanScan(scans)));
    let wish = move |wish: FileWish| app.dispatch(Intent::File(wish));
    let again = move |_| {
        pieces.set_value(Pieces::default());
        typed.set(String::new());
        said.set(None);
        stage.set(Stage::Reads);
    };
    view! {
        <Page title=words::carry_title()>
            {move || said.get().map(|said| view! { <div class="callout" role="status"><Icon name="info"/><div><p>{said}</p></div></div> })}
            {move || match stage.get() {
                Stage::Reads => view! {
                    <p>{words::carry_intro()}</p>
                    <div class="stack-s">
                        <button class="btn btn-primary btn-block btn-lg" on:click=move |_| wish(FileWish::Text(came))><Icon name="paper"/>{words::carry_file()}</button>
                        {move || scans.get().then(|| view! {
                            <button class="btn btn-secondary btn-block" on:click=move |_| wish(FileWish::Picture(came))><Icon name="scan"/>{words::carry_picture()}</button>
                        })}
                    </div>
                    <div class="field">
                        <label for="carry-text">{words::carry_paste()}</label>
                        <textarea class="input" id="carry-text" autocomplete="off" spellcheck="false"
                            prop:value=move || typed.get() on:input=move |e| typed.set(event_target_value(&e))></textarea>
                    </div>
                    <button class="btn btn-secondary btn-block" disabled=move || typed.with(|t| t.trim().is_empty())
                        on:click=move |_| { let text = typed.get_untracked(); typed.set(String::new()); take(&text); }>{words::carry_read()}</button>
                }.into_any(),
                Stage::Has(parcel) => view! { <HandIn parcel stage/> }.into_any(),
                Stage::Done(done) => view! {
                    <div class="callout is-good" role="status"><Icon name="check-round"/><div>
                        <p class="callout-title">{words::done_title()}</p>
                        {handover::done(done).into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                        <p>{words::done_sub()}</p>
                    </div></div>
                    <button class="btn btn-secondary btn-block" on:click=again>{words::another()}</button>
                }.into_any(),
            }}
        </Page>
    }
}

/// What it is, and the button.
#[component]
fn HandIn(parcel: Parcel, stage: RwSignal<Stage>) -> impl IntoView {
    let app = App::expect();
    let now = app.clock.get_untracked();
    let seen = app.peek(|r, _| handover::carried(r, &parcel, now));
    let failed = RwSignal::new(None::<&'static str>);
    let busy = RwSignal::new(false);
    let online = move || app.read(sync::is_online).unwrap_or(false);
    let hand_in = move |_| {
        if busy.get_untracked() {
            return;
        }
        let Some(call) = handover::hand_in(&parcel) else { return };
        busy.set(true);
        failed.set(None);
        let running = app.online().call(call);
        spawn_local(async move {
            let answer = running.await;
            busy.try_set(false);
            match handover::answered(answer) {
                Ok(done) => drop(stage.try_set(Stage::Done(done))),
                Err(words) => drop(failed.try_set(Some(words))),
            }
        });
    };
    seen.map(|seen| {
        let own = seen.own;
        let whose = seen
            .author
            .map_or_else(|| words::of_colleague().to_owned(), |name| words::of_author(&name));
        view! {
            <section class="card">
                <h2>{whose}</h2>
                <ul>{seen.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </section>
            {move || failed.get().map(|failed| view! { <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p>{failed}</p></div></div> })}
            {if own {
                view! { <p class="hint">{words::own()}</p> }.into_any()
            } else {
                view! {
                    <button class="btn btn-primary btn-lg btn-block" disabled=move || !online() aria-busy=move || busy.get().then_some("true") on:click=hand_in>
                        <Icon name="send"/>{words::hand_in()}</button>
                    {move || (!online()).then(|| view! { <p class="hint"><Icon name="cloud-off"/>" "{text::common::online_only()}</p> })}
                }.into_any()
            }}
        }
    })
}
