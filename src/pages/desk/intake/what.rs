//! What, how and when. The lists are native: typing the code (B01) finds the service, arrows choose the rest.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Day, ItemCode,
    catalogue::{Item, Mode},
};

use super::{Sheet, next};
use crate::{
    components::{FieldError, Icon},
    state::{card, desk::facts, slots},
    text,
};

/// Service, mode and time.
#[component]
pub(super) fn What(sheet: Sheet) -> impl IntoView {
    let app = sheet.app;
    let problems = sheet.problems;
    let items = Memo::new(move |_| app.items());
    let choose = move |event| {
        let typed = event_target_value(&event);
        let code = (!typed.is_empty()).then_some(ItemCode(typed));
        sheet.change(|f| {
            f.item = code;
            f.mode = None;
        });
    };
    let option = move |item: Item| {
        let code = item.code.clone();
        let words = format!(
            "{} {}",
            item.code,
            text::desk::in_minutes(&card::item_title(&item), item.minutes)
        );
        let chosen = move || sheet.form.with(|f| f.item.as_ref() == Some(&code));
        view! { <option value=item.code.to_string() prop:selected=chosen>{words}</option> }
    };
    let modes = Memo::new(move |_| {
        sheet
            .item
            .with(|i| i.as_ref().map(|i| i.modes.clone()))
            .unwrap_or_default()
    });
    let mode = move |mode: Mode| {
        let chosen = move || sheet.form.with(|f| f.mode).or(modes.with(|m| m.first().copied())) == Some(mode);
        view! {
            <label class="segment">
                <input type="radio" name="in-mode" prop:checked=chosen on:change=move |_| sheet.change(|f| f.mode = Some(mode))/>
                <span>{facts::mode(mode)}</span>
            </label>
        }
    };
    view! {
        <div class=move || if problems.with(|p| p.iter().any(|p| p.field == "in-item")) { "field is-bad" } else { "field" }>
            <label for="in-item">{text::desk::in_item()}</label>
            <span class="select-wrap">
                <select class="input" id="in-item" aria-describedby="in-item-e" on:change=choose on:keydown=next(app, "in-item")>
                    <option value="" prop:selected=move || sheet.form.with(|f| f.item.is_none())>{text::desk::in_choose()}</option>
                    {move || items.get().into_iter().map(option).collect_view()}
                </select>
                <Icon name="chevron"/>
            </span>
            <FieldError problems id="in-item"/>
        </div>
        <Show when=move || modes.with(|m| m.len() > 1)>
            <div class="segments" role="radiogroup" aria-label=text::desk::in_mode()>{move || modes.get().into_iter().map(mode).collect_view()}</div>
        </Show>
        <When sheet/>
    }
}

/// The day, then its hours.
#[component]
fn When(sheet: Sheet) -> impl IntoView {
    let app = sheet.app;
    let problems = sheet.problems;
    let open = Memo::new(move |_| {
        let now = app.now();
        sheet
            .community
            .with(|c| c.as_ref().map(|c| slots::upcoming(c.hours(), now)))
            .unwrap_or_default()
    });
    let today = move || app.now().day();
    let day = RwSignal::new(None::<Day>);
    let picked = Memo::new(move |_| day.get().or_else(|| sheet.form.with(|f| f.slot).map(|s| s.day)));
    let days = Memo::new(move |_| {
        let mut days: Vec<_> = open.with(|s| s.iter().map(|s| s.day).collect());
        days.dedup();
        days
    });
    let hours = Memo::new(move |_| {
        open.get()
            .into_iter()
            .filter(|s| Some(s.day) == picked.get())
            .collect::<Vec<_>>()
    });
    let choose_day = move |event| {
        let chosen = event_target_value(&event).parse().ok().map(Day);
        day.set(chosen);
        // The same hour of another day, if it is offered; else it is asked again.
        let before = sheet.form.with_untracked(|f| f.slot);
        let slot = open.with_untracked(|s| {
            s.iter()
                .find(|s| Some(s.day) == chosen && before.is_some_and(|b| b.from == s.from))
                .copied()
        });
        sheet.change(|f| f.slot = slot);
    };
    let choose_hour = move |event| {
        let from = event_target_value(&event).parse::<u16>().ok();
        let slot = hours.with_untracked(|h| h.iter().find(|s| Some(s.from) == from).copied());
        sheet.change(|f| f.slot = slot);
    };
    let bad = move || problems.with(|p| p.iter().any(|p| p.field == "in-day"));
    view! {
        <div class="field-pair">
            <div class=move || if bad() { "field is-bad" } else { "field" }>
                <label for="in-day">{text::desk::in_day()}</label>
                <span class="select-wrap">
                    <select class="input" id="in-day" aria-describedby="in-day-e" on:change=choose_day on:keydown=next(app, "in-day")>
                        <option value="" prop:selected=move || picked.get().is_none()>{text::desk::in_choose()}</option>
                        {move || days.get().into_iter().map(|d| view! {
                            <option value=d.0.to_string() prop:selected=move || picked.get() == Some(d)>{text::time::day(d, today())}</option>
                        }).collect_view()}
                    </select>
                    <Icon name="chevron"/>
                </span>
                <FieldError problems id="in-day"/>
            </div>
            <div class=move || if bad() { "field is-bad" } else { "field" }>
                <label for="in-hour">{text::desk::in_hour()}</label>
                <span class="select-wrap">
                    <select class="input" id="in-hour" on:change=choose_hour on:keydown=next(app, "in-hour")>
                        <option value="" prop:selected=move || sheet.form.with(|f| f.slot.is_none())>{text::desk::in_choose()}</option>
                        {move || hours.get().into_iter().map(|slot| view! {
                            <option value=slot.from.to_string() prop:selected=move || sheet.form.with(|f| f.slot == Some(slot))>{slots::hours_of(&slot)}</option>
                        }).collect_view()}
                    </select>
                    <Icon name="chevron"/>
                </span>
            </div>
        </div>
    }
}
