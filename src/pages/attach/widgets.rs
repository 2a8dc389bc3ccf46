//! Photos and a voice note: adding them, and seeing and hearing them. Nothing here keeps anybody from going on without.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    OrderId, Sha256,
    order::{Attached, Media, PHOTOS_MAX},
};
use leptos::ev::{MouseEvent, PointerEvent};

use super::unsent;
use crate::{
    components::Icon,
    state::{
        App,
        attach::{self, AttachWish, Of, Shown, Taking},
    },
    text::attach as words,
};

/// Held for longer than this, the button is let go of to stop; pressed shorter, it is pressed again. In milliseconds.
const HELD_MS: f64 = 600.0;

/// What is being added to an order, by whichever means.
#[derive(Clone, Copy)]
struct Adding {
    app: App,
    of: StoredValue<Of>,
    taking: RwSignal<Taking>,
    list: RwSignal<Vec<Attached>>,
}

impl Adding {
    fn new(of: Of, list: RwSignal<Vec<Attached>>) -> Self {
        Self {
            app: App::expect(),
            of: StoredValue::new(of),
            taking: RwSignal::new(Taking::Idle),
            list,
        }
    }

    /// Those of one kind.
    fn of_kind(self, media: Media) -> Memo<Vec<Attached>> {
        Memo::new(move |_| {
            self.list
                .with(|list| list.iter().filter(|a| a.media == media).cloned().collect())
        })
    }

    /// Takes one off the list and off the phone.
    fn remove(self, hash: &Sha256) {
        self.list.update(|list| list.retain(|a| a.hash != *hash));
        let order = self.of.with_value(|of| of.order);
        attach::wish(self.app, AttachWish::Remove(order, hash.clone()));
    }
}

/// Adding photos.
#[component]
pub fn Photos(
    /// The order they will belong to.
    of: Of,
    /// Those there are.
    list: RwSignal<Vec<Attached>>,
) -> impl IntoView {
    let adding = Adding::new(of, list);
    let Adding { app, of, taking, .. } = adding;
    let busy = move || taking.get() == Taking::Busy;
    let full = move || list.with(|list| !attach::has_room(list));
    let add = move |_| attach::wish(app, AttachWish::Photo(of.get_value(), taking, list));
    let shots = adding.of_kind(Media::Photo);
    let one = move |(n, attached): (usize, Attached)| {
        let hash = attached.hash.clone();
        let remove = move |_| adding.remove(&hash);
        view! {
            <li class="shot">
                <Shot of=of.get_value() attached n=n + 1/>
                <button type="button" class="btn btn-secondary btn-s" aria-label=words::photo_remove(n + 1) on:click=remove>
                    <Icon name="trash"/>{words::remove()}
                </button>
            </li>
        }
    };
    view! {
        <section class="field" aria-label=words::photos()>
            <p class="field-label">{words::photos()}<span class="field-opt">{crate::text::common::optional()}</span></p>
            <p class="hint">{words::photos_hint()}</p>
            <ul class="shots">{move || shots.get().into_iter().enumerate().map(one).collect_view()}</ul>
            {move || if full() {
                view! { <p class="hint">{words::photos_full(PHOTOS_MAX)}</p> }.into_any()
            } else {
                view! {
                    <button type="button" class="btn btn-secondary btn-block" disabled=busy on:click=add>
                        <Icon name="plus"/>{if busy() { words::photo_busy() } else { words::photo_add() }}
                    </button>
                }.into_any()
            }}
            <Trouble taking voice=false/>
            <Show when=move || !shots.with(Vec::is_empty)><p class="muted small">{words::shown_to()}</p></Show>
        </section>
    }
}

/// Why it came to nothing.
#[component]
fn Trouble(taking: RwSignal<Taking>, voice: bool) -> impl IntoView {
    view! {
        {move || match taking.get() {
            Taking::Failed(trouble) => view! {
                <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p>{words::trouble(trouble, voice)}</p></div></div>
            }.into_any(),
            _ => ().into_any(),
        }}
    }
}

