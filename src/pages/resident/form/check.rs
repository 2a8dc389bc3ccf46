//! 核对: everything once more, each with its way to change it; the duplicate guard; 下单.

use doorstep_dom::prelude::*;
use doorstep_domain::{CommandId, Reason};

use super::{
    Form,
    when::{Promises, TimeChoice},
};
use crate::{
    components::{Emergency, Icon, Link, SUMMARY},
    routes::{FormStep, Route},
    state::{
        Intent,
        card::item_title,
        form::{self, Draft, Setting},
        home, orders,
    },
    text,
};

/// One line of the check list.
struct Row {
    name: &'static str,
    value: String,
    change: Option<Route>,
}

fn rows(draft: &Draft, setting: &Setting, now: doorstep_domain::Instant) -> Vec<Row> {
    let step = |step| Some(Route::OrderForm(step));
    let row = |name, value: String, change| Row { name, value, change };
    let none = || text::form::row_none().to_owned();
    let mut rows = vec![row(
        text::form::row_service(),
        item_title(&setting.item),
        Some(Route::NewOrder(None)),
    )];
    if !setting.own {
        let name = setting.resident.profile.name.get().cloned().unwrap_or_default();
        rows.push(row(text::form::row_for(), name, None));
    }
    let change_how = (setting.item.modes.len() > 1).then_some(Route::OrderForm(FormStep::How));
    rows.push(row(
        text::form::row_how(),
        text::form::how(draft.mode).to_owned(),
        change_how,
    ));
    if !draft.again {
        let slot = draft
            .slot
            .map_or_else(|| text::form::row_unset().to_owned(), |s| text::time::slot(&s, now));
        rows.push(row(text::form::row_when(), slot, step(FormStep::When)));
    }
    if draft.mode.travels() {
        let place = if form::asks_address(draft, &setting.resident) {
            let building = draft
                .building
                .as_ref()
                .map(|b| home::building_words(&setting.community, b));
            format!("{} {}", building.unwrap_or_default(), draft.door.trim())
        } else {
            home::home_words(&setting.community, &setting.resident)
        };
        rows.push(row(text::form::row_where(), place, step(FormStep::Where)));
    }
    let phone = setting.resident.profile.phone.get().map(|p| p.dial().to_owned());
    rows.push(row(
        text::form::row_phone(),
        phone.unwrap_or_else(|| text::form::phone_unknown().to_owned()),
        None,
    ));
    let words = form::note_text(draft);
    rows.push(row(
        text::form::row_note(),
        if words.is_empty() { none() } else { words },
        step(FormStep::Note),
    ));
    if !draft.attached.is_empty() {
        let photos = text::form::photos(draft.attached.list().len());
        rows.push(row(text::attach::photos(), photos, step(FormStep::Note)));
    }
    if !form::health_text(draft).is_empty() {
        rows.push(row(
            text::form::row_health(),
            form::health_text(draft).to_owned(),
            step(FormStep::Note),
        ));
    }
    rows
}

/// The step.
#[component]
pub(super) fn Check(form: Form) -> impl IntoView {
    let line = |row: Row| {
        let change = row.change.map(|to| {
            view! { <dd class="kv-act"><Link to=to>{text::common::change()}<span class="sr">{row.name}</span></Link></dd> }
        });
        view! { <div><dt>{row.name}</dt><dd>{row.value}</dd>{change}</div> }
    };
    let rows = move || {
        let rows = form.draft.with(|d| form.setting.with_value(|s| rows(d, s, form.now)));
        rows.into_iter().map(line).collect_view()
    };
    let again = form.draft.with_untracked(|d| d.again);
    let item = form.setting.with_value(|s| s.item.clone());
    let ask_when = form.draft.with_untracked(|d| text::form::ask_when(d.mode));
    let wish = form.draft.with_untracked(|d| d.wish.clone());
    view! {
        {again.then(|| view! { <h3 class="big">{ask_when}</h3><TimeChoice form/> })}
        {wish.filter(|_| again).map(|wish| view! {
            <section class="card">
                <label class="switch-row">
                    <span><b>{text::form::wish()}</b><span class="cell-sub">{text::form::wish_sub(&wish.name)}</span></span>
                    <input class="switch" type="checkbox" role="switch" prop:checked=move || form.draft.with(|d| d.wished)
                        on:change=move |e| { let on = event_target_checked(&e); form.change(|d| d.wished = on); }/>
                </label>
            </section>
        })}
        <dl class="kv">{rows}</dl>
        <Promises item/>
        <Emergency/>
        <button class="btn btn-quiet btn-block" on:click=move |_| {
            form::discard(form.app);
            form.app.go(Route::NewOrder(None));
        }>{text::form::discard()}</button>
    }
}

