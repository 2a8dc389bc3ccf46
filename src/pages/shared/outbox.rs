//! What has not reached the community: every item, why, and what can be done with it.

use doorstep_dom::prelude::*;

use super::{
    clock_off::ClockOff,
    outbox_line::OutboxLine,
    stored::Stored,
    widget::{Place, Widget},
};
use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    state::{
        App, Intent,
        attach::CLEARED,
        outbox::{self, Gone, Head, Line},
    },
    text::{self, handover as carry, outbox as words},
};

/// The outbox.
#[component]
pub fn Outbox() -> impl IntoView {
    let app = App::expect();
    let lines = Memo::new(move |_| app.read(outbox::lines).unwrap_or_default());
    let empty =
        Memo::new(move |_| lines.with(Vec::is_empty) && app.unsent_blobs.get() == 0 && app.kept(CLEARED).is_none());
    // What is evidence is there, and photos have a button of their own.
    let waits = Memo::new(move |_| lines.with(|lines| lines.iter().any(|l| !l.evidence)));
    view! {
        <Page title=words::title()>
            <Cleared/>
            <Standing/>
            <ClockOff/>
            <div class="cells"><For each=move || pick(lines, false) key=Line::key let:line><OutboxLine line/></For></div>
            <Tray lines/>
            <Place widget=Widget::Unsent/>
            <Show when=move || empty.get()>
                <div class="empty"><Icon name="cloud-check"/><h2>{words::empty()}</h2><p>{words::empty_sub()}</p>
                    <Link to=Route::Home class="btn btn-secondary">{text::common::go_home()}</Link></div>
            </Show>
            <button class=move || if waits.get() { "btn btn-primary btn-block btn-lg" } else { "btn btn-secondary btn-block" } on:click=move |_| app.dispatch(Intent::Refresh)>
                <Icon name="sync"/>{move || if waits.get() { words::now() } else { text::common::refresh() }}
            </button>
            <Carried lines/>
            <GivenUp/>
            <Stored/>
        </Page>
    }
}

/// The lines that stand in the tray, or the others. Subscribes.
fn pick(lines: Memo<Vec<Line>>, stray: bool) -> Vec<Line> {
    lines.with(|lines| lines.iter().filter(|l| l.stray == stray).cloned().collect())
}

/// 待交接: proof for orders that this person has lost. It goes to the staff.
#[component]
fn Tray(lines: Memo<Vec<Line>>) -> impl IntoView {
    let any = Memo::new(move |_| lines.with(|lines| lines.iter().any(|l| l.stray)));
    view! {
        <Show when=move || any.get()>
            <section class="section" id="tray">
                <h2>{carry::tray()}</h2>
                <p class="small">{carry::tray_sub()}</p>
                <div class="cells"><For each=move || pick(lines, true) key=Line::key let:line><OutboxLine line/></For></div>
            </section>
        </Show>
    }
}

/// The other ways to the community: by a colleague's phone, and for a colleague. For those who serve, who have the screens for it.
#[component]
fn Carried(lines: Memo<Vec<Line>>) -> impl IntoView {
    let app = App::expect();
    let waits = move || lines.with(|lines| lines.iter().any(|l| !l.evidence));
    let serves = move || {
        use doorstep_domain::Role::{Member, Volunteer};
        app.has_role(Member) || app.has_role(Volunteer)
    };
    let line = |to: Route, words: &'static str| {
        view! {
            <Link to class="cell"><Icon name="handshake"/><span class="cell-main"><span class="cell-title">{words}</span></span><Icon name="chevron"/></Link>
        }
    };
    move || {
        serves().then(|| {
            view! {
                <div class="cells">
                    {waits().then(|| line(Route::HandOver, carry::link()))}
                    {line(Route::Carry, carry::carry_title())}
                </div>
            }
        })
    }
}

/// The browser threw away what may not have been sent: said until it was looked into.
#[component]
fn Cleared() -> impl IntoView {
    use doorstep_domain::Role::{Member, Secretary, Staff, Volunteer};
    let app = App::expect();
    let waiting = move || app.kept(CLEARED).and_then(|n| n.parse().ok());
    // Whoever works here finds it from their first screen.
    let works = move || {
        let roles = [Member, Volunteer, Staff, Secretary];
        roles.into_iter().any(|role| app.has_role(role))
    };
    let to = move || if works() { Route::Home } else { Route::Orders };
    view! {
        {move || waiting().map(|n| view! {
            <div class="callout is-warn" role="status"><Icon name="warn"/><div>
                <p class="callout-title">{words::cleared_title(n)}</p>
                <p>{words::cleared_sub()}</p>
                <div class="btn-row">
                    <Link to=to() class="btn btn-secondary">{words::look()}</Link>
                    <button class="btn btn-quiet" on:click=move |_| app.keep(CLEARED, None)>{words::cleared_seen()}</button>
                </div>
            </div></div>
        })}
    }
}

/// Why things wait.
#[component]
fn Standing() -> impl IntoView {
    let app = App::expect();
    let head = Memo::new(move |_| app.read(|r, _| outbox::head(r)).unwrap_or(Head::Fine));
    let tries = move || {
        app.clock.track();
        app.read(outbox::tries_in).flatten()
    };
    let callout = move |class: &'static str, icon: &'static str, title: String, sub: String| {
        view! {
            <div class=class role="status">
                <Icon name=icon/>
                <div>
                    <p class="callout-title">{title}</p>
                    <p>{sub}</p>
                    {move || tries().map(|n| view! { <p class="small">{words::tries_in(n)}</p> })}
                </div>
            </div>
        }
    };
    view! {
        {move || match head.get() {
            Head::Fine => ().into_any(),
            Head::Offline(n) => callout("callout", "cloud-off", words::offline_title().into(), words::offline_sub(n)).into_any(),
            Head::Full => callout("callout is-warn", "warn", text::common::sync_full().into(), words::full_sub().into()).into_any(),
            Head::Starting => callout("callout", "sync", text::common::sync_starting().into(), words::starting_sub().into()).into_any(),
            Head::Sending => callout("callout is-info", "sync", words::waiting_title().into(), words::waiting_sub().into()).into_any(),
            Head::Refused(n) => callout("callout is-warn", "warn", words::refused_title(n), words::refused_sub().into()).into_any(),
            Head::SignIn => view! {
                {callout("callout is-warn", "lock", words::reauth_title().into(), words::reauth_sub().into())}
                <Link to=Route::Join class="btn btn-secondary btn-block">{words::sign_in()}</Link>
            }.into_any(),
            Head::Upgrade => callout("callout is-warn", "download", text::common::sync_upgrade().into(), text::common::update_ready().into()).into_any(),
        }}
    }
}

/// What was given up, with its reason, until it goes.
#[component]
fn GivenUp() -> impl IntoView {
    let app = App::expect();
    let gone = Memo::new(move |_| app.read(outbox::gone).unwrap_or_default());
    let line = move |one: Gone| {
        view! {
            <div class="cell cell--stack">
                <b>{one.sentence}</b>
                <p class="cell-sub">{move || words::gone_why(&text::time::moment(one.at, app.clock.get()), one.why)}</p>
            </div>
        }
    };
    move || {
        let gone = gone.get();
        (!gone.is_empty()).then(|| {
            view! {
                <section class="section">
                    <h2>{words::gone_title()}</h2>
                    <p class="small">{words::gone_sub()}</p>
                    <div class="cells">{gone.into_iter().map(line).collect_view()}</div>
                </section>
            }
        })
    }
}
