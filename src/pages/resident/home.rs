//! The resident's home: what runs, what is asked for most, and the ways to ask. 长辈版 has exactly three buttons.

use doorstep_dom::prelude::*;

use super::hints::InstallHint;
use crate::{
    components::{Emergency, Foot, Icon, Link, OrderCard, Page, Tiles},
    routes::Route,
    state::{
        App, Intent,
        card::{self, item_title},
        form, home,
    },
    text,
};

/// The home.
#[component]
pub fn Home() -> impl IntoView {
    let app = App::expect();
    let elder = app.prefs.elder;
    let title = untrack(|| app.community()).map_or_else(|| text::common::app_name().to_owned(), |c| c.name);
    view! {
        <Page title=title back=false tabs=!elder.get_untracked()>
            {move || if elder.get() { view! { <ElderHome/> }.into_any() } else { view! { <PlainHome/> }.into_any() }}
        </Page>
    }
}

/// Switches 长辈版 and mounts the screen anew, since its frame differs.
fn switch_elder(app: App, on: bool) {
    app.prefs.elder.set(on);
    app.dispatch(Intent::Prefs);
    app.mounted.update(|n| *n += 1);
}

/// The card of the running order that matters most, and how many more there are.
fn running(app: App) -> Memo<Option<(card::OrderCard, usize)>> {
    Memo::new(move |_| {
        let resident = form::home_person(app)?.id;
        let now = app.now();
        app.read(|r, _| {
            let orders = home::orders_of(r, resident);
            let more = orders.iter().filter(|o| !o.state.is_ended()).count().saturating_sub(1);
            home::running(&orders).map(|o| (card::card(r, o, r.person(), now), more))
        })?
    })
}

/// The ordinary home.
#[component]
fn PlainHome() -> impl IntoView {
    let app = App::expect();
    let items = Memo::new(move |_| app.items());
    let greeting = Memo::new(move |_| {
        let name = app
            .me()
            .and_then(|me| me.profile.name.get().cloned())
            .unwrap_or_default();
        home::greeting(&name, app.now())
    });
    let running = running(app);
    let community = Memo::new(move |_| app.community());
    let phone = move || community.with(|c| c.as_ref().map(|c| c.phone.clone()).unwrap_or_default());
    view! {
        <div class="greet">
            <h2 class="huge">{greeting}</h2>
            <button class="btn btn-secondary btn-s" on:click=move |_| switch_elder(app, true)>
                <Icon name="text-size"/>{text::home::elder_on()}
            </button>
        </div>
        <ForWhom/>
        {move || running.get().map(|(card, more)| view! {
            <OrderCard card now=true/>
            {(more > 0).then(|| view! { <Link to=Route::Orders class="link">{text::home::and_more(more)}</Link> })}
        })}
        <Link to=Route::NewOrder(None) class="btn btn-primary btn-lg btn-block"><Icon name="plus"/>{text::home::place()}</Link>
        <DraftCell/>
        <AgainCell/>
        <OffHours/>
        <InstallHint/>
        <section class="section">
            <div class="section-head">
                <h2>{text::home::common_items()}</h2>
                <Link to=Route::NewOrder(None)>{move || text::home::all_items(items.with(Vec::len))}</Link>
            </div>
            {move || items.with(|items| view! { <Tiles items=home::tiles(items)/> })}
        </section>
        <a class="btn btn-secondary btn-lg btn-block" href=move || format!("tel:{}", phone())>
            <Icon name="phone"/><span>{text::home::call_centre()}<span class="btn-sub">{text::home::call_hint()}</span></span>
        </a>
        <Emergency/>
        <Foot/>
    }
}

/// 长辈版: three buttons, the emergency line, and the way back.
#[component]
fn ElderHome() -> impl IntoView {
    let app = App::expect();
    let running = running(app);
    let say = move || {
        running
            .get()
            .map_or_else(|| text::home::no_running().to_owned(), |(card, _)| card.say)
    };
    let phone = move || app.community().map(|c| c.phone).unwrap_or_default();
    view! {
        <div class="huge-list">
            <Link to=Route::NewOrder(None) class="btn-huge is-primary"><Icon name="handshake"/><span>{text::home::help_me()}</span></Link>
            <Link to=Route::Orders class="btn-huge">
                <Icon name="list"/><span>{text::home::my_orders()}<span class="btn-sub">{say}</span></span>
            </Link>
            <a class="btn-huge is-call" href=move || format!("tel:{}", phone())>
                <Icon name="phone"/><span>{text::home::call_centre()}<span class="btn-sub">{phone}</span></span>
            </a>
        </div>
        <Emergency/>
        <button class="btn btn-quiet btn-block" on:click=move |_| switch_elder(app, false)>{text::home::elder_off()}</button>
        <Foot/>
    }
}

