//! 办完了: the finish of one job. Works offline; a code is only a claim until the community has checked it.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    CommandId, OrderId,
    order::{Act, LAY_OUT_MAX, Outcome},
};

use super::{keypad::Keypad, nearby::Nearby, pad::Pad, take::Refusal};
use crate::{
    components::{Icon, Link, Page},
    pages::shared::{Place, Widget},
    routes::Route,
    state::{
        App, Intent,
        attach::{self, Of},
        finish::{self, Check, Form, Problem, Sent},
        ink::Ink,
        job,
    },
    text::{self, job as words},
};

/// The id of the summary of what has to be mended.
const SUMMARY: &str = "finish-errors";

/// The screen.
#[component]
pub fn Finish(
    /// Which.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let given = RwSignal::new(None::<CommandId>);
    let may = Memo::new(move |_| {
        let me = app.person_id();
        app.order(id).zip(me).is_some_and(|(order, me)| finish::may(&order, me))
    });
    view! {
        <Page title=text::order::finish() tabs=false>
            {move || match given.get() {
                Some(command) => view! { <Result id command/> }.into_any(),
                // The order moves on while the form is filled in: what was typed stays.
                None if untrack(|| may.get()) => view! { <FinishForm id given/> }.into_any(),
                None => view! {
                    <div class="empty"><Icon name="check-round"/><h2>{words::finished_gone()}</h2>
                        <Link to=Route::Order(id) class="btn btn-secondary">{words::open_job()}</Link></div>
                }.into_any(),
            }}
        </Page>
    }
}

/// The form.
#[component]
fn FinishForm(
    /// Which.
    id: OrderId,
    /// Set when it was given.
    given: RwSignal<Option<CommandId>>,
) -> impl IntoView {
    let app = App::expect();
    let outcome = RwSignal::new(Outcome::Solved);
    let check = RwSignal::new(Check::Code);
    let code = RwSignal::new(String::new());
    let ink = RwSignal::new(Ink::default());
    let drawn = Memo::new(move |_| ink.with(|ink| (!ink.is_empty(), ink.is_again())));
    let amount = RwSignal::new(String::new());
    let more = RwSignal::new(String::new());
    let photos = RwSignal::new(Vec::new());
    let of = untrack(|| app.order(id)).map(|order| Of {
        order: id,
        community: order.community,
    });
    let problems = RwSignal::new(Vec::<Problem>::new());
    let lays_out = untrack(|| {
        app.order(id)
            .and_then(|o| app.item(&o.item))
            .is_some_and(|i| i.lays_out)
    });
    let title = untrack(|| {
        app.read(|r, _| {
            r.orders()
                .find(|o| o.id == id)
                .map(|o| job::title(job::item(r, o), true))
        })
    });
    let online = Memo::new(move |_| app.read(|r, _| r.link().online).unwrap_or(false));
    // All three are read each time, so that each is followed.
    let typed = move || {
        [code, amount, more]
            .map(|field| !field.with(String::is_empty))
            .contains(&true)
    };
    Effect::new(move |_| {
        let drawn = drawn.get().0;
        let shown = photos.with(|list| !list.is_empty());
        app.dispatch(Intent::Dirty(typed() || drawn || shown));
    });
    Effect::new(move |_| {
        check.track();
        typed();
        // What was wrong is being mended. Signing waits with this for the next 办完了: without the summary above it, the pad would
        // move away under the hand that writes.
        problems.set(Vec::new());
    });
    let unsigned = Memo::new(move |_| !matches!(drawn.get(), (true, false)));
    on_cleanup(move || {
        app.dispatch(Intent::Dirty(false));
        if given.get_untracked().is_none() {
            attach::abandon(app, id, photos);
        }
    });
    let send = move |_| {
        let form = Form {
            outcome: outcome.get_untracked(),
            check: check.get_untracked(),
            code: code.get_untracked(),
            ink: ink.get_untracked(),
            amount: amount.get_untracked(),
            text: more.get_untracked(),
            attached: photos.get_untracked(),
        };
        match finish::finishing(&form, lays_out) {
            Ok(finishing) => {
                if let Some(order) = untrack(|| app.order(id)) {
                    given.set(Some(app.act(id, &order.community, Act::Finish(finishing))));
                }
            }
            Err(found) => {
                problems.set(found);
                app.dispatch(Intent::Focus(SUMMARY.to_owned()));
            }
        }
    };
    let error = move |field: &'static str| {
        let text = move || problems.with(|all| all.iter().find(|p| p.field == field).map(|p| p.text.clone()));
        view! { {move || text().map(|text| view! { <p class="err" id=format!("{field}-e")><Icon name="warn"/><span>{text}</span></p> })} }
    };
    let choice = move |this: Outcome| {
        view! {
            <label class="segment"><input type="radio" name="outcome" prop:checked=move || outcome.get() == this on:change=move |_| outcome.set(this)/>
                <span>{text::order::outcome(this)}</span></label>
        }
    };
    let way = move |this: Check, word: &'static str| {
        view! {
            <label class="segment"><input type="radio" name="check" prop:checked=move || check.get() == this on:change=move |_| check.set(this)/>
                <span>{word}</span></label>
        }
    };
    view! {
        {title.flatten().map(|title| view! { <h2 class="card-title">{title}</h2> })}
        <Show when=move || !problems.with(Vec::is_empty)>
            <div class="err-summary" id=SUMMARY role="alert" tabindex="-1">
                <h2><Icon name="warn"/>{words::fix()}</h2>
                <ul>{move || problems.get().into_iter().map(|p| view! { <li><a href=format!("#{}", p.field) on:click=move |e| { e.prevent_default(); app.dispatch(Intent::Focus(p.field.to_owned())); }>{p.text}</a></li> }).collect_view()}</ul>
            </div>
        </Show>
        <fieldset class="field">
            <legend class="field-label">{words::how_ended()}</legend>
            <div class="segments">{choice(Outcome::Solved)}{choice(Outcome::Partly)}{choice(Outcome::Unsolved)}</div>
        </fieldset>
        <fieldset class="field" id=finish::CODE tabindex="-1">
            <legend class="field-label">{words::check_title()}</legend>
            <div class="segments">{way(Check::Code, words::check_code())}{way(Check::Signature, words::check_sign())}{way(Check::Nothing, words::check_none())}</div>
            <Show when=move || check.get() == Check::Code>
                <p class="center">{words::code_ask()}</p>
                <Keypad code cannot=Callback::new(move |()| check.set(Check::Nothing))/>
                {error(finish::CODE)}
                <p class="muted small center">{move || if online.get() { words::code_online() } else { words::code_offline() }}</p>
            </Show>
            <Show when=move || check.get() == Check::Signature>
                <p class="center">{words::sign_ask()}</p>
                <Pad drawing=ink/>
                <Show when=move || unsigned.get()>{error(finish::PAD)}</Show>
            </Show>
            <Show when=move || check.get() == Check::Nothing><p class="hint">{words::none_note()}</p></Show>
        </fieldset>
        {lays_out.then(|| view! {
            <div class="field">
                <label for=finish::AMOUNT>{words::laid_out()}<span class="field-opt">{text::common::optional()}</span></label>
                <p class="hint" id="finish-amount-h">{words::laid_out_hint(LAY_OUT_MAX)}</p>
                <input class="input input--short" id=finish::AMOUNT inputmode="numeric" maxlength="4" aria-describedby="finish-amount-h finish-amount-e"
                    prop:value=move || amount.get() on:input=move |e| amount.set(event_target_value(&e))/>
                {error(finish::AMOUNT)}
            </div>
        })}
        <div class="field">
            <label for=finish::WORDS>{words::done_words()}<span class="field-opt">{text::common::optional()}</span></label>
            <div class="chips">
                {words::canned().map(|line| view! { <button class="chip" on:click=move |_| more.set(line.to_owned())>{line}</button> }).collect_view()}
            </div>
            <textarea class="input" id=finish::WORDS maxlength="200" aria-describedby="finish-words-e"
                prop:value=move || more.get() on:input=move |e| more.set(event_target_value(&e))></textarea>
            {error(finish::WORDS)}
        </div>
        {of.map(|of| view! { <Place widget=Widget::Photos(of, photos)/> })}
        <button class="btn btn-primary btn-lg btn-block" on:click=send><Icon name="check"/>{text::order::finish()}</button>
    }
}

