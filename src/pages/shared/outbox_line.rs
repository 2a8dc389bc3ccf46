//! One unsent item and its buttons.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link, Sheet},
    routes::Route,
    state::{
        App, Intent, form, intake,
        outbox::{self, Edit, Line, Stand},
    },
    text::{self, DOT, outbox as words},
};

/// The item.
#[component]
pub fn OutboxLine(
    /// What is known of it.
    line: Line,
) -> impl IntoView {
    let app = App::expect();
    let giving_up = RwSignal::new(false);
    let (id, made) = (line.id, line.made);
    let evidence = line.evidence;
    let (refused, may_discard) = (line.is_refused(), line.may_discard() && !evidence);
    let (class, icon, mark) = if evidence {
        (
            "mark is-received",
            "cloud-check",
            text::handover::tray_read().to_owned(),
        )
    } else {
        look(&line.stand)
    };
    let doubt = match &line.stand {
        Stand::Waits {
            doubt: Some(reason), ..
        } => Some(words::doubt(&text::reason::sentence(reason))),
        _ => None,
    };
    let copy = line.copy.clone();
    let copy = move |_| {
        app.dispatch(Intent::Copy(copy.clone()));
        app.say(words::copied());
    };
    let word = if refused { words::edit() } else { words::look() };
    let correct = move |_| match form::correct(app, id) {
        Some(step) => app.go(Route::OrderForm(step)),
        None => app.say_bad(text::form::draft_gone()),
    };
    let take_up = move |_| {
        app.keep(intake::CORRECT, Some(id.to_string()));
        app.go(Route::Intake);
    };
    // An order that was lost has no screen to go back to.
    let edit = line.edit.clone().filter(|_| !line.stray).map(|edit| {
        let inner = view! { <Icon name="edit"/>{word} };
        match edit {
            Edit::Screen(to) => view! { <Link to class="btn btn-secondary btn-s">{inner}</Link> }.into_any(),
            Edit::Form => {
                view! { <button class="btn btn-secondary btn-s" on:click=correct>{inner}</button> }.into_any()
            }
            Edit::Intake => {
                view! { <button class="btn btn-secondary btn-s" on:click=take_up>{inner}</button> }.into_any()
            }
        }
    });
    view! {
        <div class="cell cell--stack">
            <div class="row-between"><b>{line.sentence}</b><span class=class><Icon name=icon/>{mark}</span></div>
            <p class="cell-sub">{move || text::time::moment(made, app.clock.get())}{doubt.map(|doubt| format!("{DOT}{doubt}"))}</p>
            <div class="cell-acts">
                {refused.then(|| view! {
                    <button class="btn btn-secondary btn-s" on:click=move |_| { app.again(id, None); }><Icon name="sync"/>{words::retry()}</button>
                })}
                {edit}
                <button class="btn btn-secondary btn-s" on:click=copy><Icon name="copy"/>{words::copy()}</button>
                {evidence.then(|| view! {
                    <button class="btn btn-secondary btn-s" on:click=move |_| app.dispatch(Intent::Discard(id, None))><Icon name="check"/>{text::handover::tray_ok()}</button>
                })}
                {may_discard.then(|| view! {
                    <button class="btn btn-danger btn-s" on:click=move |_| giving_up.set(true)><Icon name="trash"/>{words::discard()}</button>
                })}
            </div>
        </div>
        <GiveUp open=giving_up id/>
    }
}

/// Why it is given up.
#[component]
fn GiveUp(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The command.
    id: doorstep_domain::CommandId,
) -> impl IntoView {
    let app = App::expect();
    view! {
        <Sheet open title=words::discard_title()>
            <p>{words::discard_sub()}</p>
            <div class="opts">
                {outbox::WHY_NOT.map(|why| view! {
                    <button class="btn btn-danger btn-block" on:click=move |_| {
                        open.set(false);
                        app.dispatch(Intent::Discard(id, Some(why)));
                    }>{outbox::why_not(why)}</button>
                }).collect_view()}
                <button class="btn btn-secondary btn-block" on:click=move |_| open.set(false)>{words::discard_keep()}</button>
            </div>
        </Sheet>
    }
}

/// The mark of an item: classes, icon, words.
fn look(stand: &Stand) -> (&'static str, &'static str, String) {
    match stand {
        Stand::Unsaved => ("mark is-local", "device", words::unsaved().to_owned()),
        Stand::Held => ("mark is-queued", "cloud-up", words::held().to_owned()),
        Stand::Again => ("mark is-queued", "cloud-up", words::again().to_owned()),
        Stand::Sent => ("mark is-queued", "cloud-up", words::sent().to_owned()),
        Stand::Waits { intent: true, .. } => (
            "mark is-provisional",
            "clock",
            text::order::mark_provisional().to_owned(),
        ),
        Stand::Waits { .. } => ("mark is-queued", "cloud-up", text::order::mark_queued().to_owned()),
        Stand::Refused(reason) => {
            let why = reason
                .as_ref()
                .map_or_else(|| text::reason::staff_looks().to_owned(), text::reason::sentence);
            ("mark is-refused", "warn", text::order::mark_refused(&why))
        }
    }
}
