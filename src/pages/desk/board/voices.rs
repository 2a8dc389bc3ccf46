//! 投诉建议 for the desk: what people wrote, each with its answer, which can be given once.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command, FeedbackId,
    feedback::{Feedback, FeedbackCommand},
    text::REMARK_MAX,
};

use crate::{
    components::Icon,
    state::{
        App,
        desk::{board, facts},
    },
    text,
};

/// The remarks, unanswered ones first.
#[component]
pub(super) fn Voices() -> impl IntoView {
    let app = App::expect();
    let ids = Memo::new(move |_| {
        let ids = |r: &_| board::voices(r).into_iter().map(|f| f.id).collect::<Vec<_>>();
        app.read(|r, _| ids(r)).unwrap_or_default()
    });
    view! {
        <Show when=move || ids.with(Vec::is_empty)>
            <div class="empty"><Icon name="chat"/><h2>{text::desk::voices_empty()}</h2></div>
        </Show>
        <For each=move || ids.get() key=|id| *id children=move |id| view! { <Voice id/> }/>
    }
}

#[component]
fn Voice(id: FeedbackId) -> impl IntoView {
    let app = App::expect();
    let remark = Memo::new(move |_| {
        app.read(|r, _| board::voices(r).into_iter().find(|f| f.id == id))
            .flatten()
    });
    let writing = RwSignal::new(false);
    let answer = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let send = move |_| {
        let words = answer.get_untracked().trim().to_owned();
        let Some(remark) = remark.get_untracked() else { return };
        missing.set(words.is_empty());
        if !words.is_empty() {
            app.ask(Command::Feedback(FeedbackCommand::Answer {
                feedback: id,
                community: remark.community,
                text: words,
            }));
            writing.set(false);
        }
    };
    let field = format!("voice-{id}");
    let open = move || remark.with(|r| r.as_ref().is_some_and(|r| r.answered.is_none()));
    view! {
        <article class="card">
            {move || remark.get().map(|remark| words(app, &remark))}
            <Show when=move || open() && !writing.get()>
                <div class="card-foot"><button class="btn btn-secondary" on:click=move |_| writing.set(true)>{text::desk::voice_answer()}</button></div>
            </Show>
            <Show when=move || open() && writing.get()>
                <div class=move || if missing.get() { "field is-bad" } else { "field" }>
                    <label for=field.clone()>{text::desk::voice_answer_label()}</label>
                    <textarea class="input" id=field.clone() maxlength=REMARK_MAX prop:value=move || answer.get()
                        on:input=move |e| answer.set(event_target_value(&e))></textarea>
                    <Show when=move || missing.get()><p class="err" role="alert"><Icon name="warn"/>{text::desk::remark_missing()}</p></Show>
                </div>
                <div class="btn-row">
                    <button class="btn btn-secondary" on:click=move |_| writing.set(false)>{text::common::cancel_sheet()}</button>
                    <button class="btn btn-secondary" on:click=send><Icon name="send"/>{text::desk::voice_send()}</button>
                </div>
            </Show>
        </article>
    }
}

fn words(app: App, remark: &Feedback) -> AnyView {
    let now = app.now();
    let who = app.read(|r, _| facts::person_name(r, remark.by)).unwrap_or_default();
    let when = text::time::moment(remark.at, now);
    let answered = remark.answered.map(|at| {
        let answer = remark.answer.get().cloned().unwrap_or_default();
        view! {
            <li class="note"><p class="note-who">{text::desk::voice_answered(&text::time::moment(at, now))}</p><p>{answer}</p></li>
        }
    });
    let tag = if answered.is_some() {
        view! { <span class="tag is-done"><Icon name="check"/>{text::desk::voice_answer()}</span> }.into_any()
    } else {
        view! { <span class="tag is-wait"><Icon name="clock"/>{text::desk::voice_waits()}</span> }.into_any()
    };
    view! {
        <div class="card-head"><p class="card-sub">{who}{text::DOT}{when}</p>{tag}</div>
        <p>{remark.text.get().cloned().unwrap_or_default()}</p>
        {answered.map(|answer| view! { <ul class="notes">{answer}</ul> })}
    }
}
