//! 签到 and 签退 at a station. Works offline: the times are what the phone says, with the server's beside them.

use doorstep_dom::prelude::*;
use doorstep_domain::{Command, DutyId, StationId, duty::DutyCommand};

use super::{stays::Stays, take::Refusal};
use crate::{
    components::{Icon, Page},
    state::{
        App,
        duty::{self, Board},
        orders,
    },
    text::{self, duty as words},
};

/// The name under which the station of the last time is kept.
const STATION: &str = "duty.station";

/// The screen.
#[component]
pub fn Duty() -> impl IntoView {
    let app = App::expect();
    let board = Memo::new(move |_| app.read(duty::board).unwrap_or_default());
    let asked = RwSignal::new(None);
    let give = move |command: DutyCommand| asked.set(Some(app.ask(Command::Duty(command))));
    let refused = move || asked.get().and_then(|id| app.refusal(id));
    let running = Memo::new(move |_| board.with(|b| b.current.is_some()));
    let home = untrack(|| app.has_role(doorstep_domain::Role::Volunteer));
    view! {
        <Page title=words::title() back=!home>
            {move || if running.get() {
                view! { <Running board give=Callback::new(give)/> }.into_any()
            } else {
                view! { <Start board give=Callback::new(give)/> }.into_any()
            }}
            {move || refused().map(|reason| view! { <Refusal reason=Some(reason)/> })}
            {move || app.read(|r, _| duty::refused(r)).unwrap_or_default().into_iter().map(|mark| view! {
                <div class="callout is-warn"><Icon name="warn"/><div><p>{orders::mark_words(&mark)}</p></div></div>
            }).collect_view()}
            <Stays board/>
        </Page>
    }
}

/// Choosing a station and checking in.
#[component]
fn Start(
    /// What the phone knows.
    board: Memo<Board>,
    /// Gives the command.
    give: Callback<DutyCommand>,
) -> impl IntoView {
    let app = App::expect();
    let stations = Memo::new(move |_| board.with(|b| b.stations.clone()));
    let chosen = RwSignal::new(untrack(|| app.kept(STATION)).map(StationId));
    let place = Memo::new(move |_| {
        let all = stations.get();
        let only = (all.len() == 1).then(|| all[0].clone());
        let mine = all
            .into_iter()
            .find(|(_, s)| chosen.with(|c| c.as_ref() == Some(&s.id)));
        mine.or(only)
    });
    let missing = RwSignal::new(false);
    let check_in = move |_| {
        let Some((community, station)) = place.get_untracked() else {
            missing.set(true);
            return;
        };
        app.keep(STATION, Some(station.id.to_string()));
        give.run(DutyCommand::CheckIn {
            duty: DutyId::from_bits(app.fresh()),
            community,
            station: station.id,
        });
    };
    let clock = move || text::time::clock(app.now().minute());
    let option = move |(_, station): (_, doorstep_domain::place::Station)| {
        let id = station.id.clone();
        let this = station.id;
        let is = Memo::new(move |_| place.with(|p| p.as_ref().is_some_and(|(_, s)| s.id == this)));
        view! {
            <label class="opt">
                <input type="radio" name="station" prop:checked=move || is.get()
                    on:change=move |_| { chosen.set(Some(id.clone())); missing.set(false); }/>
                <span>{station.name}<span class="cell-sub">{station.place}</span></span>
            </label>
        }
    };
    view! {
        <Show when=move || !stations.with(Vec::is_empty) fallback=|| view! {
            <div class="empty"><Icon name="badge"/><h2>{words::no_station()}</h2><p>{words::no_station_sub()}</p></div>
        }>
            <section class="card duty-card">
                <p class="duty-where"><Icon name="clock"/>{words::today()}</p>
                <p class="duty-clock num">{clock}</p>
                <fieldset class="field">
                    <legend class="field-label">{words::which()}</legend>
                    <div class="opts">{move || stations.get().into_iter().map(option).collect_view()}</div>
                    <Show when=move || missing.get()><p class="err" role="alert"><Icon name="warn"/>{words::choose()}</p></Show>
                </fieldset>
                <button class="btn btn-primary btn-grow btn-block" on:click=check_in>
                    <Icon name="badge"/><span>{words::check_in()}<span class="btn-sub">{words::check_in_sub()}</span></span>
                </button>
                <p class="muted small">{words::optional()}</p>
            </section>
        </Show>
    }
}

/// The stay that runs, and checking out.
#[component]
fn Running(
    /// What the phone knows.
    board: Memo<Board>,
    /// Gives the command.
    give: Callback<DutyCommand>,
) -> impl IntoView {
    let app = App::expect();
    let stay = Memo::new(move |_| board.with(|b| b.current.clone()));
    let check_out = move |_| {
        if let Some(stay) = stay.get_untracked() {
            app.say(words::thanks(&words::length(stay.minutes(untrack(|| app.now())))));
            give.run(DutyCommand::CheckOut {
                duty: stay.id,
                community: stay.community,
            });
        }
    };
    view! {
        {move || stay.get().map(|stay| {
            let start = stay.start;
            let (class, icon) = orders::mark_look(&stay.mark);
            let long = { let stay = stay.clone(); move || words::so_far(&words::length(stay.minutes(app.now()))) };
            view! {
                <section class="card card--now duty-card">
                    <p class="duty-where"><Icon name="pin"/>{stay.station.clone()}</p>
                    <p class="duty-clock num">{move || words::here(&text::time::moment(start, app.now()))}</p>
                    <p class="muted">{long}</p>
                    <p><span class=class><Icon name=icon/>{orders::mark_words(&stay.mark)}</span></p>
                    <button class="btn btn-primary btn-grow btn-block" on:click=check_out>
                        <Icon name="exit"/><span>{words::check_out()}<span class="btn-sub">{words::check_out_sub()}</span></span>
                    </button>
                </section>
            }
        })}
    }
}
