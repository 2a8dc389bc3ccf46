//! 我的任务: the next one on top with its one button, then the others by time, then what is done.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use super::{contact::Contact, primary::Primary};
use crate::{
    components::{Icon, Link, Page},
    pages::shared::ClockOff,
    routes::Route,
    state::{
        App,
        job::{self, Line},
    },
    text::{self, DOT, job as words},
};

/// The jobs.
#[component]
pub fn Jobs() -> impl IntoView {
    let app = App::expect();
    let jobs = Memo::new(move |_| app.read(|r, _| job::jobs(r)).unwrap_or_default());
    let now = Memo::new(move |_| jobs.with(|j| j.now));
    view! {
        <Page title=text::common::tab_jobs() back=false>
            <ClockOff/>
            {move || match now.get() {
                Some(id) => view! { <Now id/> }.into_any(),
                None => view! {
                    <div class="empty"><Icon name="calendar"/><h2>{words::jobs_empty()}</h2><p>{words::jobs_empty_sub()}</p>
                        <Link to=Route::Pool class="btn btn-primary">{words::to_pool()}</Link></div>
                }.into_any(),
            }}
            <Lines title=words::then() lines=Memo::new(move |_| jobs.with(|j| j.then.clone()))/>
            <Lines title=words::ended() lines=Memo::new(move |_| jobs.with(|j| j.ended.clone()))/>
        </Page>
    }
}

/// The job to do now.
#[component]
fn Now(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let head = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| {
            let order = r.orders().find(|o| o.id == id)?;
            let name = job::facts(r, order).name.unwrap_or_default();
            let when = text::time::slot(&order.slot, now);
            Some((job::title(job::item(r, order), true), when, name, order.state))
        })
        .flatten()
    });
    let unsent = Memo::new(move |_| app.read(|r, _| job::unsent(r, id).len()).unwrap_or(0));
    view! {
        <section class="card card--now">
            {move || head.get().map(|(title, when, name, state)| view! {
                <div class="card-head">
                    <div>
                        <h2 class="card-title">{title}</h2>
                        <p class="card-sub">{when}{(!name.is_empty()).then(|| format!("{DOT}{name}"))}</p>
                    </div>
                    <span class="tag is-going"><Icon name="walk"/>{text::order::for_desk(state)}</span>
                </div>
            })}
            <Show when=move || 0 < unsent.get()>
                <p><span class="mark is-queued"><Icon name="cloud-up"/>{move || words::not_sent_n(unsent.get())}</span></p>
            </Show>
            <Contact id/>
            <Primary id/>
            <Link to=Route::Order(id) class="btn btn-secondary btn-block">{words::details()}<Icon name="chevron"/></Link>
        </section>
    }
}

/// A list of jobs, with its title; nothing when it is empty.
#[component]
fn Lines(
    /// What they are.
    title: &'static str,
    /// The jobs.
    lines: Memo<Vec<Line>>,
) -> impl IntoView {
    let app = App::expect();
    let line = move |line: Line| {
        let slot = line.slot;
        let sub = line
            .place
            .map_or_else(|| line.state.to_owned(), |place| format!("{place}{DOT}{}", line.state));
        view! {
            <Link to=Route::Order(line.id) class="cell">
                <span class="num strong">{text::time::clock(slot.from)}</span>
                <span class="cell-main">
                    <span class="cell-title">{line.title}</span>
                    <span class="cell-sub">{move || text::time::day(slot.day, app.now().day())}{DOT}{sub}</span>
                </span>
                {(line.unsent > 0).then(|| view! { <span class="mark is-queued"><Icon name="cloud-up"/>{words::not_sent()}</span> })}
                <Icon name="chevron"/>
            </Link>
        }
    };
    view! {
        <Show when=move || !lines.with(Vec::is_empty)>
            <section class="section">
                <h2>{title}</h2>
                <div class="cells"><For each=move || lines.get() key=Line::clone children=line/></div>
            </section>
        </Show>
    }
}