/// Recording a voice note: by holding the button, by a tap at either end, or by the keyboard.
#[component]
pub fn Recorder(
    /// The order it will belong to.
    of: Of,
    /// The note, once there is one.
    list: RwSignal<Vec<Attached>>,
) -> impl IntoView {
    let adding = Adding::new(of, list);
    let Adding { app, of, taking, .. } = adding;
    let pressed = RwSignal::new(None::<f64>);
    let idle = move || matches!(taking.get_untracked(), Taking::Idle | Taking::Failed(_));
    let start = move || attach::wish(app, AttachWish::Record(of.get_value(), taking, list));
    let stop = move || attach::wish(app, AttachWish::Stop);
    let turn = move || if idle() { start() } else { stop() };
    let down = move |event: PointerEvent| {
        if event.button() == 0 {
            let begins = idle();
            pressed.set(begins.then(|| event.time_stamp()));
            turn();
        }
    };
    let up = move |event: PointerEvent| {
        let since = pressed.get_untracked();
        pressed.set(None);
        let held = since.is_some_and(|since| event.time_stamp() - since > HELD_MS);
        if held && matches!(taking.get_untracked(), Taking::On(_)) {
            stop();
        }
    };
    // A click without a pointer is a key, or the tool of somebody who can't point.
    let click = move |event: MouseEvent| {
        if event.detail() == 0 {
            turn();
        }
    };
    on_cleanup(stop);
    let notes = adding.of_kind(Media::Voice);
    let again = move |_| {
        if let Some(old) = notes.with(|all| all.first().map(|a| a.hash.clone())) {
            adding.remove(&old);
        }
    };
    let face = move || match taking.get() {
        Taking::Idle | Taking::Failed(_) => (words::hold().to_owned(), words::hold_sub()),
        Taking::Asking => (words::asking().to_owned(), ""),
        Taking::On(n) => (words::recording(n), words::recording_sub()),
        Taking::Busy => (words::saving().to_owned(), ""),
    };
    view! {
        <section class="stack" aria-label=words::voice()>
            {move || match notes.get().into_iter().next() {
                Some(attached) => view! {
                    <p class="big strong" role="status">{words::voice_kept(attached.seconds)}</p>
                    <Note of=of.get_value() attached/>
                    <button type="button" class="btn btn-secondary btn-block" on:click=again><Icon name="trash"/>{words::voice_again()}</button>
                }.into_any(),
                None => view! {
                    <button type="button" class=move || if matches!(taking.get(), Taking::On(_)) { "btn-huge btn-talk is-on" } else { "btn-huge btn-talk is-primary" }
                        disabled=move || taking.get() == Taking::Busy
                        on:pointerdown=down on:pointerup=up on:pointercancel=up on:click=click>
                        <Icon name="mic"/><span><span role="status">{move || face().0}</span><span class="btn-sub">{move || face().1}</span></span>
                    </button>
                }.into_any(),
            }}
            <Trouble taking voice=true/>
        </section>
    }
}

/// What is attached to an order, to be seen and heard.
#[component]
pub fn Attachments(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let shown = Memo::new(move |_| {
        app.order(id).map(|order| {
            let all: Vec<Attached> = order.attachments().into_iter().map(|a| a.what).collect();
            (order.community, all)
        })
    });
    let waits = unsent::waiting(app);
    // Of one that is still on this phone, why.
    let why = move |hash: &Sha256| {
        let hash = hash.clone();
        let why = Memo::new(move |_| {
            waits.with(|all| {
                let one = all.iter().find(|one| one.what.hash == hash && one.of.order == id);
                one.map(|one| one.why.clone())
            })
        });
        view! { {move || why.get().map(|why| view! { <p><span class="mark is-queued"><Icon name="cloud-up"/>{why}</span></p> })} }
    };
    view! {
        {move || shown.get().filter(|(_, all)| !all.is_empty()).map(|(community, all)| {
            let of = Of { order: id, community };
            let (photos, notes): (Vec<_>, Vec<_>) = all.into_iter().partition(|a| a.media == Media::Photo);
            let of_notes = of.clone();
            // A note names itself.
            let title = match (photos.is_empty(), notes.is_empty()) {
                (false, true) => Some(words::photos()),
                (true, false) => None,
                _ => Some(words::attached()),
            };
            view! {
                <section class="card stack-s">
                    {title.map(|title| view! { <h2 class="card-title">{title}</h2> })}
                    {notes.into_iter().filter(|a| a.media == Media::Voice).map(|attached| {
                        let why = why(&attached.hash);
                        view! { <Note of=of_notes.clone() attached/> {why} }
                    }).collect_view()}
                    <ul class="shots">
                        {photos.into_iter().enumerate().map(|(n, attached)| {
                            let why = why(&attached.hash);
                            view! { <li class="shot"><Shot of=of.clone() attached n=n + 1/>{why}</li> }
                        }).collect_view()}
                    </ul>
                    <p class="muted small">{words::shown_to()}</p>
                </section>
            }
        })}
    }
}

