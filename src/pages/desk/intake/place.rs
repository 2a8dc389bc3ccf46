//! Where: at home as registered, or elsewhere. Nothing is asked where nobody travels.

use doorstep_dom::prelude::*;
use doorstep_domain::BuildingId;

use super::{Sheet, next};
use crate::{
    components::{FieldError, Icon},
    state::home::{building_words, is_village},
    text,
};

/// The place.
#[component]
pub(super) fn Place(sheet: Sheet) -> impl IntoView {
    let new = move || sheet.form.with(|f| f.new);
    let homed = move || {
        sheet.resident.with(|r| {
            r.as_ref()
                .is_some_and(|r| r.home.as_ref().is_some_and(|h| h.building.is_some()))
        })
    };
    let chosen = move || sheet.resident.with(Option::is_some);
    let asks =
        Memo::new(move |_| new() || sheet.travels() && chosen() && (!homed() || sheet.form.with(|f| f.elsewhere)));
    let option = move |elsewhere: bool, word: &'static str| {
        view! {
            <label class="segment">
                <input type="radio" name="in-elsewhere" prop:checked=move || sheet.form.with(|f| f.elsewhere == elsewhere)
                    on:change=move |_| sheet.change(|f| f.elsewhere = elsewhere)/>
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <Show when=move || !new() && sheet.travels() && homed()>
            <div class="segments" role="radiogroup" aria-label=text::desk::address()>
                {option(false, text::desk::in_home())}{option(true, text::desk::in_elsewhere())}
            </div>
        </Show>
        <Show when=move || asks.get()><Address sheet/></Show>
    }
}

#[component]
fn Address(sheet: Sheet) -> impl IntoView {
    let app = sheet.app;
    let problems = sheet.problems;
    let bad = move |id: &'static str| {
        if problems.with(|p| p.iter().any(|p| p.field == id)) {
            "field is-bad"
        } else {
            "field"
        }
    };
    let village = move || sheet.community.with(|c| c.as_ref().is_some_and(is_village));
    let buildings = Memo::new(move |_| {
        let words = |c: &doorstep_domain::place::Community| {
            c.buildings
                .iter()
                .map(|b| (b.id.clone(), building_words(c, &b.id)))
                .collect::<Vec<_>>()
        };
        sheet.community.with(|c| c.as_ref().map(words)).unwrap_or_default()
    });
    let choose = move |event| {
        let typed = event_target_value(&event);
        let building = (!typed.is_empty()).then_some(BuildingId(typed));
        sheet.change(|f| f.building = building);
    };
    let option = move |(id, name): (BuildingId, String)| {
        let value = id.to_string();
        view! { <option value=value prop:selected=move || sheet.form.with(|f| f.building.as_ref() == Some(&id))>{name}</option> }
    };
    view! {
        <div class="field-pair">
            <div class=move || bad("in-building")>
                <label for="in-building">{move || if village() { text::desk::in_group() } else { text::desk::in_building() }}</label>
                <span class="select-wrap">
                    <select class="input" id="in-building" aria-describedby="in-building-e" on:change=choose on:keydown=next(app, "in-building")>
                        <option value="" prop:selected=move || sheet.form.with(|f| f.building.is_none())>{text::desk::in_choose()}</option>
                        {move || buildings.get().into_iter().map(option).collect_view()}
                    </select>
                    <Icon name="chevron"/>
                </span>
                <FieldError problems id="in-building"/>
            </div>
            <div class=move || bad("in-door")>
                <label for="in-door">{text::desk::in_door()}</label>
                <input class="input" id="in-door" maxlength="40" autocomplete="off" aria-describedby="in-door-e" placeholder=text::desk::in_door_hint()
                    prop:value=move || sheet.form.with(|f| f.door.clone())
                    on:input=move |e| { let typed = event_target_value(&e); sheet.change(|f| f.door = typed); } on:keydown=next(app, "in-door")/>
                <FieldError problems id="in-door"/>
            </div>
        </div>
    }
}
