//! 下单: one question a screen. Each step has an address of its own, so that 返回 goes one step back; what is filled in is the
//! draft, kept on the phone after each change.

mod check;
mod how;
mod note;
mod place;
mod service;
mod when;

use doorstep_dom::prelude::*;
use doorstep_domain::Instant;
pub use service::NewOrder;

use crate::{
    components::{ErrorSummary, Icon, Page, SUMMARY},
    routes::{FormStep, Route},
    state::{
        App, Intent,
        card::item_title,
        form::{self, DRAFT, Draft, Problem, Setting},
    },
    text,
};

/// What every step works with.
#[derive(Clone, Copy)]
struct Form {
    app: App,
    draft: RwSignal<Draft>,
    setting: StoredValue<Setting>,
    problems: RwSignal<Vec<Problem>>,
    step: FormStep,
    /// When the step was opened: times do not move under the thumb.
    now: Instant,
}

impl Form {
    /// Changes the draft and keeps it.
    fn change(&self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.problems.update(Vec::clear);
        self.draft.with_untracked(|draft| form::save(self.app, draft));
    }

    fn modes(&self) -> usize {
        self.setting.with_value(|s| s.item.modes.len())
    }

    /// Goes on when the step is complete, else says what is missing.
    fn forward(&self) {
        let now = untrack(|| self.app.now());
        let here = self.step;
        let missing = self.draft.with_untracked(|draft| {
            self.setting.with_value(|setting| {
                let all = form::problems(draft, setting, now);
                all.into_iter().filter(|p| p.step == here).collect::<Vec<_>>()
            })
        });
        if missing.is_empty() {
            let next = self.draft.with_untracked(|draft| form::next(draft, self.modes(), here));
            self.app.go(Route::OrderForm(next));
        } else {
            self.problems.set(missing);
            self.app.dispatch(Intent::Focus(SUMMARY.to_owned()));
        }
    }
}

/// One step of the form.
#[component]
pub fn OrderForm(
    /// Which.
    step: FormStep,
) -> impl IntoView {
    let app = App::expect();
    // Read once: the form does not change under the hand when something arrives.
    let opened = untrack(|| {
        let draft = form::kept_draft(app, DRAFT)?;
        let setting = form::setting(app, &draft)?;
        Some((draft, setting, app.now()))
    });
    let Some((draft, setting, now)) = opened else {
        return view! { <Gone/> }.into_any();
    };
    app.dispatch(Intent::Dirty(true));
    on_cleanup(move || app.dispatch(Intent::Dirty(false)));
    let title = item_title(&setting.item);
    let (at, all) = form::number(&draft, setting.item.modes.len(), step);
    let question = match step {
        FormStep::Service => text::form::ask_service(),
        FormStep::How => text::form::ask_how(),
        FormStep::When => text::form::ask_when(draft.mode),
        FormStep::Where => text::form::ask_where(),
        FormStep::Note => text::form::ask_note(),
        FormStep::Check => text::form::ask_check(),
    };
    let other = (!setting.own)
        .then(|| setting.resident.profile.name.get().cloned())
        .flatten();
    let form = Form {
        app,
        draft: RwSignal::new(draft),
        setting: StoredValue::new(setting),
        problems: RwSignal::new(Vec::new()),
        step,
        now,
    };
    let body = match step {
        FormStep::Service | FormStep::Check => view! { <check::Check form/> }.into_any(),
        FormStep::How => view! { <how::How form/> }.into_any(),
        FormStep::When => view! { <when::When form/> }.into_any(),
        FormStep::Where => view! { <place::Place form/> }.into_any(),
        FormStep::Note => view! { <note::Note form/> }.into_any(),
    };
    let dock = move || {
        match step {
        FormStep::Service | FormStep::Check => view! { <check::CheckDock form/> }.into_any(),
        _ => view! {
            <button class="btn btn-primary btn-lg btn-block" on:click=move |_| form.forward()>{text::common::next()}</button>
        }
        .into_any(),
    }
    };
    view! {
        <Page title=title tabs=false dock=move || view! { <section class="dock" aria-label=text::common::actions()>{dock()}</section> }>
            <StepHead at all question/>
            {other.map(|name| view! { <p class="notice"><Icon name="users"/><span>{text::form::for_other(&name)}</span></p> })}
            <ErrorSummary problems=form.problems/>
            {body}
        </Page>
    }
    .into_any()
}

/// Which step this is. Takes the focus, so that a screen reader begins with the question.
#[component]
fn StepHead(at: usize, all: usize, question: &'static str) -> impl IntoView {
    let heading = NodeRef::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // A heading that can't take the focus is read a little later.
            let _ = heading.focus();
        }
    });
    let bars = (1..=all).map(|n| {
        let class = match n.cmp(&at) {
            core::cmp::Ordering::Less => "is-done",
            core::cmp::Ordering::Equal => "is-now",
            core::cmp::Ordering::Greater => "",
        };
        view! { <li class=class></li> }
    });
    view! {
        <div class="step-head">
            <p>{text::form::step_of(at, all)}</p>
            <ol class="step-bar" aria-hidden="true">{bars.collect_view()}</ol>
            <h2 node_ref=heading tabindex="-1">{question}</h2>
        </div>
    }
}

/// The draft is no more: it was placed, put away, or its service is not offered now. Who comes back to a step of it lands on the
/// home; nothing is done twice.
#[component]
fn Gone() -> impl IntoView {
    let app = App::expect();
    Effect::new(move |_| app.dispatch(Intent::Replace(Route::Home)));
    view! { <Page title=text::form::title()><p class="muted" role="status">{text::form::draft_gone()}</p></Page> }
}