/// 下单, and what stands in its way.
#[component]
pub(super) fn CheckDock(form: Form) -> impl IntoView {
    let app = form.app;
    let asked = RwSignal::new(None::<CommandId>);
    let notice = RwSignal::new(false);
    let twin = Memo::new(move |_| {
        let found = form.draft.with(|d| {
            app.read(|r, now| form::duplicate_of(d, r.orders()).map(|o| (o.id, orders::sentence(o, now), o.slot.day)))
        });
        found.flatten()
    });
    let place = move |despite: bool| {
        let draft = form.draft.get_untracked();
        let setting = form.setting.get_value();
        let missing = form::problems(&draft, &setting, untrack(|| app.now()));
        if !missing.is_empty() {
            form.problems.set(missing);
            app.dispatch(Intent::Focus(SUMMARY.to_owned()));
            return;
        }
        let agreed = untrack(|| app.person(setting.resident.id)).is_some_and(|p| p.consents.notice.is_some());
        if !agreed && setting.own {
            // The draft waits; after the notice the home offers to go on with it.
            app.go(Route::Notice);
            return;
        }
        notice.set(!agreed);
        if !agreed {
            return;
        }
        let Some(id) = form::place(app, &draft, &setting, despite) else {
            return;
        };
        if untrack(|| app.refusal(id)).is_some() {
            asked.set(Some(id));
        } else {
            app.dispatch(Intent::Replace(Route::Order(draft.order)));
        }
    };
    let refused = move || asked.get().and_then(|id| app.refusal(id));
    let why = |reason: Reason| {
        view! {
            <div class="callout is-warn" role="alert"><Icon name="warn"/><div>
                <p class="callout-title">{text::form::not_placed()}</p><p>{text::reason::sentence(&reason)}</p>
            </div></div>
        }
    };
    let name = form
        .setting
        .with_value(|s| s.resident.profile.name.get().cloned().unwrap_or_default());
    let what = form.setting.with_value(|s| item_title(&s.item));
    let offline = move || app.read(|r, _| !r.link().online).unwrap_or(true);
    let name = StoredValue::new(name);
    view! {
        {move || refused().map(why)}
        <Show when=move || notice.get()>
            <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p>{name.with_value(|n| text::home::notice_missing_of(n))}</p></div></div>
        </Show>
        {move || match twin.get() {
            Some((id, say, day)) => view! {
                <div class="callout is-warn" role="status"><Icon name="warn"/><div>
                    <p class="callout-title">{text::form::same_title(&what, &text::time::day(day, form.now.day()))}</p>
                    <p>{text::form::same_ask(&say)}</p>
                </div></div>
                <div class="btn-row">
                    <Link to=Route::Order(id) class="btn btn-secondary btn-lg">{text::form::same_look()}</Link>
                    <button class="btn btn-primary btn-lg" on:click=move |_| place(true)>{text::form::same_more()}</button>
                </div>
            }.into_any(),
            None => view! {
                <button class="btn btn-primary btn-lg btn-block" on:click=move |_| place(false)>{text::order::place()}</button>
            }.into_any(),
        }}
        <Show when=offline><p class="dock-note">{text::form::place_offline()}</p></Show>
    }
}