/// What became of it.
#[component]
fn Result(
    /// The order.
    id: OrderId,
    /// The command.
    command: CommandId,
) -> impl IntoView {
    let app = App::expect();
    let on_the_spot = move || app.refusal(command);
    let sent = Memo::new(move |_| app.read(|r, _| finish::sent(r, command)).flatten());
    view! {
        {move || match (on_the_spot(), sent.get()) {
            (Some(reason), _) => view! { <Refusal reason=Some(reason)/> }.into_any(),
            (None, Some(Sent::Got)) => view! {
                <section class="result" role="status"><Icon name="check-round"/><h2>{words::finished_sent()}</h2><p>{words::finished_sent_sub()}</p></section>
            }.into_any(),
            (None, Some(Sent::Refused(reason))) => view! {
                <section class="result is-warn" role="status"><Icon name="warn"/><h2>{words::finished_refused()}</h2>
                    <p>{reason.as_ref().map_or_else(|| text::reason::staff_looks().to_owned(), text::reason::sentence)}</p></section>
            }.into_any(),
            (None, Some(Sent::Saved) | None) => view! {
                <section class="result is-local" role="status"><Icon name="cloud-up"/><h2>{words::finished_saved()}</h2><p>{words::finished_saved_sub()}</p></section>
            }.into_any(),
        }}
        <Nearby id/>
        <Link to=Route::Jobs class="btn btn-primary btn-block btn-lg">{words::back_to_jobs()}</Link>
        // The job is where this screen was opened; a link would put it on the way back twice.
        <button class="btn btn-secondary btn-block" on:click=move |_| app.dispatch(Intent::Back)>{words::details()}</button>
    }
}
