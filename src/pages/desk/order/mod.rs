//! One order, for the desk: the right pane of the board, and a screen of its own, which is one column on a phone and two where there
//! is room: what it is and what to do, beside what happened.

mod buttons;
mod helpers;
mod lines;
mod reveal;
mod settle;
mod sheets;
mod trail;

use doorstep_dom::prelude::*;
use doorstep_domain::{
    CommandId, OrderId,
    order::{Act, Order},
};

use crate::{
    components::{Icon, Link, Page},
    pages::shared::{Place, Widget},
    routes::Route,
    state::{App, desk::facts},
    text,
};

/// The screen.
#[component]
pub fn DeskOrder(
    /// Which.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let title = untrack(|| app.order(id).and_then(|o| app.read(|r, _| facts::title(r, &o))));
    view! {
        <Page title=title.unwrap_or_else(|| text::desk::orders().to_owned()) class="desk">
            <Pane id wide=true/>
        </Page>
    }
}

/// The order with everything the desk can do.
#[component]
pub(super) fn Pane(
    /// Which.
    id: OrderId,
    /// It has the whole screen, not a pane of the board.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let app = App::expect();
    let order = Memo::new(move |_| app.order(id));
    let known = Memo::new(move |_| order.with(Option::is_some));
    let hand = Hand {
        app,
        id,
        order,
        asked: RwSignal::new(None),
        sheet: RwSignal::new(None),
    };
    view! {
        {move || if known.get() {
            view! {
                <div class=if wide { "panes panes--order" } else { "pane" }>
                    <div class="pane">
                        <section class="card">
                            <lines::Lines hand/>
                            <reveal::Reveal hand/>
                            <buttons::Buttons hand/>
                        </section>
                        <Place widget=Widget::Shown(id)/>
                        <settle::Settle hand/>
                        <helpers::Helpers hand/>
                    </div>
                    <div class="pane">
                        <trail::Words hand/>
                        <trail::Trail hand/>
                    </div>
                </div>
                {move || hand.sheet.get().map(|action| view! { <sheets::ActionSheet hand action/> })}
            }.into_any()
        } else {
            view! {
                <div class="empty">
                    <Icon name="list"/><h2>{text::desk::gone()}</h2><p>{text::desk::gone_hint()}</p>
                    <Link to=Route::Desk class="btn btn-secondary">{text::desk::to_board()}</Link>
                </div>
            }.into_any()
        }}
    }
}

/// What the parts of this screen work with.
#[derive(Clone, Copy)]
struct Hand {
    app: App,
    id: OrderId,
    order: Memo<Option<Order>>,
    /// The last command given here.
    asked: RwSignal<Option<CommandId>>,
    /// The action whose question is open.
    sheet: RwSignal<Option<crate::state::desk::actions::Action>>,
}

impl Hand {
    /// Acts on the order. A refusal stands beside the buttons.
    fn act(self, act: Act) {
        let community = self.order.with_untracked(|o| o.as_ref().map(|o| o.community.clone()));
        if let Some(community) = community {
            self.asked.set(Some(self.app.act(self.id, &community, act)));
        }
    }

    /// Why the last command was refused on the spot, if it was. Subscribes.
    fn refusal(self) -> Option<String> {
        let reason = self.app.refusal(self.asked.get()?)?;
        Some(text::reason::sentence(&reason))
    }
}
