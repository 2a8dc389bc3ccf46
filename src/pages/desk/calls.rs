//! 电话单: orders nobody took, with whom to call. Numbers of members stay hidden: the tail tells which line of the paper address
//! book is meant.

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, order::Act};

use crate::{
    components::{Icon, Link, Page, StateTag},
    routes::Route,
    state::{
        App, Intent,
        desk::{
            board,
            helpers::{self, Helper},
            post,
        },
    },
    text::{self, DOT},
};

/// People shown to call for one order.
const SHOWN: usize = 4;

/// The list.
#[component]
pub fn Calls() -> impl IntoView {
    let app = App::expect();
    let ids = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| post::to_call(r, now)).unwrap_or_default()
    });
    view! {
        <Page title=text::desk::calls_title() back=false class="desk">
            <Show when=move || ids.with(Vec::is_empty)>
                <div class="empty">
                    <Icon name="phone"/><h2>{text::desk::calls_empty()}</h2><p>{text::desk::calls_empty_hint()}</p>
                    <Link to=Route::Desk class="btn btn-secondary">{text::desk::to_board()}</Link>
                </div>
            </Show>
            <Show when=move || !ids.with(Vec::is_empty)>
                <p class="muted">{text::desk::calls_hint()}{text::pick("", " ")}{text::desk::calls_book()}</p>
            </Show>
            <div class="desk-cards">
                <For each=move || ids.get() key=|id| *id children=move |id| view! { <Call id/> }/>
            </div>
        </Page>
    }
}

/// One order somebody is to be called for.
#[component]
fn Call(id: OrderId) -> impl IntoView {
    let app = App::expect();
    let order = Memo::new(move |_| app.order(id));
    let row = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| board::row(r, id, now)).flatten()
    });
    let people = Memo::new(move |_| {
        let now = app.now();
        let found = order
            .with(|o| app.read(|r, _| o.as_ref().map(|o| helpers::fitting(r, o, now))))
            .flatten();
        found.unwrap_or_default().into_iter().take(SHOWN).collect::<Vec<_>>()
    });
    let vain = Memo::new(move |_| order.with(|o| o.as_ref().map_or(0, post::unanswered)));
    let group = Memo::new(move |_| {
        let now = app.now();
        order
            .with(|o| app.read(|r, _| o.as_ref().and_then(|o| post::for_group(r, o, now))))
            .flatten()
    });
    let refused = RwSignal::new(None);
    let ask = move |helper: &Helper| {
        let community = order.with_untracked(|o| o.as_ref().map(|o| o.community.clone()));
        if let Some(community) = community {
            let command = app.act(id, &community, Act::Offer { to: helper.id });
            refused.set(Some(command));
            if untrack(|| app.refusal(command)).is_none() {
                app.say(text::desk::asked_toast(&helper.name));
            }
        }
    };
    let person = move |helper: Helper| {
        let role = if helper.member {
            ("party", text::desk::role_member())
        } else {
            ("badge", text::desk::role_volunteer())
        };
        let sub = format!("{}{DOT}{}", text::desk::in_hand(helper.load), helper.why());
        let name = helper.name.clone();
        let tail = (!helper.tail.is_empty()).then(|| text::desk::calls_tail(&helper.tail));
        view! {
            <div class="cell">
                <span class="cell-main">
                    <span class="cell-title">{name}" "<span class=role.0>{role.1}</span></span>
                    <span class="cell-sub num">{tail}</span>
                    <span class="cell-sub">{sub}</span>
                </span>
                <button class="btn btn-secondary btn-s" on:click=move |_| ask(&helper)>{text::desk::ask()}</button>
            </div>
        }
    };
    view! {
        <article class="card">
            {move || row.get().map(|row| view! {
                <div class="card-head"><div><h2 class="card-title">{row.what}</h2><p class="card-sub">{row.who}</p></div><StateTag tag=row.tag/></div>
            })}
            {move || (vain.get() != 0).then(|| view! { <p class="muted small">{text::desk::calls_asked(vain.get())}</p> })}
            {move || refused.get().and_then(|c| app.refusal(c)).map(|reason| view! {
                <p class="err" role="alert"><Icon name="warn"/>{text::reason::sentence(&reason)}</p>
            })}
            <p class="field-label">{text::desk::calls_call()}</p>
            <div class="cells">{move || people.get().into_iter().map(person).collect_view()}</div>
            <Show when=move || people.with(Vec::is_empty)>
                <p class="muted">{text::desk::helpers_none_all()}</p>
            </Show>
            <div class="card-foot">
                <Link to=Route::Order(id) class="btn btn-secondary">{text::desk::calls_open()}</Link>
                {move || match group.get() {
                    Some(words) => view! {
                        <button class="btn btn-secondary" on:click=move |_| {
                            app.dispatch(Intent::Copy(words.clone()));
                            app.say(text::desk::calls_copied());
                        }><Icon name="copy"/>{text::desk::calls_copy()}</button>
                    }.into_any(),
                    None => view! { <p class="muted small">{text::desk::calls_private()}</p> }.into_any(),
                }}
            </div>
        </article>
    }
}