/// For whom: shown only to those who may order for somebody else too.
#[component]
pub fn ForWhom() -> impl IntoView {
    let app = App::expect();
    let people = Memo::new(move |_| {
        let me = app.person_id();
        let named = form::orderable(app).into_iter().map(|p| {
            let relation = p.proxies.iter().find(|x| Some(x.person) == me).map(|_| ());
            let name = p.profile.name.get().cloned().unwrap_or_default();
            (
                p.id,
                if relation.is_none() {
                    text::home::for_me().to_owned()
                } else {
                    name
                },
            )
        });
        named.collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| form::home_person(app).map(|p| p.id));
    let missing = Memo::new(move |_| {
        let person = form::home_person(app)?;
        let own = app.person_id() == Some(person.id);
        let name = person.profile.name.get().cloned().unwrap_or_default();
        person.consents.notice.is_none().then_some((own, name))
    });
    view! {
        <Show when=move || { people.with(|p| p.len() > 1) }>
            <fieldset>
                <legend class="sr">{text::home::for_whom()}</legend>
                <div class="segments">
                    {move || people.get().into_iter().map(|(id, name)| view! {
                        <label class="segment">
                            <input type="radio" name="for-whom" prop:checked=move || chosen.get() == Some(id) on:change=move |_| form::put_for(app, id)/>
                            <span>{name}</span>
                        </label>
                    }).collect_view()}
                </div>
            </fieldset>
        </Show>
        <Show when=move || people.with(Vec::is_empty)>
            <div class="callout is-warn"><Icon name="info"/><div><p>{text::home::nobody_here()}</p></div></div>
        </Show>
        {move || missing.get().map(|(own, name)| if own {
            view! {
                <Link to=Route::Notice class="notice"><Icon name="bell"/><p>{text::home::notice_missing()}</p><Icon name="chevron"/></Link>
            }.into_any()
        } else {
            view! { <div class="notice"><Icon name="bell"/><p>{text::home::notice_missing_of(&name)}</p></div> }.into_any()
        })}
    }
}

/// The draft that was not placed, if there is one.
#[component]
pub(super) fn DraftCell() -> impl IntoView {
    let app = App::expect();
    let what = Memo::new(move |_| {
        let draft = form::unfinished(app)?;
        app.item(&draft.item).map(|i| item_title(&i))
    });
    view! {
        {move || what.get().map(|what| view! {
            <div class="cells">
                <Link to=Route::Resume class="cell">
                    <Icon name="edit"/>
                    <span class="cell-main">
                        <span class="cell-title">{text::home::draft_left(&what)}</span>
                        <span class="cell-sub">{text::home::draft_left_sub()}</span>
                    </span>
                    <Icon name="chevron"/>
                </Link>
            </div>
        })}
    }
}

/// 再来一单, once something was done.
#[component]
pub(super) fn AgainCell() -> impl IntoView {
    let app = App::expect();
    let last = Memo::new(move |_| {
        let resident = form::home_person(app)?.id;
        let now = app.now();
        app.read(|r, _| home::again(r, &home::orders_of(r, resident), now))?
    });
    view! {
        {move || last.get().map(|last| view! {
            <div class="cells">
                <Link to=Route::Again(last.order) class="cell">
                    <Icon name="sync"/>
                    <span class="cell-main">
                        <span class="cell-title">{text::home::again(&last.what)}</span>
                        <span class="cell-sub">{last.sub.clone()}</span>
                    </span>
                    <Icon name="chevron"/>
                </Link>
            </div>
        })}
    }
}

/// The sentence for off hours.
#[component]
fn OffHours() -> impl IntoView {
    let app = App::expect();
    let closed = Memo::new(move |_| {
        let home = form::home_person(app)?.home?;
        home::closed(&app.community_by(&home.community)?, app.now())
    });
    view! {
        {move || closed.get().map(|text| view! { <div class="callout"><Icon name="clock"/><div><p>{text}</p></div></div> })}
    }
}
