//! What somebody said on the phone or at the window: a rating, a call-back, the answer of a department, a note.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    order::{Act, Outcome, Satisfaction},
    text::NOTE_MAX,
};

use crate::{components::Icon, state::desk::actions::REFERRAL_ANSWERS, text};

/// A line of words.
#[component]
fn Line(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] needed: bool,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}{(!needed).then(|| view! { <span class="field-opt">{text::common::optional()}</span> })}</label>
            <textarea class="input" id=id maxlength=NOTE_MAX prop:value=move || value.get() on:input=move |e| value.set(event_target_value(&e))></textarea>
        </div>
    }
}

/// One of a few, as radio buttons.
fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    chosen: RwSignal<Option<T>>,
    value: T,
    word: &'static str,
) -> AnyView {
    view! {
        <label class="opt">
            <input type="radio" name="desk-choice" prop:checked=move || chosen.get() == Some(value) on:change=move |_| chosen.set(Some(value))/>
            <span>{word}</span>
        </label>
    }
}

/// What is said when nothing was chosen, and the button.
#[component]
fn Go<T: Copy + Send + Sync + 'static>(
    chosen: RwSignal<Option<T>>,
    word: &'static str,
    go: Callback<T>,
) -> impl IntoView {
    let missing = RwSignal::new(false);
    let press = move |_| match chosen.get_untracked() {
        Some(value) => go.run(value),
        None => missing.set(true),
    };
    view! {
        <Show when=move || missing.get() && chosen.with(Option::is_none)>
            <p class="err" role="alert"><Icon name="warn"/>{text::desk::face_missing()}</p>
        </Show>
        <button class="btn btn-primary btn-lg btn-block" on:click=press>{word}</button>
    }
}

/// 代评.
#[component]
pub(super) fn Rate(send: Callback<Act>) -> impl IntoView {
    let chosen = RwSignal::new(None::<Satisfaction>);
    let words = RwSignal::new(String::new());
    let face = move |face: Satisfaction, icon: &'static str| {
        view! {
            <label class="rate">
                <input type="radio" name="desk-face" prop:checked=move || chosen.get() == Some(face) on:change=move |_| chosen.set(Some(face))/>
                <span><Icon name=icon/>{text::detail::face(face)}</span>
            </label>
        }
    };
    let go = Callback::new(move |face| {
        send.run(Act::Rate {
            face,
            stars: 0,
            tags: Vec::new(),
            text: words.get_untracked(),
        });
    });
    view! {
        <p class="muted">{text::desk::rate_hint()}</p>
        <div class="faces" role="radiogroup" aria-label=text::desk::ask_rate()>
            {face(Satisfaction::Good, "face-good")}{face(Satisfaction::Fair, "face-ok")}{face(Satisfaction::Poor, "face-bad")}
        </div>
        <Line id="desk-rate" label=text::desk::call_words() value=words/>
        <Go chosen word=text::desk::rate_go() go/>
    }
}

/// 回访.
#[component]
pub(super) fn CallBack(send: Callback<Act>) -> impl IntoView {
    let chosen = RwSignal::new(None::<bool>);
    let words = RwSignal::new(String::new());
    let go = Callback::new(move |satisfied| {
        send.run(Act::CallBack {
            satisfied,
            text: words.get_untracked(),
        });
    });
    view! {
        <div class="opts" role="radiogroup" aria-label=text::desk::ask_call_back()>
            {choice(chosen, true, text::desk::call_yes())}{choice(chosen, false, text::desk::call_no())}
        </div>
        <Line id="desk-call" label=text::desk::call_words() value=words/>
        <Go chosen word=text::desk::call_go() go/>
    }
}

/// The answer of a department.
#[component]
pub(super) fn EndReferral(send: Callback<Act>) -> impl IntoView {
    let chosen = RwSignal::new(None::<Option<Outcome>>);
    let go = Callback::new(move |outcome| send.run(Act::EndReferral { outcome }));
    let word = |outcome: Option<Outcome>| outcome.map_or(text::desk::end_back(), text::order::outcome);
    view! {
        <div class="opts" role="radiogroup" aria-label=text::desk::ask_end_referral()>
            {REFERRAL_ANSWERS.into_iter().map(|outcome| choice(chosen, outcome, word(outcome))).collect_view()}
        </div>
        <Go chosen word=text::desk::end_go() go/>
    }
}

/// A note.
#[component]
pub(super) fn Remark(send: Callback<Act>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let press = move |_| {
        let text = words.get_untracked().trim().to_owned();
        missing.set(text.is_empty());
        if !text.is_empty() {
            send.run(Act::Remark { text });
        }
    };
    view! {
        <p class="muted">{text::desk::remark_hint()}</p>
        <Line id="desk-remark" label=text::desk::note() value=words needed=true/>
        <Show when=move || missing.get()><p class="err" role="alert"><Icon name="warn"/>{text::desk::remark_missing()}</p></Show>
        <button class="btn btn-primary btn-lg btn-block" on:click=press>{text::desk::remark_go()}</button>
    }
}
