//! For whom: found among those who are registered, or written down.

use doorstep_dom::prelude::*;
use doorstep_domain::{CommunityId, person::Person};
use leptos::ev::KeyboardEvent;

use super::{Sheet, next};
use crate::{
    components::{FieldError, Icon},
    state::{Intent, people},
    text,
};

/// The person.
#[component]
pub(super) fn Who(sheet: Sheet, desks: Memo<Option<Vec<CommunityId>>>) -> impl IntoView {
    let new = Memo::new(move |_| sheet.form.with(|f| f.new));
    let chosen = Memo::new(move |_| sheet.resident.with(Option::is_some));
    view! {
        {move || if new.get() {
            view! { <New sheet desks/> }.into_any()
        } else if chosen.get() {
            view! { <Chosen sheet/> }.into_any()
        } else {
            view! { <Find sheet/> }.into_any()
        }}
    }
}

/// The search. Enter takes the first who is found.
#[component]
fn Find(sheet: Sheet) -> impl IntoView {
    let app = sheet.app;
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        typed
            .with(|t| app.read(|r, _| people::find_residents(r, t)))
            .unwrap_or_default()
    });
    let problems = sheet.problems;
    let take = move |person: &Person| {
        let id = person.id;
        sheet.change(|f| f.resident = Some(id));
        app.dispatch(Intent::Focus("in-item".to_owned()));
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.ctrl_key() {
            event.prevent_default();
            if let Some(first) = found.with_untracked(|f| f.first().cloned()) {
                take(&first);
            }
        }
    };
    let write = move |_| {
        let name = typed.get_untracked();
        // Digits were the tail of a phone, Latin letters the first letters of a name.
        let is_name = !name.is_ascii();
        sheet.change(|f| {
            f.new = true;
            f.resident = None;
            if is_name {
                f.name = name;
            }
        });
        app.dispatch(Intent::Focus("in-name".to_owned()));
    };
    let line = move |person: Person| {
        let home = app.read(|r, _| people::home(r, &person)).unwrap_or_default();
        let sub = [home, people::tail(&person)]
            .into_iter()
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(text::DOT);
        let name = person.profile.name.get().cloned().unwrap_or_default();
        view! {
            <button type="button" class="cell" on:click=move |_| take(&person)>
                <Icon name="person"/>
                <span class="cell-main"><span class="cell-title">{name}</span><span class="cell-sub num">{sub}</span></span>
                <Icon name="chevron"/>
            </button>
        }
    };
    view! {
        <div class=move || if problems.with(|p| p.iter().any(|p| p.field == "in-find")) { "field is-bad" } else { "field" }>
            <label for="in-find">{text::desk::in_who()}</label>
            <p class="hint">{text::desk::in_find()}{text::DOT}{text::desk::in_find_hint()}</p>
            <input class="input" id="in-find" autocomplete="off" aria-describedby="in-find-e" prop:value=move || typed.get()
                on:input=move |e| typed.set(event_target_value(&e)) on:keydown=key/>
            <FieldError problems id="in-find"/>
        </div>
        <div class="cells" role="group" aria-label=text::desk::in_who()>{move || found.get().into_iter().map(line).collect_view()}</div>
        <div class="row">
            <Show when=move || !typed.with(|t| t.trim().is_empty()) && found.with(Vec::is_empty)><p class="muted" role="status">{text::desk::in_none()}</p></Show>
            <button type="button" class="btn btn-secondary btn-s" on:click=write><Icon name="plus"/>{text::desk::in_new()}</button>
        </div>
    }
}

/// Whoever was chosen.
#[component]
fn Chosen(sheet: Sheet) -> impl IntoView {
    let app = sheet.app;
    let words = Memo::new(move |_| {
        sheet.resident.with(|r| {
            let person = r.as_ref()?;
            let home = app.read(|r, _| people::home(r, person)).unwrap_or_default();
            let name = person.profile.name.get().cloned().unwrap_or_default();
            let sub = [home, people::tail(person)]
                .into_iter()
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(text::DOT);
            Some((name, sub))
        })
    });
    let other = move |_| {
        sheet.change(|f| f.resident = None);
        app.dispatch(Intent::Focus("in-find".to_owned()));
    };
    view! {
        <div class="cells"><div class="cell">
            <Icon name="person"/>
            {move || words.get().map(|(name, sub)| view! {
                <span class="cell-main"><span class="cell-title">{name}</span><span class="cell-sub num">{sub}</span></span>
            })}
            <button type="button" class="btn btn-quiet btn-s" on:click=other>{text::desk::in_change()}</button>
        </div></div>
    }
}

/// Somebody new.
#[component]
fn New(sheet: Sheet, desks: Memo<Option<Vec<CommunityId>>>) -> impl IntoView {
    let app = sheet.app;
    let problems = sheet.problems;
    let bad = move |id: &'static str| {
        if problems.with(|p| p.iter().any(|p| p.field == id)) {
            "field is-bad"
        } else {
            "field"
        }
    };
    let several = move || desks.with(|d| d.as_ref().is_some_and(|d| d.len() > 1));
    let known = move |_| {
        sheet.change(|f| f.new = false);
        app.dispatch(Intent::Focus("in-find".to_owned()));
    };
    let community = move |event| {
        let id: CommunityId = event_target_value(&event).as_str().into();
        sheet.change(|f| {
            f.community = Some(id);
            f.building = None;
        });
    };
    view! {
        <div class="row-between">
            <p class="field-label">{text::desk::in_new()}</p>
            <button type="button" class="btn btn-quiet btn-s" on:click=known>{text::desk::in_known()}</button>
        </div>
        <div class="field-pair">
            <div class=move || bad("in-name")>
                <label for="in-name">{text::desk::in_name()}</label>
                <input class="input" id="in-name" maxlength="20" autocomplete="off" aria-describedby="in-name-e" prop:value=move || sheet.form.with(|f| f.name.clone())
                    on:input=move |e| { let typed = event_target_value(&e); sheet.change(|f| f.name = typed); } on:keydown=next(app, "in-name")/>
                <FieldError problems id="in-name"/>
            </div>
            <div class=move || bad("in-phone")>
                <label for="in-phone">{text::desk::in_phone()}</label>
                <input class="input" id="in-phone" inputmode="tel" maxlength="24" autocomplete="off" aria-describedby="in-phone-e" prop:value=move || sheet.form.with(|f| f.phone.clone())
                    on:input=move |e| { let typed = event_target_value(&e); sheet.change(|f| f.phone = typed); } on:keydown=next(app, "in-phone")/>
                <FieldError problems id="in-phone"/>
            </div>
        </div>
        <Show when=several>
            <div class="field">
                <label for="in-community">{text::desk::in_community()}</label>
                <span class="select-wrap">
                    <select class="input" id="in-community" on:change=community>
                        {move || desks.get().unwrap_or_default().into_iter().map(|id| {
                            let name = app.read(|r, _| people::community_name(r, &id)).unwrap_or_default();
                            let here = id.clone();
                            let chosen = move || sheet.community.with(|c| c.as_ref().is_some_and(|c| c.id == here));
                            view! { <option value=id.to_string() prop:selected=chosen>{name}</option> }
                        }).collect_view()}
                    </select>
                    <Icon name="chevron"/>
                </span>
            </div>
        </Show>
    }
}
