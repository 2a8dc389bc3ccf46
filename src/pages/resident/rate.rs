//! 评价 of one order: a face, and what else one likes to say. Not rating is fine.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    CommandId, OrderId,
    order::{Act, Satisfaction, State},
};

use crate::{
    components::{Icon, Page},
    state::{App, Intent, detail::rate_tags},
    text,
};

/// 评价 of one order.
#[component]
pub fn Rate(
    /// Which.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let order = untrack(|| app.order(id));
    let hint = match &order {
        None => Some(text::detail::gone()),
        Some(order) if order.rating.is_some() => Some(text::detail::rate_done()),
        Some(order) if order.state != State::Closed => Some(text::detail::rate_not_yet()),
        Some(_) => None,
    };
    if let Some(hint) = hint {
        return view! {
            <Page title=text::detail::rate_title()>
                <div class="empty">
                    <Icon name="star"/><h2>{hint}</h2>
                    <button class="btn btn-secondary" on:click=move |_| app.dispatch(Intent::Back)>{text::common::back()}</button>
                </div>
            </Page>
        }
        .into_any();
    }
    let name = order
        .as_ref()
        .and_then(|o| o.served_by())
        .map(|(_, card)| card.name.clone());
    let ask = name.map_or_else(
        || text::detail::rate_ask_plain().to_owned(),
        |name| text::detail::rate_ask(&name),
    );
    let face = RwSignal::new(None::<Satisfaction>);
    let stars = RwSignal::new(0_u8);
    let tags = RwSignal::new(Vec::<&'static str>::new());
    let words = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let asked = RwSignal::new(None::<CommandId>);
    let send = move |_| {
        let Some(face) = face.get_untracked() else {
            missing.set(true);
            app.dispatch(Intent::Focus("r-faces".to_owned()));
            return;
        };
        let Some(order) = untrack(|| app.order(id)) else { return };
        let act = Act::Rate {
            face,
            stars: stars.get_untracked(),
            tags: tags.get_untracked().into_iter().map(str::to_owned).collect(),
            text: words.get_untracked().trim().to_owned(),
        };
        let command = app.act(id, &order.community, act);
        if untrack(|| app.refusal(command)).is_some() {
            asked.set(Some(command));
        } else {
            // Where the person came from: the order, or what has not been sent. The order in place of this screen would stand twice
            // on the way back.
            app.dispatch(Intent::Back);
        }
    };
    let face_of = move |which: Satisfaction, icon: &'static str| {
        let pick = move |_| {
            face.set(Some(which));
            tags.update(Vec::clear);
            missing.set(false);
        };
        view! {
            <label class="rate">
                <input type="radio" name="r-face" prop:checked=move || face.get() == Some(which) on:change=pick/>
                <span><Icon name=icon/>{text::detail::face(which)}</span>
            </label>
        }
    };
    let poor = move || face.get() == Some(Satisfaction::Poor);
    let refused = move || {
        asked
            .get()
            .and_then(|id| app.refusal(id))
            .map(|reason| text::reason::sentence(&reason))
    };
    let dock = move || {
        view! {
            <button class="btn btn-primary btn-lg btn-block" on:click=send>{text::order::rate()}</button>
            <button class="btn btn-quiet btn-block" on:click=move |_| app.dispatch(Intent::Back)>{text::detail::rate_skip()}</button>
        }
    };
    view! {
        <Page title=text::detail::rate_title() tabs=false dock=move || view! { <section class="dock" aria-label=text::common::actions()>{dock()}</section> }>
            <h2 class="huge">{ask}</h2>
            {move || refused().map(|why| view! { <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p>{why}</p></div></div> })}
            <fieldset id="r-faces" tabindex="-1">
                <legend class="sr">{text::detail::rate_faces()}</legend>
                <div class="faces">
                    {face_of(Satisfaction::Good, "face-good")}
                    {face_of(Satisfaction::Fair, "face-ok")}
                    {face_of(Satisfaction::Poor, "face-bad")}
                </div>
                <Show when=move || missing.get()><p class="err" role="alert"><Icon name="warn"/>{text::detail::rate_face_needed()}</p></Show>
            </fieldset>
            <Show when=poor><div class="callout is-info"><Icon name="phone"/><div><p>{text::detail::rate_poor()}</p></div></div></Show>
            <Show when=move || face.get().is_some()><More poor=Signal::derive(poor) stars tags words/></Show>
        </Page>
    }
    .into_any()
}

/// What else one may say: tags, stars, words.
#[component]
fn More(
    poor: Signal<bool>,
    stars: RwSignal<u8>,
    tags: RwSignal<Vec<&'static str>>,
    words: RwSignal<String>,
) -> impl IntoView {
    let tag = move |code: &'static str| {
        let on = move || tags.with(|t| t.contains(&code));
        let turn = move |_| {
            tags.update(|t| {
                if t.contains(&code) {
                    t.retain(|x| *x != code);
                } else {
                    t.push(code);
                }
            });
        };
        view! { <button type="button" class="chip" aria-pressed=move || if on() { "true" } else { "false" } on:click=turn>{text::detail::rate_tag(code)}</button> }
    };
    let star = move |n: u8| {
        // The same star again takes the stars back.
        let press = move |_| stars.update(|s| *s = if *s == n { 0 } else { n });
        let lit = move || if stars.get() < n { "false" } else { "true" };
        view! {
            <button type="button" aria-label=text::detail::rate_star(n) aria-pressed=lit on:click=press><Icon name="star"/></button>
        }
    };
    view! {
        <fieldset class="section">
            <legend class="field-label">
                {move || if poor.get() { text::detail::rate_tags_poor() } else { text::detail::rate_tags() }}
                <span class="field-opt">{text::detail::rate_tags_opt()}</span>
            </legend>
            <div class="chips">{move || rate_tags(poor.get()).iter().map(|code| tag(code)).collect_view()}</div>
        </fieldset>
        <fieldset class="section">
            <legend class="field-label">{text::detail::rate_stars()}<span class="field-opt">{text::common::optional()}</span></legend>
            <div class="stars">{(1..=5).map(star).collect_view()}</div>
        </fieldset>
        <div class="field">
            <label for="r-text">{text::detail::rate_text()}<span class="field-opt">{text::common::optional()}</span></label>
            <textarea class="input" id="r-text" maxlength="200" prop:value=move || words.get() on:input=move |e| words.set(event_target_value(&e))></textarea>
        </div>
    }
}
