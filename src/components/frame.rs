//! The frame of every screen: ribbon, top bar with the centre's phone at its one place, sync bar, content, tabs or dock.

use doorstep_dom::prelude::*;
use doorstep_domain::Role;
use leptos::ev::MouseEvent;

use super::{Icon, Link};
use crate::{
    routes::Route,
    state::{App, Intent, home, news, pool, sync},
    text,
};

/// A tab of the bottom bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Where it leads.
    pub to: Route,
    /// Its icon.
    pub icon: &'static str,
    /// Its word.
    pub word: &'static str,
}

/// A screen with its frame.
#[component]
pub fn Page(
    /// The title in the top bar.
    #[prop(into)]
    title: String,
    /// Leads back; a home has the mark instead.
    #[prop(default = true)]
    back: bool,
    /// A second line of the title, such as the name of the community.
    #[prop(into, optional)]
    sub: String,
    /// Shows the tabs below.
    #[prop(default = true)]
    tabs: bool,
    /// Buttons that stay in reach below the content, as `<section class="dock">`; a screen has this or the tabs.
    #[prop(into, optional)]
    dock: ViewFn,
    /// More classes on the frame, such as `desk` for the wide layout.
    #[prop(into, optional)]
    class: String,
    /// The content.
    children: Children,
) -> impl IntoView {
    let app = App::expect();
    let main = NodeRef::new();
    let skip = move |event: MouseEvent| {
        // A real jump would leave `#main` in the address and one more step on the way back.
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            let _ = main.focus();
        }
    };
    // Who works at a desk keeps the rail at the side on every screen.
    let class = match class.as_str() {
        "" if untrack(|| at_desk(app)) => "desk desk--narrow",
        other => other,
    };
    let phone = move || app.community().map(|c| c.phone).filter(|p| !p.is_empty());
    view! {
        <div class=format!("app {class}")>
            <a class="skip" href="#main" on:click=skip>{text::common::skip()}</a>
            <header class="head">
                {move || app.demo.get().then(|| view! { <div class="ribbon">{text::common::demo_ribbon()}</div> })}
                <div class="topbar">
                    {if back {
                        view! {
                            <a class="topbar-back" href="#" aria-label=text::common::back()
                                on:click=move |event| { event.prevent_default(); app.dispatch(Intent::Back); }>
                                <Icon name="back"/>
                            </a>
                        }.into_any()
                    } else {
                        view! { <svg class="brandmark" aria-hidden="true"><use href="#i-door-lit"></use></svg> }.into_any()
                    }}
                    <h1 class="topbar-title">{title}{(!sub.is_empty()).then(|| view! { <span class="topbar-sub">{sub}</span> })}</h1>
                    {move || phone().map(|number| view! {
                        <a class="topbar-phone" href=format!("tel:{number}")><Icon name="phone"/>{text::common::centre_phone()}</a>
                    })}
                </div>
                <SyncBar/>
            </header>
            <main id="main" class="content" tabindex="-1" node_ref=main>{children()}</main>
            {dock.run()}
            // Without anybody here there is nothing behind them.
            {(tabs && untrack(|| app.person_id()).is_some()).then(|| view! { <Tabs/> })}
        </div>
    }
}

/// One line that tells the truth about what has arrived.
#[component]
fn SyncBar() -> impl IntoView {
    let app = App::expect();
    let bar = move || {
        let _ = app.clock.get();
        app.read(sync::bar)
    };
    view! {
        <div role="status">
            {move || bar().map(|bar| {
                let (class, icon) = match bar.tone {
                    sync::Tone::Offline => ("is-offline", "cloud-off"),
                    sync::Tone::Sending => ("is-sending", "sync"),
                    sync::Tone::Attention => ("is-attention", "warn"),
                    sync::Tone::Fine => ("is-ok", "cloud-check"),
                };
                if bar.tone == sync::Tone::Fine && bar.unsent == 0 {
                    view! { <div class="syncbar is-ok"><Icon name=icon/><span>{bar.text}</span></div> }.into_any()
                } else {
                    let more = (bar.unsent > 0).then(|| text::common::items(bar.unsent));
                    view! {
                        <Link to=Route::Outbox class=format!("syncbar {class}")>
                            <Icon name=icon/><span>{bar.text}</span>
                            {more.map(|more| view! { <span class="syncbar-more">{more}<Icon name="chevron"/></span> })}
                        </Link>
                    }.into_any()
                }
            })}
        </div>
    }
}

