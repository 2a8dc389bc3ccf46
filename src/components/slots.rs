//! Choosing a time: chips for the near half days, the other days behind 其他日子, then the hour.

use doorstep_dom::prelude::*;
use doorstep_domain::{Day, Instant, Slot};

use super::Icon;
use crate::{
    state::slots::{self, PartOfDay},
    text,
};

/// What of the days is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    Part(PartOfDay),
    Others,
    Day(Day),
}

/// The choice of a time. `chosen` is read once for the start and written on each choice.
#[component]
pub fn SlotPicker(
    /// The times to choose from, soonest first (`state::slots::upcoming`).
    slots: Vec<Slot>,
    /// Now, for 今天 and 明天.
    now: Instant,
    /// The choice.
    chosen: RwSignal<Option<Slot>>,
    /// The id of the field, which an error summary leads to; also the name of its radio buttons.
    id: &'static str,
) -> impl IntoView {
    let today = now.day();
    let near = slots::near(&slots, today);
    let others = slots::other_days(&slots, today);
    let start = match chosen.get_untracked() {
        Some(slot) if others.contains(&slot.day) => Pick::Day(slot.day),
        Some(slot) => Pick::Part(PartOfDay::of(&slot)),
        None => near.first().copied().map_or(Pick::Others, Pick::Part),
    };
    let pick = RwSignal::new(start);
    let parts_name = format!("{id}-part");
    let days_name = format!("{id}-day");
    let hours_name = format!("{id}-hour");
    let slots = StoredValue::new(slots);
    let hours = Memo::new(move |_| {
        let pick = pick.get();
        slots.with_value(|slots| {
            let fits = |s: &&Slot| match pick {
                Pick::Part(part) => PartOfDay::of(s) == part,
                Pick::Day(day) => s.day == day,
                Pick::Others => false,
            };
            slots.iter().filter(fits).copied().collect::<Vec<_>>()
        })
    });
    if slots.with_value(Vec::is_empty) {
        return view! { <p class="err" id=id tabindex="-1"><Icon name="warn"/>{text::form::no_slots()}</p> }.into_any();
    }
    let parts = near.into_iter().map(|part| {
        let name = parts_name.clone();
        view! {
            <label class="chip">
                <input type="radio" name=name prop:checked=move || pick.get() == Pick::Part(part) on:change=move |_| pick.set(Pick::Part(part))/>
                <span>{part.words(today)}</span>
            </label>
        }
    });
    let has_others = !others.is_empty();
    let others = StoredValue::new(others);
    let is_other = move || matches!(pick.get(), Pick::Others | Pick::Day(_));
    let other_name = parts_name.clone();
    let days = move || {
        let name = days_name.clone();
        let days = others.get_value().into_iter().map(move |day| {
            let name = name.clone();
            view! {
                <label class="chip">
                    <input type="radio" name=name prop:checked=move || pick.get() == Pick::Day(day) on:change=move |_| pick.set(Pick::Day(day))/>
                    <span>{text::time::date(day)}</span>
                </label>
            }
        });
        view! { <div class="chips" role="group" aria-label=text::form::other_days()>{days.collect_view()}</div> }
    };
    view! {
        <fieldset class="section" id=id tabindex="-1">
            <legend class="sr">{text::form::which_day()}</legend>
            <div class="chips">
                {parts.collect_view()}
                {has_others.then(|| view! {
                    <label class="chip">
                        <input type="radio" name=other_name prop:checked=is_other on:change=move |_| pick.set(Pick::Others)/>
                        <span><Icon name="calendar"/>{text::form::other_days()}</span>
                    </label>
                })}
            </div>
            <Show when=is_other>{days.clone()}</Show>
        </fieldset>
        <Show when=move || !hours.with(Vec::is_empty)>
            <fieldset class="section">
                <legend class="field-label">{text::form::which_hour()}</legend>
                <div class="slots">
                    {
                        let name = hours_name.clone();
                        move || hours.get().into_iter().map(|slot| {
                            let name = name.clone();
                            view! {
                                <label class="slot">
                                    <input type="radio" name=name prop:checked=move || chosen.get() == Some(slot) on:change=move |_| chosen.set(Some(slot))/>
                                    <span>{slots::hours_of(&slot)}</span>
                                </label>
                            }
                        }).collect_view()
                    }
                </div>
            </fieldset>
        </Show>
    }
    .into_any()
}
