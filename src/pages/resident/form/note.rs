//! 备注: quick tags and words; the health note behind its own consent; the person of the last time.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command,
    person::{Consent, PersonCommand},
    text::NOTE_MAX,
};

use super::Form;
use crate::{
    components::{FieldError, Icon},
    pages::shared::{Place, Widget},
    state::{
        attach::Of,
        form::{TAGS, note_left},
    },
    text,
};

/// The version of the consent text for health notes on this screen.
const HEALTH_TEXT: u32 = 1;

/// The step.
#[component]
pub(super) fn Note(form: Form) -> impl IntoView {
    let (health, lays_out) = form.setting.with_value(|s| (s.item.asks_health, s.item.lays_out));
    let bad = move || form.problems.with(|all| all.iter().any(|p| p.field == "f-note"));
    let tag = move |code: &'static str| {
        let on = move || form.draft.with(|d| d.tags.iter().any(|t| t == code));
        let turn = move |_| {
            let was = untrack(on);
            form.change(|d| {
                d.tags.retain(|t| t != code);
                if !was {
                    d.tags.push(code.to_owned());
                }
            });
        };
        view! {
            <button type="button" class="chip" aria-pressed=move || if on() { "true" } else { "false" } on:click=turn>{text::form::tag(code)}</button>
        }
    };
    view! {
        <div class=move || if bad() { "field is-bad" } else { "field" }>
            <label for="f-note">{text::form::note()}<span class="field-opt">{text::common::optional()}</span></label>
            <div class="chips">{TAGS.into_iter().map(tag).collect_view()}</div>
            <textarea class="input" id="f-note" maxlength=NOTE_MAX aria-describedby="f-note-h f-note-e" aria-invalid=move || bad().then_some("true")
                prop:value=move || form.draft.with(|d| d.note.clone())
                on:input=move |e| { let typed = event_target_value(&e); form.change(|d| d.note = typed); }></textarea>
            <p class="hint" id="f-note-h">{move || text::form::note_left(form.draft.with(note_left))}</p>
            <FieldError problems=form.problems id="f-note"/>
        </div>
        {photos(form)}
        {lays_out.then(|| view! { <p class="notice"><Icon name="info"/><span>{text::form::lays_out()}</span></p> })}
        {health.then(|| view! { <Health form/> })}
        {wish(form)}
    }
}

/// What is broken is seen at once; the draft keeps what there is.
fn photos(form: Form) -> AnyView {
    let list = RwSignal::new(
        form.draft
            .with_untracked(|d| d.attached.list())
            .into_iter()
            .map(|a| a.what)
            .collect::<Vec<_>>(),
    );
    Effect::new(move |_| {
        let list = list.get().into_iter().collect();
        if form.draft.with_untracked(|d| d.attached != list) {
            form.change(|d| d.attached = list);
        }
    });
    let of = Of {
        order: form.draft.with_untracked(|d| d.order),
        community: form.setting.with_value(|s| s.community.id.clone()),
    };
    view! { <Place widget=Widget::Photos(of, list)/> }.into_any()
}

fn wish(form: Form) -> AnyView {
    let Some(wish) = form.draft.with_untracked(|d| d.wish.clone()) else {
        return ().into_any();
    };
    view! {
        <section class="card">
            <label class="switch-row">
                <span><b>{text::form::wish()}</b><span class="cell-sub">{text::form::wish_sub(&wish.name)}</span></span>
                <input class="switch" type="checkbox" role="switch" prop:checked=move || form.draft.with(|d| d.wished)
                    on:change=move |e| { let on = event_target_checked(&e); form.change(|d| d.wished = on); }/>
            </label>
        </section>
    }
    .into_any()
}

/// The health note. Without consent on record, switching it on gives it; somebody else's consent can't be given here.
#[component]
fn Health(form: Form) -> impl IntoView {
    let (resident, own, given, name) = form.setting.with_value(|s| {
        let name = s.resident.profile.name.get().cloned().unwrap_or_default();
        (s.resident.id, s.own, s.resident.consents.health.is_some(), name)
    });
    if !own && !given {
        return view! { <p class="notice"><Icon name="shield"/><span>{text::form::health_proxy(&name)}</span></p> }
            .into_any();
    }
    let on = move || form.draft.with(|d| d.with_health);
    let turn = move |event| {
        let wanted = event_target_checked(&event);
        let consented = untrack(|| form.app.person(resident)).is_some_and(|p| p.consents.health.is_some());
        if wanted && !consented {
            form.app.ask(Command::Person(PersonCommand::Consent {
                person: resident,
                purpose: Consent::Health,
                version: Some(HEALTH_TEXT),
            }));
        }
        form.change(|d| d.with_health = wanted);
    };
    let bad = move || form.problems.with(|all| all.iter().any(|p| p.field == "f-health"));
    view! {
        <section class="card">
            <label class="switch-row">
                <span><b>{text::form::health()}</b><span class="cell-sub">{text::form::health_sub()}</span></span>
                <input class="switch" type="checkbox" role="switch" prop:checked=on on:change=turn/>
            </label>
            {(!given).then(|| view! { <p class="hint">{text::form::health_consent()}</p> })}
            <Show when=on>
                <div class=move || if bad() { "field is-bad" } else { "field" }>
                    <label for="f-health">{text::form::health_label()}</label>
                    <textarea class="input" id="f-health" maxlength=NOTE_MAX aria-describedby="f-health-e" prop:value=move || form.draft.with(|d| d.health.clone())
                        on:input=move |e| { let typed = event_target_value(&e); form.change(|d| d.health = typed); }></textarea>
                    <FieldError problems=form.problems id="f-health"/>
                </div>
            </Show>
        </section>
    }
    .into_any()
}
