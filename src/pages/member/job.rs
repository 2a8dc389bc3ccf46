//! One order, for who serves or may serve.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use super::{
    about::About, case::Case, contact::Contact, more::More, primary::Primary, questions::Questions, teaser::Teaser,
};
use crate::{
    components::{Icon, Link, Page, Timeline},
    pages::shared::{Place, Widget},
    routes::Route,
    state::{
        App,
        detail::{self, Dot},
        job::{self, Place},
    },
    text::{self, job as words},
};

/// One order, for who serves or may serve.
#[component]
pub fn Job(
    /// Which.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let place = Memo::new(move |_| {
        let (order, actor) = (app.order(id)?, app.actor()?);
        Some(job::place(&order, &actor))
    });
    let title = untrack(|| {
        app.read(|r, _| {
            let order = r.orders().find(|o| o.id == id)?;
            Some(job::title(job::item(r, order), order.holder(r.person()).is_some()))
        })
    });
    view! {
        <Page title=title.flatten().unwrap_or_else(|| words::title().to_owned())>
            {move || match place.get() {
                Some(Place::Holder) => view! { <Held id/> }.into_any(),
                Some(Place::Former { own }) => view! { <Lost id own/> }.into_any(),
                Some(Place::Department) => view! { <Case id/> }.into_any(),
                Some(Place::Standby | Place::Free) => view! { <Teaser id/> }.into_any(),
                None => view! {
                    <div class="empty"><Icon name="search"/><h2>{words::not_here()}</h2><p>{words::not_here_sub()}</p>
                        <Link to=Route::Pool class="btn btn-secondary">{words::to_pool()}</Link></div>
                }.into_any(),
            }}
        </Page>
    }
}

/// For who holds it.
#[component]
fn Held(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    view! {
        <Head id/>
        <Questions id/>
        <section class="card">
            <Contact id/>
            <Primary id/>
        </section>
        <Place widget=Widget::Shown(id)/>
        <More id/>
        <About id/>
        <Progress id/>
    }
}

/// Where it stands, when, and for whom.
#[component]
fn Head(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let head = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| {
            let order = r.orders().find(|o| o.id == id)?;
            Some(job::head(r, order, now))
        })
        .flatten()
    });
    view! {
        {move || head.get().map(|head| view! {
            <div class="stack-s">
                <p>
                    <span class=head.class><Icon name=head.icon/>{head.state}</span>
                    {head.unsent.map(|words| view! { " " <span class="mark is-queued"><Icon name="cloud-up"/>{words}</span> })}
                </p>
                <h2 class="huge">{head.who}</h2>
                <p class="muted">{head.when}</p>
                {head.result.map(|result| view! { <p class="strong">{result}</p> })}
            </div>
        })}
    }
}

/// The timeline: what happened, and what has not reached the community yet.
#[component]
fn Progress(
    /// The order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let nodes = Memo::new(move |_| {
        let now = app.now();
        let confirmed = app.confirmed_order(id);
        let mut nodes = app
            .order(id)
            .map(|order| detail::timeline(&order, confirmed.as_ref(), now))
            .unwrap_or_default();
        // What comes next is on the button.
        nodes.retain(|node| node.dot != Dot::Future);
        nodes
    });
    view! {
        <section class="card">
            <h2 class="card-title">{words::progress()}</h2>
            {move || view! { <Timeline nodes=nodes.get()/> }}
        </section>
    }
}

/// For who held it: thanks, and the way to say what they did all the same.
#[component]
fn Lost(
    /// The order.
    id: OrderId,
    /// They gave it away themselves.
    own: bool,
) -> impl IntoView {
    let app = App::expect();
    let can = Memo::new(move |_| {
        let (order, me) = (app.order(id)?, app.person_id()?);
        Some(job::can(&order, me).late_finish)
    });
    let unsent = Memo::new(move |_| app.read(|r, _| job::unsent(r, id).len()).unwrap_or(0));
    let (title, sub) = if own {
        (words::given_back(), words::given_back_sub())
    } else {
        (words::passed_on(), words::passed_on_sub())
    };
    view! {
        <section class="result is-local"><Icon name="swap"/><h2>{title}</h2><p>{sub}</p></section>
        <Show when=move || 0 < unsent.get()>
            <p class="center"><span class="mark is-queued"><Icon name="cloud-up"/>{words::late_told()}</span></p>
        </Show>
        <Show when=move || can.get() == Some(true) && unsent.get() == 0>
            <Link to=Route::Finish(id) class="btn btn-secondary btn-block">{words::late_finish()}</Link>
        </Show>
        <Link to=Route::Jobs class="btn btn-primary btn-block">{text::common::tab_jobs()}</Link>
    }
}