/// Works at a desk: a wide screen has the tabs at its side.
fn at_desk(app: App) -> bool {
    [Role::Staff, Role::Secretary, Role::Operator]
        .into_iter()
        .any(|role| app.has_role(role))
}

/// The tabs of what the person is here.
pub(super) fn tabs_of(app: App) -> Vec<Tab> {
    let tab = |to, icon, word| Tab { to, icon, word };
    let me = tab(Route::Me, "person", text::common::tab_me());
    if app.has_role(Role::Staff) || app.has_role(Role::Secretary) {
        vec![
            tab(Route::Desk, "list", text::common::tab_desk()),
            tab(Route::Intake, "plus", text::common::tab_intake()),
            tab(Route::Calls, "phone", text::common::tab_calls()),
            me,
        ]
    } else if app.has_role(Role::Member) {
        vec![
            tab(Route::Pool, "handshake", text::common::tab_pool()),
            tab(Route::Jobs, "calendar", text::common::tab_jobs()),
            tab(Route::Inbox, "bell", text::common::tab_inbox()),
            me,
        ]
    } else if app.has_role(Role::Volunteer) {
        vec![
            tab(Route::Duty, "badge", text::common::tab_duty()),
            tab(Route::Pool, "handshake", text::common::tab_pool()),
            tab(Route::Jobs, "calendar", text::common::tab_jobs()),
            me,
        ]
    } else if home::work(app) != home::Work::Orders {
        let (icon, word) = if app.has_role(Role::Department) {
            ("swap", text::common::tab_cases())
        } else {
            ("home", text::common::tab_home())
        };
        vec![tab(Route::Home, icon, word), me]
    } else {
        vec![
            tab(Route::Home, "home", text::common::tab_home()),
            tab(Route::Orders, "list", text::common::tab_orders()),
            me,
        ]
    }
}

/// The bottom bar.
#[component]
fn Tabs() -> impl IntoView {
    let app = App::expect();
    let tabs = Memo::new(move |_| tabs_of(app));
    view! {
        <nav class="tabbar" aria-label=text::common::main_menu()>
            {move || tabs.get().into_iter().enumerate().map(|(at, tab)| {
                let route = app.route.get();
                // The home of whoever works here is the first of their tabs.
                let here = route == tab.to || route == Route::Home && at == 0;
                // Who has no tab for the inbox finds it behind 我的.
                let inbox = tab.to == Route::Inbox || tab.to == Route::Me && !tabs.with(|all| all.iter().any(|t| t.to == Route::Inbox));
                let pool = tab.to == Route::Pool;
                view! {
                    <Link to=tab.to class="tab" current=here>
                        <Icon name=tab.icon/>{tab.word}
                        {inbox.then(|| view! { <Badge count=Memo::new(move |_| news::unread(app))/> })}
                        {pool.then(|| view! { <Badge count=Memo::new(move |_| app.read(pool::asked).unwrap_or(0))/> })}
                    </Link>
                }
            }).collect_view()}
        </nav>
    }
}

/// How many things wait behind a tab; nothing when none do.
#[component]
fn Badge(
    /// How many.
    count: Memo<usize>,
) -> impl IntoView {
    view! {
        {move || Some(count.get()).filter(|n| *n > 0).map(|n| view! {
            <span class="tab-badge">{n.min(99)}<span class="sr">{text::common::unread()}</span></span>
        })}
    }
}
