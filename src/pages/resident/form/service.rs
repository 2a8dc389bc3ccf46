//! 服务: what shall be done. Everything offered, by group, and a search; a chosen item begins the draft.

use doorstep_dom::prelude::*;
use doorstep_domain::{ItemCode, catalogue::Item};

use crate::{
    components::{Emergency, Icon, Link, Page},
    pages::resident::home::{AgainCell, DraftCell, ForWhom},
    routes::Route,
    state::{
        App, Intent, attach,
        card::{item_sub, item_title},
        form, home,
    },
    text,
};

/// The entrance of the form. With an item it goes straight to the first question.
#[component]
pub fn NewOrder(
    /// The item, if one was chosen.
    item: Option<String>,
) -> impl IntoView {
    let app = App::expect();
    let Some(code) = item else {
        return view! { <Services/> }.into_any();
    };
    let code = ItemCode(code);
    let begun = form::begin(app, &code);
    let modes = untrack(|| app.item(&code)).map_or(0, |i| i.modes.len());
    Effect::new(move |_| {
        // In place of this address: 返回 leads to where the item was chosen.
        if let Some(draft) = &begun {
            app.dispatch(Intent::Replace(Route::OrderForm(form::first(draft, modes))));
        } else {
            app.dispatch(Intent::Replace(Route::NewOrder(None)));
        }
    });
    ().into_any()
}

/// Which services are listed while nothing is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    /// 常用: what is asked for most. Where 长辈版 begins, since the whole list is long.
    Common,
    /// All, by group.
    All,
    /// One group.
    Group(char),
}

/// All services.
#[component]
fn Services() -> impl IntoView {
    let app = App::expect();
    let spoken = Memo::new(move |_| attach::spoken_item(app).is_some());
    let typed = RwSignal::new(String::new());
    let elder = app.prefs.elder.get_untracked();
    let first = if elder { Filter::Common } else { Filter::All };
    let filter = RwSignal::new(first);
    let searching = move || typed.with(|typed| !typed.trim().is_empty());
    // A search begins among all services and can be held to the group that is pressed then; the pressed one is always where it looks.
    let type_in = move |words: String| {
        let before = untrack(searching);
        typed.set(words);
        match (before, untrack(searching)) {
            (false, true) => filter.set(Filter::All),
            (true, false) => filter.set(first),
            _ => {}
        }
    };
    let resident = Memo::new(move |_| form::home_person(app).map(|p| p.id));
    let items = Memo::new(move |_| {
        let own = resident.get() == app.person_id();
        let items = app.items();
        items.into_iter().filter(|i| own || i.proxy_allowed).collect::<Vec<_>>()
    });
    let letters =
        Memo::new(move |_| items.with(|all| home::grouped(all).into_iter().map(|(l, _)| l).collect::<Vec<_>>()));
    let shown = Memo::new(move |_| {
        items.with(|all| {
            let mut groups = match filter.get() {
                Filter::Common => vec![('*', home::tiles(all))],
                Filter::All => home::grouped(all),
                Filter::Group(letter) => home::grouped(all).into_iter().filter(|(l, _)| *l == letter).collect(),
            };
            typed.with(|typed| {
                for (_, items) in &mut groups {
                    *items = home::found(items, typed);
                }
            });
            groups.retain(|(_, items)| !items.is_empty());
            groups
        })
    });
    let phone = move || app.community().map(|c| c.phone).unwrap_or_default();
    let chip = move |to: Filter| {
        let word = match to {
            Filter::Common => text::home::common_items(),
            Filter::All => text::form::group_all(),
            Filter::Group(letter) => text::home::group(letter),
        };
        let pressed = move || if filter.get() == to { "true" } else { "false" };
        view! { <button class="chip" aria-pressed=pressed on:click=move |_| filter.set(to)>{word}</button> }
    };
    view! {
        <Page title=text::form::title() tabs=false>
            <h2 class="huge">{text::form::ask_service()}</h2>
            <ForWhom/>
            <Show when=move || spoken.get()>
                <Link to=Route::Say class="btn btn-primary btn-lg btn-block">
                    <Icon name="mic"/><span>{text::attach::say_title()}<span class="btn-sub">{text::attach::say_sub()}</span></span>
                </Link>
            </Show>
            <DraftCell/>
            <AgainCell/>
            <div class="search">
                <Icon name="search"/>
                <input class="input" type="search" aria-label=text::form::find() placeholder=text::form::find_hint() autocomplete="off"
                    prop:value=move || typed.get() on:input=move |e| type_in(event_target_value(&e))/>
            </div>
            <div class="chips chips--scroll" role="group" aria-label=text::form::groups()>
                {chip(Filter::Common)}
                {chip(Filter::All)}
                {move || letters.get().into_iter().map(|l| chip(Filter::Group(l))).collect_view()}
            </div>
            {move || shown.get().into_iter().map(|(letter, items)| view! {
                <section class="section">
                    <div class="section-head"><h2>{text::home::group(letter)}</h2></div>
                    <div class="cells">{items.into_iter().map(cell).collect_view()}</div>
                </section>
            }).collect_view()}
            <Show when=move || shown.with(Vec::is_empty)>
                <div class="empty">
                    <Icon name="search"/>
                    <h2>{text::form::none_found()}</h2>
                    <Show when=move || filter.get() != Filter::All>
                        <button class="btn btn-secondary" on:click=move |_| filter.set(Filter::All)>{text::form::find_all()}</button>
                    </Show>
                    <p>{text::form::none_found_hint()}</p>
                    <a class="btn btn-secondary" href=move || format!("tel:{}", phone())>{text::home::call_centre()}</a>
                </div>
            </Show>
            <Emergency/>
        </Page>
    }
}

fn cell(item: Item) -> AnyView {
    let (title, sub) = (item_title(&item), item_sub(&item));
    view! {
        <Link to=Route::NewOrder(Some(item.code.to_string())) class="cell">
            <Icon name=item.icon/>
            <span class="cell-main"><span class="cell-title">{title}</span><span class="cell-sub">{sub}</span></span>
            <Icon name="chevron"/>
        </Link>
    }
}
