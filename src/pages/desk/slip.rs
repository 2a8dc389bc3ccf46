//! The printed slip of one order, as a strip of 80 mm or as a card for the fridge: what the resident takes home.

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, order::Order, place::Community};

use crate::{
    components::{Icon, Link, Page, Qr},
    routes::Route,
    state::{App, Intent, desk::facts},
    text,
};

/// The slip.
#[component]
pub fn Slip(
    /// Which.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let small = RwSignal::new(true);
    let order = Memo::new(move |_| app.order(id));
    let segment = move |value: bool, word: &'static str| {
        view! {
            <label class="segment">
                <input type="radio" name="slip-size" prop:checked=move || small.get() == value on:change=move |_| small.set(value)/>
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <Page title=text::slip::title() class="desk desk--narrow has-slip">
            {move || match order.get().and_then(|o| Some((app.community_by(&o.community)?, o))) {
                Some((community, order)) => view! {
                    <div class="slip-set no-print stack">
                        <div class="segments" role="radiogroup" aria-label=text::slip::size()>
                            {segment(true, text::slip::size_80())}{segment(false, text::slip::size_a6())}
                        </div>
                        <button class="btn btn-primary btn-lg btn-block" on:click=move |_| app.dispatch(Intent::Print)>
                            <Icon name="print"/>{text::slip::print()}
                        </button>
                    </div>
                    <article class=move || if small.get() { "slip slip--80" } else { "slip slip--a6" }>{paper(app, &order, &community)}</article>
                }.into_any(),
                None => view! {
                    <div class="empty">
                        <Icon name="print"/><h2>{text::desk::gone()}</h2><p>{text::desk::gone_hint()}</p>
                        <Link to=Route::Desk class="btn btn-secondary">{text::desk::to_board()}</Link>
                    </div>
                }.into_any(),
            }}
        </Page>
    }
}

/// What stands on the paper. No name, phone or door: a slip is lost easily.
fn paper(app: App, order: &Order, community: &Community) -> AnyView {
    let what = app.read(|r, _| facts::title(r, order)).unwrap_or_default();
    // A date, not 今天: paper is read on other days too.
    let slot = order.slot;
    let when = format!(
        "{} {}–{}",
        text::time::date(slot.day),
        text::time::clock(slot.from),
        text::time::clock(slot.to)
    );
    let number = if order.number.is_empty() {
        text::order::no_number().to_owned()
    } else {
        order.number.clone()
    };
    let who = order.holders.iter().find_map(|h| h.card.get());
    let who = who.map_or_else(
        || text::slip::who_later().to_owned(),
        |c| text::slip::who_taken(&c.name, &c.badge),
    );
    let site = app.site.get();
    let code = order
        .code
        .get()
        .filter(|_| !order.state.is_ended())
        .map(|c| c.digits().to_owned());
    view! {
        {app.demo.get().then(|| view! { <p class="slip-demo">{text::common::demo_ribbon()}</p> })}
        <p class="slip-title">{text::slip::heading(&community.name)}</p>
        {match code {
            Some(code) => view! { <p class="slip-code"><small>{text::slip::code_label()}</small>{code}</p> }.into_any(),
            None => view! { <p class="center">{text::slip::code_hidden()}</p> }.into_any(),
        }}
        <dl>
            <div><dt>{text::slip::service()}</dt><dd>{what}</dd></div>
            <div><dt>{text::slip::time()}</dt><dd>{when}</dd></div>
            <div><dt>{text::slip::number()}</dt><dd>{number}</dd></div>
            <div><dt>{text::slip::who()}</dt><dd>{who}</dd></div>
        </dl>
        <p class="slip-phone">{text::slip::phone(&community.phone)}</p>
        {(!site.is_empty()).then(|| view! {
            <div class="slip-scan"><Qr text=site label=text::slip::qr_label()/><p>{text::slip::scan()}</p></div>
        })}
        <p class="slip-cut">{text::slip::rules(&community.phone)}</p>
    }
}
