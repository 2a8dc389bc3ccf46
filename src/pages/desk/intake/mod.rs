//! 代下单: one page for somebody at the window, on the phone or met on a round. Enter goes to the next field, Ctrl and Enter
//! place the order. What is filled in is kept on this device until then.

mod done;
mod past;
mod place;
mod what;
mod who;

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command, CommandId, CommunityId, OrderId, PersonId,
    catalogue::{Item, Mode},
    order::Channel,
    person::Person,
    place::Community,
};
use leptos::ev::KeyboardEvent;

use crate::{
    components::{ErrorSummary, FieldError, Icon, Page, SUMMARY},
    routes::FormStep,
    state::{
        App, Intent,
        form::Problem,
        intake::{self, FIELDS, Form, Fresh, KEPT},
        people,
    },
    text,
};

/// What the parts of the page work with.
#[derive(Clone, Copy)]
struct Sheet {
    app: App,
    form: RwSignal<Form>,
    problems: RwSignal<Vec<Problem>>,
    /// The person chosen.
    resident: Memo<Option<Person>>,
    /// The service chosen.
    item: Memo<Option<Item>>,
    /// Where the order will be.
    community: Memo<Option<Community>>,
    /// Placed: the order, and the commands that led to it.
    done: RwSignal<Option<Placed>>,
}

/// An order that was placed here.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Placed {
    order: OrderId,
    commands: Vec<CommandId>,
}

impl Sheet {
    /// Changes the page and keeps it.
    fn change(self, change: impl FnOnce(&mut Form)) {
        self.form.update(change);
        self.problems.update(Vec::clear);
        let begun = self.form.with_untracked(Form::is_begun);
        let kept = self.form.with_untracked(|f| doorstep_protocol::json::write(f).ok());
        self.app.keep(KEPT, kept.filter(|_| begun));
        self.app.dispatch(Intent::Dirty(begun));
    }

    /// An empty page.
    fn clear(self) {
        let (channel, correcting) = self.form.with_untracked(|f| (f.channel, f.corrects.is_some()));
        // After a correction the page goes on that was begun before it.
        let before = correcting.then(|| untrack(|| intake::waiting(self.app))).flatten();
        let (kept, begun) = (
            before.as_ref().and_then(|f| doorstep_protocol::json::write(f).ok()),
            before.is_some(),
        );
        self.form.set(before.unwrap_or(Form {
            channel,
            ..Form::default()
        }));
        self.problems.update(Vec::clear);
        self.done.set(None);
        self.app.keep(KEPT, kept);
        self.app.dispatch(Intent::Dirty(begun));
        self.app.dispatch(Intent::Focus(FIELDS[0].id.to_owned()));
    }

    /// Somebody travels. Subscribes.
    fn travels(self) -> bool {
        let usual = self.item.with(|i| i.as_ref().and_then(|i| i.modes.first().copied()));
        self.form.with(|f| f.mode).or(usual).is_some_and(Mode::travels)
    }

    /// Places the order, or says what is missing. Whether it was placed.
    fn place(self, despite_duplicate: bool) -> bool {
        let (mut form, resident, item) = (
            self.form.get_untracked(),
            self.resident.get_untracked(),
            self.item.get_untracked(),
        );
        let now = untrack(|| self.app.now());
        let community = self.community.get_untracked();
        form.community = community.as_ref().map(|c| c.id.clone());
        let missing = intake::problems(&form, resident.as_ref(), item.as_ref(), community.as_ref(), now);
        if !missing.is_empty() {
            let problem = |p: intake::Problem| Problem {
                step: FormStep::Check,
                field: p.field,
                text: p.text,
            };
            self.problems.set(missing.into_iter().map(problem).collect());
            self.app.dispatch(Intent::Focus(SUMMARY.to_owned()));
            return false;
        }
        let again = form.corrects.as_ref().map(|refused| refused.order);
        let (order, person) = (
            again.unwrap_or_else(|| OrderId::from_bits(self.app.fresh())),
            PersonId::from_bits(self.app.fresh()),
        );
        let fresh = Fresh {
            order,
            person,
            // The low bits of an id are random bits of the browser's CSPRNG.
            random: u32::try_from(self.app.fresh() & u128::from(u32::MAX)).unwrap_or(0),
            now,
        };
        let Some(commands) =
            item.and_then(|item| intake::commands(&form, resident.as_ref(), &item, fresh, despite_duplicate))
        else {
            return false;
        };
        // Given up meanwhile, or sent by somebody else on this device: then there is nothing to supersede.
        let parked = self.app.peek(|r, _| intake::parked(r, &form)).flatten();
        let give = |command: Command| match (&command, parked) {
            (Command::Order(_), Some(parked)) => self.app.again(parked, Some(command)),
            _ => self.app.ask(command),
        };
        let commands: Vec<_> = commands.into_iter().map(give).collect();
        let refused = untrack(|| commands.iter().any(|c| self.app.refusal(*c).is_some()));
        self.done.set(Some(Placed { order, commands }));
        if refused {
            return false;
        }
        self.app.keep(KEPT, None);
        self.app.dispatch(Intent::Dirty(false));
        true
    }
}

