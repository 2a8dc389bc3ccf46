//! What of photos and voice notes did not reach the community: of what, why it waits, and what can be done.

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, Sha256, order::Media};

use super::widgets::{Note, Shot};
use crate::{
    components::{Icon, Link, Sheet},
    routes::Route,
    state::{
        App,
        attach::{self, AttachWish, Unsent},
    },
    text::{self, attach as words},
};

/// What waits, as it changes.
pub fn waiting(app: App) -> RwSignal<Vec<Unsent>> {
    let list = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        app.version.track();
        app.clock.track();
        app.unsent_blobs.track();
        attach::wish(app, AttachWish::List(list));
    });
    list
}

/// The list, as part of 没发出的.
#[component]
pub fn Waiting() -> impl IntoView {
    let app = App::expect();
    let list = waiting(app);
    let again = move |_| {
        attach::wish(app, AttachWish::Again);
        attach::wish(app, AttachWish::List(list));
    };
    // What each shows is found once; why it waits changes under it.
    let rows = Memo::new(move |_| list.with(|all| all.iter().map(|one| one.what.hash.0.clone()).collect::<Vec<_>>()));
    view! {
        <Show when=move || !list.with(Vec::is_empty)>
            <section class="section" id="unsent-blobs">
                <h2>{words::unsent_title()}</h2>
                <p class="small">{words::unsent_sub()}</p>
                <div class="cells">{move || {
                    let _ = rows.get();
                    list.get_untracked().into_iter().map(|one| view! { <Line one list/> }).collect_view()
                }}</div>
                <Show when=move || list.with(|list| list.iter().any(|one| one.ready))>
                    <button class="btn btn-secondary btn-block" on:click=again><Icon name="sync"/>{words::again()}</button>
                </Show>
            </section>
        </Show>
    }
}

/// One of them.
#[component]
fn Line(one: Unsent, list: RwSignal<Vec<Unsent>>) -> impl IntoView {
    let app = App::expect();
    let asking = RwSignal::new(false);
    let (hash, order) = (one.what.hash.clone(), one.of.order);
    let now = Memo::new(move |_| list.with(|list| find(list, &hash, order)).unwrap_or_default());
    let drop = {
        let one = one.clone();
        move |_| {
            asking.set(false);
            attach::drop_unsent(app, &one);
        }
    };
    let of = one.of.clone();
    let face = match one.what.media {
        Media::Voice => view! { <Note of attached=one.what/> }.into_any(),
        _ => view! { <div class="shots"><div class="shot"><Shot of attached=one.what n=1/></div></div> }.into_any(),
    };
    view! {
        <div class="cell cell--stack">
            <b>{one.about}</b>
            <p><span class="mark is-queued"><Icon name="cloud-up"/>{move || now.get().0}</span></p>
            {face}
            <div class="cell-acts">
                {one.ordered.then(|| view! { <Link to=Route::Order(order) class="btn btn-secondary btn-s"><Icon name="list"/>{text::outbox::look()}</Link> })}
                {move || now.get().1.then(|| view! {
                    <button class="btn btn-danger btn-s" on:click=move |_| asking.set(true)><Icon name="trash"/>{words::remove()}</button>
                })}
            </div>
        </div>
        <Sheet open=asking title=words::drop_ask()>
            <p>{words::drop_says()}</p>
            <div class="btn-row">
                <button class="btn btn-secondary" on:click=move |_| asking.set(false)>{text::outbox::discard_keep()}</button>
                <button class="btn btn-danger" on:click=drop.clone()>{words::remove()}</button>
            </div>
        </Sheet>
    }
}

/// Why it waits, and whether it may be deleted.
fn find(list: &[Unsent], hash: &Sha256, order: OrderId) -> Option<(String, bool)> {
    let one = list
        .iter()
        .find(|one| one.what.hash == *hash && one.of.order == order)?;
    Some((one.why.clone(), one.draft))
}
