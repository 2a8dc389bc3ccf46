//! 投诉建议: write to the community, and read its answers. Works without a network.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command, FeedbackId,
    feedback::FeedbackCommand,
    text::{REMARK_MAX, required},
};
use leptos::ev::SubmitEvent;

use crate::{
    components::{Icon, Page},
    state::{App, Intent, me},
    text::{self, feedback as say},
};

/// Where the words are kept until they are sent.
const DRAFT: &str = "draft.feedback";

/// 投诉建议.
#[component]
pub fn Feedback() -> impl IntoView {
    view! {
        <Page title=say::title()>
            <Write/>
            <Mine/>
        </Page>
    }
}

/// The form. What is typed is kept on this phone until it is sent.
#[component]
fn Write() -> impl IntoView {
    let app = App::expect();
    let value = RwSignal::new(untrack(|| app.kept(DRAFT)).unwrap_or_default());
    let trouble = RwSignal::new(None::<String>);
    let count = move || value.with(|v| v.trim().chars().count());
    let typed = move |event| {
        value.set(event_target_value(&event));
        trouble.set(None);
        let words = value.get_untracked();
        app.dispatch(Intent::Dirty(!words.trim().is_empty()));
        app.keep(DRAFT, Some(words).filter(|w| !w.trim().is_empty()));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(community) = untrack(|| app.community()) else {
            trouble.set(Some(say::no_community().to_owned()));
            return;
        };
        match required(&value.get_untracked(), REMARK_MAX, doorstep_domain::Field::Remark) {
            Ok(text) => {
                app.ask(Command::Feedback(FeedbackCommand::Write {
                    feedback: FeedbackId::from_bits(app.fresh()),
                    community: community.id,
                    text,
                }));
                value.set(String::new());
                app.keep(DRAFT, None);
                app.dispatch(Intent::Dirty(false));
                app.say(say::sent());
            }
            Err(reason) => trouble.set(Some(text::reason::sentence(&reason))),
        }
    };
    let room = move || {
        let n = count();
        if n > REMARK_MAX {
            say::over(n - REMARK_MAX)
        } else {
            say::left(REMARK_MAX - n)
        }
    };
    let to = move || app.community().map(|c| say::intro(&c.name));
    view! {
        <p>{to}{text::pick("", " ")}{say::intro_urgent()}</p>
        <form class="stack" on:submit=submit>
            <div class="field" class:is-bad=move || trouble.with(Option::is_some)>
                <label for="remark">{say::label()}</label>
                <p class="hint" id="remark-h">{say::hint()}</p>
                <textarea class="input" id="remark" rows="5" aria-describedby="remark-h remark-n remark-e"
                    aria-invalid=move || trouble.with(Option::is_some).then_some("true") prop:value=value on:input=typed></textarea>
                <p class="hint num" id="remark-n">{room}</p>
                <div id="remark-e" role="alert">
                    {move || trouble.get().map(|words| view! { <p class="err"><Icon name="warn"/>{words}</p> })}
                </div>
            </div>
            <button class="btn btn-primary btn-lg btn-block" type="submit"><Icon name="send"/>{say::send()}</button>
        </form>
    }
}

/// What I wrote, with the answers.
#[component]
fn Mine() -> impl IntoView {
    let app = App::expect();
    let remarks = Memo::new(move |_| app.read(|r, _| me::remarks(r, r.person())).unwrap_or_default());
    view! {
        <section class="section">
            <h2>{say::mine()}</h2>
            <Show when=move || remarks.with(Vec::is_empty)><p class="muted">{say::none()}</p></Show>
            <For each=move || remarks.get() key=|r| (r.feedback.id, r.feedback.answered, r.mark.as_ref().map(|(_, words)| words.clone())) let:one>
                <Remark one=one/>
            </For>
        </section>
    }
}

/// One remark.
#[component]
fn Remark(one: me::Remark) -> impl IntoView {
    let app = App::expect();
    let words = one.feedback.text.get().cloned().unwrap_or_default();
    let at = one.feedback.at;
    let answer = one.feedback.answer.get().cloned().filter(|a| !a.is_empty());
    let answered = one.feedback.answered;
    let local = one.mark.is_some();
    view! {
        <article class="card" class:card--local=local>
            <p>{words}</p>
            <p class="card-sub">{move || text::time::moment(at, app.now())}</p>
            {one.mark.map(|(mark, words)| {
                let (class, icon) = me::mark_look(&mark);
                view! { <p><span class=format!("mark {class}")><Icon name=icon/>{words}</span></p> }
            })}
            {match answer {
                Some(words) => view! {
                    <div class="callout is-good"><Icon name="chat"/><div>
                        <p class="callout-title">{say::answer()}</p><p>{words}</p>
                        {answered.map(|at| view! { <p class="muted small">{move || text::time::moment(at, app.now())}</p> })}
                    </div></div>
                }.into_any(),
                None if !local => view! { <p class="muted small">{say::waiting()}</p> }.into_any(),
                None => ().into_any(),
            }}
        </article>
    }
}