/// The page.
#[component]
pub fn Intake() -> impl IntoView {
    let app = App::expect();
    let (kept, gone) = untrack(|| intake::open(app));
    if gone {
        app.say_bad(text::form::draft_gone());
    }
    let restored = kept.is_some();
    let form = RwSignal::new(kept.unwrap_or_default());
    let resident = Memo::new(move |_| form.with(|f| f.resident).and_then(|id| app.person(id)));
    let item = Memo::new(move |_| form.with(|f| f.item.clone()).and_then(|code| app.item(&code)));
    let desks = Memo::new(move |_| {
        let actor = app.actor()?;
        app.read(|r, _| people::desks(r, &actor))
    });
    let community = Memo::new(move |_| {
        let home = resident.with(|r| r.as_ref().and_then(|r| r.home.as_ref()).map(|h| h.community.clone()));
        let chosen = form
            .with(|f| f.community.clone())
            .or_else(|| desks.get()?.first().cloned());
        app.community_by(&home.or(chosen)?)
    });
    let sheet = Sheet {
        app,
        form,
        problems: RwSignal::new(Vec::new()),
        resident,
        item,
        community,
        done: RwSignal::new(None),
    };
    let placed = Memo::new(move |_| {
        let done = sheet.done.get()?;
        done.commands.iter().all(|c| app.refusal(*c).is_none()).then_some(done)
    });
    view! {
        <Page title=text::common::tab_intake() back=false class="desk">
            {move || match placed.get() {
                Some(done) => view! { <done::Done sheet order=done.order/> }.into_any(),
                None => view! { <Blank sheet restored desks/> }.into_any(),
            }}
        </Page>
    }
}

/// The page to fill in.
#[component]
fn Blank(sheet: Sheet, restored: bool, desks: Memo<Option<Vec<CommunityId>>>) -> impl IntoView {
    let app = sheet.app;
    let twin = Memo::new(move |_| {
        let form = sheet.form.get();
        app.read(|r, _| intake::duplicate(r, &form)).flatten()
    });
    let place = move |print: bool| {
        if sheet.place(twin.get_untracked().is_some())
            && let Some(done) = sheet.done.get_untracked().filter(|_| print)
        {
            app.go(crate::routes::Route::Slip(done.order));
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            // The same thing twice is asked about, never placed by a key.
            if twin.get_untracked().is_none() {
                place(false);
            }
        }
    };
    let refused = move || {
        let done = sheet.done.get()?;
        done.commands
            .iter()
            .find_map(|c| app.refusal(*c))
            .map(|reason| text::reason::sentence(&reason))
    };
    let correcting = Memo::new(move |_| {
        let why = sheet.form.with(|f| app.read(|r, _| intake::refusal(r, f)).flatten())?;
        Some(
            why.as_ref()
                .map_or_else(|| text::reason::staff_looks().to_owned(), text::reason::sentence),
        )
    });
    let problems = sheet.problems;
    let offline = move || !app.read(|r, _| r.link().online).unwrap_or(false);
    view! {
        <ErrorSummary problems/>
        <div class="panes panes--wide-left">
            <section class="pane" aria-label=text::common::tab_intake()>
                <form class="card stack" on:keydown=key on:submit=|event| event.prevent_default()>
                    {move || match correcting.get() {
                        Some(why) => view! {
                            <div class="callout is-warn"><Icon name="warn"/><div><p class="callout-title">{text::desk::in_correcting()}</p><p>{why}</p></div></div>
                        }.into_any(),
                        None if restored => view! { <p class="muted small">{text::desk::in_draft()}</p> }.into_any(),
                        None => ().into_any(),
                    }}
                    <Channels sheet/>
                    <who::Who sheet desks/>
                    <what::What sheet/>
                    <place::Place sheet/>
                    <Notes sheet/>
                    {move || refused().map(|words| view! {
                        <div class="callout is-warn" role="alert"><Icon name="warn"/><div><p class="callout-title">{text::desk::refused()}</p><p>{words}</p></div></div>
                    })}
                    {move || if twin.get().is_none() {
                        view! {
                            <div class="btn-row">
                                <button type="button" class="btn btn-primary btn-lg" on:click=move |_| place(false)>{text::desk::in_place()}</button>
                                <button type="button" class="btn btn-secondary btn-lg" on:click=move |_| place(true)><Icon name="print"/>{text::desk::in_place_print()}</button>
                            </div>
                        }.into_any()
                    } else {
                        view! { <past::Twin twin more=Callback::new(move |()| place(false))/> }.into_any()
                    }}
                    <div class="row-between">
                        <p class="muted small no-elder only-wide">
                            <span class="kbd">"Enter"</span>" "{text::desk::in_keys_next()}"　"
                            <span class="kbd">"Ctrl"</span>" + "<span class="kbd">"Enter"</span>" "{text::desk::in_keys_save()}
                        </p>
                        <button type="button" class="btn btn-quiet btn-s" on:click=move |_| sheet.clear()>{text::desk::in_clear()}</button>
                    </div>
                    <Show when=offline><p class="muted small">{text::desk::in_done_offline()}</p></Show>
                </form>
            </section>
            <section class="pane"><past::Past sheet/></section>
        </div>
    }
}

