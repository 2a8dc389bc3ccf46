//! 时间, with what the item promises.

use doorstep_dom::prelude::*;
use doorstep_domain::catalogue::Item;

use super::Form;
use crate::{
    components::{FieldError, Icon, SlotPicker},
    state::{card::item_words, home, slots},
    text,
};

/// The step.
#[component]
pub(super) fn When(form: Form) -> impl IntoView {
    let closed = form.setting.with_value(|s| home::closed(&s.community, form.now));
    let item = form.setting.with_value(|s| s.item.clone());
    view! {
        <TimeChoice form/>
        {closed.map(|text| view! { <div class="callout"><Icon name="clock"/><div><p>{text}</p></div></div> })}
        <Promises item/>
    }
}

/// The choice of a time, bound to the draft.
#[component]
pub(super) fn TimeChoice(form: Form) -> impl IntoView {
    let hours = form.setting.with_value(|s| s.community.hours());
    let chosen = RwSignal::new(form.draft.with_untracked(|d| d.slot));
    Effect::watch(
        move || chosen.get(),
        move |slot, _, _| {
            let slot = *slot;
            form.change(|d| d.slot = slot);
        },
        false,
    );
    view! {
        <SlotPicker slots=slots::upcoming(hours, form.now) now=form.now chosen id="f-slot"/>
        <FieldError problems=form.problems id="f-slot"/>
    }
}

/// What the item promises, asks for and does not do.
#[component]
pub(super) fn Promises(item: Item) -> impl IntoView {
    let words = item_words(&item);
    let cost = if words.cost.is_empty() {
        text::home::free().to_owned()
    } else {
        words.cost
    };
    let mut yes = vec![
        cost,
        text::form::about(item.minutes),
        text::home::presence(item.presence).to_owned(),
    ];
    if !words.materials.is_empty() {
        yes.push(text::form::bring(&words.materials.join(text::pick("、", ", "))));
    }
    let yes = yes
        .into_iter()
        .map(|line| view! { <li><Icon name="check"/><span>{line}</span></li> });
    let no = words
        .not_done
        .into_iter()
        .map(|line| view! { <li class="is-not"><Icon name="minus"/><span>{line}</span></li> });
    let emergency = (!words.emergency.is_empty()).then(|| {
        view! { <div class="callout is-warn"><Icon name="warn"/><div><p>{words.emergency}</p></div></div> }
    });
    view! {
        {emergency}
        <ul class="promises">{yes.collect_view()}{no.collect_view()}</ul>
    }
}
