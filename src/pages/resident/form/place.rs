//! 地址: the home on record, or another building and door. Asked only where somebody travels.

use doorstep_dom::prelude::*;
use doorstep_domain::{BuildingId, text::DOOR_MAX};

use super::Form;
use crate::{
    components::{FieldError, Icon},
    state::{form, home},
    text,
};

/// The step.
#[component]
pub(super) fn Place(form: Form) -> impl IntoView {
    let (home_words, has_home, whose) = form.setting.with_value(|s| {
        let name = s.resident.profile.name.get().cloned().unwrap_or_default();
        let whose = if s.own {
            text::form::home_of_me().to_owned()
        } else {
            text::form::home_of(&name)
        };
        (
            home::home_words(&s.community, &s.resident),
            form::has_home(&s.resident),
            whose,
        )
    });
    let elsewhere = move || form.draft.with(|d| d.elsewhere);
    let choice = has_home.then(|| {
        view! {
            <div class="opts" role="radiogroup" aria-label=text::form::ask_where()>
                <label class="opt">
                    <input type="radio" name="f-place" prop:checked=move || !elsewhere() on:change=move |_| form.change(|d| d.elsewhere = false)/>
                    <span><b>{home_words}</b><span class="cell-sub">{whose}</span></span>
                </label>
                <label class="opt">
                    <input type="radio" name="f-place" prop:checked=elsewhere on:change=move |_| form.change(|d| d.elsewhere = true)/>
                    <span><b>{text::form::elsewhere()}</b></span>
                </label>
            </div>
        }
    });
    view! {
        {choice}
        <Show when=move || !has_home || elsewhere()><Elsewhere form/></Show>
        <p class="notice"><Icon name="shield"/><span>{text::form::privacy()}</span></p>
    }
}

/// Building and door.
#[component]
fn Elsewhere(form: Form) -> impl IntoView {
    let (buildings, village) = form.setting.with_value(|s| {
        let words = s
            .community
            .buildings
            .iter()
            .map(|b| (b.id.clone(), home::building_words(&s.community, &b.id)));
        (words.collect::<Vec<_>>(), home::is_village(&s.community))
    });
    let bad = move |field: &'static str| form.problems.with(|all| all.iter().any(|p| p.field == field));
    let class = move |field: &'static str| if bad(field) { "field is-bad" } else { "field" };
    let chosen = move || {
        form.draft
            .with(|d| d.building.as_ref().map_or_else(String::new, ToString::to_string))
    };
    let choose = move |event| {
        let id = event_target_value(&event);
        form.change(|d| d.building = (!id.is_empty()).then_some(BuildingId(id)));
    };
    let options = buildings.into_iter().map(|(id, words)| {
        let id = id.to_string();
        let value = id.clone();
        view! { <option value=value prop:selected=move || chosen() == id>{words}</option> }
    });
    view! {
        <section class="card stack">
            <div class=move || class("f-building")>
                <label for="f-building">{if village { text::form::building_village() } else { text::form::building() }}</label>
                <span class="select-wrap">
                    <select class="input" id="f-building" aria-invalid=move || bad("f-building").then_some("true") aria-describedby="f-building-e" on:change=choose>
                        <option value="">{text::form::building_choose()}</option>
                        {options.collect_view()}
                    </select>
                    <Icon name="chevron"/>
                </span>
                <FieldError problems=form.problems id="f-building"/>
            </div>
            <div class=move || class("f-door")>
                <label for="f-door">{text::form::door()}</label>
                <p class="hint" id="f-door-h">{if village { text::form::door_hint_village() } else { text::form::door_hint() }}</p>
                <input class="input" id="f-door" maxlength=DOOR_MAX autocomplete="off" aria-invalid=move || bad("f-door").then_some("true")
                    aria-describedby="f-door-h f-door-e" prop:value=move || form.draft.with(|d| d.door.clone())
                    on:input=move |e| { let typed = event_target_value(&e); form.change(|d| d.door = typed); }/>
                <FieldError problems=form.problems id="f-door"/>
            </div>
        </section>
    }
}