/// How they came.
#[component]
fn Channels(sheet: Sheet) -> impl IntoView {
    let segment = move |channel: Channel, icon: &'static str| {
        view! {
            <label class="segment">
                <input type="radio" name="in-channel" prop:checked=move || sheet.form.with(|f| f.channel == channel)
                    on:change=move |_| sheet.change(|f| f.channel = channel)/>
                <span><Icon name=icon/>{text::order::channel(channel)}</span>
            </label>
        }
    };
    view! {
        <div class="segments" role="radiogroup" aria-label=text::desk::in_channel()>
            {segment(Channel::Phone, "phone")}{segment(Channel::Counter, "users")}{segment(Channel::Patrol, "walk")}
        </div>
    }
}

/// Note, health note, and that the notice was told.
#[component]
fn Notes(sheet: Sheet) -> impl IntoView {
    let problems = sheet.problems;
    let asks_health = move || sheet.item.with(|i| i.as_ref().is_some_and(|i| i.asks_health));
    let agreed_before = move || {
        sheet
            .resident
            .with(|r| r.as_ref().is_some_and(|r| r.consents.health.is_some()))
    };
    let told_before = move || {
        sheet
            .resident
            .with(|r| r.as_ref().is_some_and(|r| r.consents.notice.is_some()))
    };
    let may = move || agreed_before() || sheet.form.with(|f| f.health_agreed);
    view! {
        <div class="field">
            <label for="in-note">{text::desk::in_note()}<span class="field-opt">{text::common::optional()}</span></label>
            <textarea class="input" id="in-note" maxlength="200" aria-describedby="in-note-e" prop:value=move || sheet.form.with(|f| f.note.clone())
                on:input=move |e| { let typed = event_target_value(&e); sheet.change(|f| f.note = typed); }></textarea>
            <FieldError problems id="in-note"/>
        </div>
        <Show when=move || asks_health() && !agreed_before()>
            <label class="opt">
                <input type="checkbox" prop:checked=move || sheet.form.with(|f| f.health_agreed)
                    on:change=move |e| { let on = event_target_checked(&e); sheet.change(|f| { f.health_agreed = on; if !on { f.health.clear(); } }); }/>
                <span>{text::desk::in_health_agree()}<span class="cell-sub">{text::desk::in_health_hint()}</span></span>
            </label>
        </Show>
        <Show when=move || asks_health() && may()>
            <div class="field">
                <label for="in-health">{text::desk::in_health()}<span class="field-opt">{text::common::optional()}</span></label>
                <textarea class="input" id="in-health" maxlength="200" aria-describedby="in-health-e" prop:value=move || sheet.form.with(|f| f.health.clone())
                    on:input=move |e| { let typed = event_target_value(&e); sheet.change(|f| f.health = typed); }></textarea>
                <FieldError problems id="in-health"/>
            </div>
        </Show>
        <Show when=move || !told_before()>
            <div>
                <label class="opt">
                    <input type="checkbox" id="in-told" aria-describedby="in-told-e" prop:checked=move || sheet.form.with(|f| f.told)
                        on:change=move |e| { let on = event_target_checked(&e); sheet.change(|f| f.told = on); }/>
                    <span>{text::desk::in_told()}<span class="cell-sub">{text::desk::in_told_hint()}</span></span>
                </label>
                <FieldError problems id="in-told"/>
            </div>
        </Show>
    }
}

/// Enter in a one-line field goes on to the next field that is shown.
fn next(app: App, from: &'static str) -> impl Fn(KeyboardEvent) + Copy {
    move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            let rest = FIELDS.iter().skip_while(|f| f.id != from).skip(1);
            let shown = |id: &str| document().get_element_by_id(id).is_some();
            if let Some(field) = rest.map(|f| f.id).find(|id| shown(id)) {
                app.dispatch(Intent::Focus(field.to_owned()));
            }
        }
    }
}
