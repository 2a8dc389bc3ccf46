//! 工作台: groups with their counts, the search, the list at the left and the chosen order at the right. On a phone a row leads
//! to the order's own screen.

mod list;
mod voices;

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;
use leptos::{ev::KeyboardEvent, leptos_dom::helpers::window_event_listener};

use super::order::Pane;
use crate::{
    components::{Icon, Link, Page},
    pages::shared::ClockOff,
    routes::Route,
    state::{
        App, Intent,
        count::Count,
        desk::board::{self, Group},
    },
    text,
};

/// Where the group looked at last is kept on this device.
const KEPT: &str = "desk.group";
/// The id of the search field.
const FIND: &str = "desk-find";

/// What the list shows; none is 投诉建议.
type Shown = Option<Group>;

/// What is searched for, and where.
#[derive(Clone, Copy)]
struct Search {
    /// What was typed.
    typed: RwSignal<String>,
    /// Only in the group that is pressed; else in all of them.
    within: RwSignal<bool>,
}

impl Search {
    /// Something is searched for. Subscribes.
    fn on(self) -> bool {
        self.typed.with(|typed| !typed.trim().is_empty())
    }

    /// Another search begins in all groups.
    fn type_in(self, typed: String) {
        if !untrack(|| self.on()) {
            self.within.set(false);
        }
        self.typed.set(typed);
    }
}

/// The key that goes to the search, as on most boards.
const FIND_KEY: char = '/';

/// The board.
#[component]
pub fn Desk() -> impl IntoView {
    let app = App::expect();
    let search = Search {
        typed: RwSignal::new(String::new()),
        within: RwSignal::new(false),
    };
    let typed = search.typed;
    let counts = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| board::counts(r, now)).unwrap_or_default()
    });
    let voices = Memo::new(move |_| app.read(|r, _| board::voices_count(r)).unwrap_or_default());
    let picked = RwSignal::new(untrack(|| kept(app)));
    let shown = Memo::new(move |_| picked.get().unwrap_or_else(|| Some(counts.with(|c| Group::first(c)))));
    // The first look decides the group; later counts don't change it under the hand.
    Effect::new(move |_| {
        if picked.with_untracked(Option::is_none) && counts.with(|c| c.iter().any(|(_, count)| count.shown() > 0)) {
            picked.set(Some(shown.get_untracked()));
        }
    });
    // Whoever searches means any order, unless they press a group then: no group is pressed that does not hold the list.
    let pressed = Memo::new(move |_| (!search.on() || search.within.get()).then(|| shown.get()));
    let pick = move |to: Shown| {
        search.within.set(search.on() && to.is_some());
        if to.is_none() {
            typed.set(String::new());
        }
        picked.set(Some(to));
        app.keep(KEPT, Some(word(to)));
    };
    let selected = RwSignal::new(None::<OrderId>);
    let slash = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        let typing = document()
            .active_element()
            .is_some_and(|e| matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
        if event.key().starts_with(FIND_KEY) && !typing {
            event.prevent_default();
            app.dispatch(Intent::Focus(FIND.to_owned()));
        }
    });
    on_cleanup(move || slash.remove());
    let sub = untrack(|| sub(app));
    view! {
        <Page title=text::common::tab_desk() sub back=false class="desk">
            <ClockOff/>
            <div class="toolbar">
                <div class="search">
                    <Icon name="search"/>
                    <input class="input" id=FIND type="search" autocomplete="off" aria-label=text::desk::search() placeholder=text::desk::search_hint()
                        prop:value=move || typed.get() on:input=move |e| search.type_in(event_target_value(&e))/>
                    <span class="kbd" aria-hidden="true">{FIND_KEY}</span>
                </div>
                <Link to=Route::Evidence class="btn btn-secondary"><Icon name="handshake"/>{text::handover::desk_title()}</Link>
                <Link to=Route::People class="btn btn-secondary"><Icon name="users"/>{text::desk::people()}</Link>
                <Link to=Route::Intake class="btn btn-primary"><Icon name="plus"/>{text::common::tab_intake()}</Link>
            </div>
            <Figures counts voices pressed pick=Callback::new(pick)/>
            <div class="panes">
                <section class="pane" aria-label=text::desk::orders()>
                    {move || match shown.get() {
                        None if !search.on() => view! { <voices::Voices/> }.into_any(),
                        group => view! { <list::List group=group.unwrap_or(Group::Triage) search selected/> }.into_any(),
                    }}
                </section>
                <section class="pane only-wide" aria-label=text::desk::detail()>
                    {move || match selected.get() {
                        Some(id) => view! { <Pane id/> }.into_any(),
                        None => view! {
                            <div class="empty">
                                <Icon name="list"/><h2>{text::desk::choose()}</h2><p>{text::desk::choose_hint()}</p>
                            </div>
                        }.into_any(),
                    }}
                </section>
            </div>
        </Page>
    }
}

/// The counts, each a button that shows its group.
#[component]
fn Figures(
    counts: Memo<Vec<(Group, Count)>>,
    voices: Memo<Count>,
    pressed: Memo<Option<Shown>>,
    pick: Callback<Shown>,
) -> impl IntoView {
    let figure = move |to: Shown, name: &'static str| {
        let count = move || match to {
            Some(group) => counts.with(|c| {
                c.iter()
                    .find(|(g, _)| *g == group)
                    .map_or_else(Count::default, |(_, count)| *count)
            }),
            None => voices.get(),
        };
        let split = move || Some(count()).filter(|count| count.waits());
        // Icon and word say it; the colour only repeats it.
        let pressing = move || matches!(to, Some(Group::Nobody | Group::Settle)) && count().shown() > 0;
        view! {
            <button class=move || if pressing() { "figure is-late" } else { "figure" }
                aria-current=move || (pressed.get() == Some(to)).then_some("true") on:click=move |_| pick.run(to)>
                <b>{move || pressing().then(|| view! { <Icon name="warn"/> })}{move || count().shown()}</b><span>{name}</span>
                {move || split().map(|count| view! { <span class="figure-split">{text::desk::confirmed(count.confirmed)}</span><span class="figure-split"><Icon name="cloud-up"/>{text::desk::unsent(&count.waiting())}</span> })}
            </button>
        }
    };
    view! {
        <div class="figures figures--all" role="group" aria-label=text::desk::groups()>
            {Group::ALL.into_iter().map(|group| figure(Some(group), group.word())).collect_view()}
            {figure(None, text::desk::group_voices())}
        </div>
    }
}

/// The group looked at last.
fn kept(app: App) -> Option<Shown> {
    let word_kept = app.kept(KEPT)?;
    let groups = Group::ALL.into_iter().map(Some).chain([None]);
    groups.into_iter().find(|to| word(*to) == word_kept)
}

fn word(to: Shown) -> String {
    to.map_or_else(|| "voices".to_owned(), |group| format!("{group:?}"))
}

/// 宜园社区 · 郑示例.
fn sub(app: App) -> String {
    let community = app.community().map(|c| c.name);
    let name = app.me().and_then(|me| me.profile.name.get().cloned());
    [community, name]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(text::DOT)
}