/// What there is of one, looked for again with each word from the community while it is not there.
fn found(of: Of, attached: &Attached) -> RwSignal<Shown> {
    let app = App::expect();
    let shown = RwSignal::new(Shown::Looking);
    let hash = attached.hash.clone();
    let synced = Memo::new(move |_| app.read(|r, _| r.synced()).flatten());
    Effect::new(move |_| {
        let _ = synced.get();
        if matches!(shown.get_untracked(), Shown::Looking | Shown::Late | Shown::Offline) {
            attach::wish(app, AttachWish::Show(of.clone(), hash.clone(), shown));
        }
    });
    on_cleanup(move || {
        if let Shown::Here(url) = shown.get_untracked() {
            attach::wish(app, AttachWish::Close(url));
        }
    });
    shown
}

/// One photo; a tap makes it large and small again.
#[component]
pub fn Shot(of: Of, attached: Attached, n: usize) -> impl IntoView {
    let shown = found(of, &attached);
    let large = RwSignal::new(false);
    let class = move || if large.get() { "shot-face is-large" } else { "shot-face" };
    let missing = |text: &'static str, hint: &'static str| {
        view! { <p class="shot-none"><Icon name="cloud-up"/><span>{text}</span><span class="muted small">{hint}</span></p> }
            .into_any()
    };
    view! {
        {move || match shown.get() {
            Shown::Here(url) => view! {
                <button type="button" class=class aria-label=words::photo_large() aria-expanded=move || if large.get() { "true" } else { "false" }
                    on:click=move |_| large.update(|large| *large = !*large)>
                    <img src=url alt=words::photo_n(n)/>
                </button>
            }.into_any(),
            Shown::Looking => view! { <p class="shot-none" role="status">{words::photo_looking()}</p> }.into_any(),
            Shown::Late => missing(words::photo_late(), words::late_hint()),
            Shown::Offline => missing(words::photo_offline(), ""),
            Shown::Gone => missing(words::photo_gone(), ""),
        }}
    }
}

/// A voice note with the browser's own player.
#[component]
pub fn Note(of: Of, attached: Attached) -> impl IntoView {
    let shown = found(of, &attached);
    let seconds = attached.seconds;
    view! {
        <div class="voice-note">
            <p class="strong"><Icon name="mic"/>" "{words::voice()}{crate::text::DOT}{words::voice_seconds(seconds)}</p>
            {move || match shown.get() {
                Shown::Here(url) => view! { <audio controls="controls" preload="auto" src=url aria-label=words::voice()></audio> }.into_any(),
                Shown::Looking => view! { <p class="muted" role="status">{words::saving()}</p> }.into_any(),
                Shown::Late => view! { <p>{words::voice_late()}<br/><span class="muted small">{words::late_hint()}</span></p> }.into_any(),
                Shown::Offline => view! { <p>{words::voice_offline()}</p> }.into_any(),
                Shown::Gone => view! { <p>{words::voice_gone()}</p> }.into_any(),
            }}
        </div>
    }
}
