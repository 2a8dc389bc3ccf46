//! Registering somebody, and correcting a record. Phone and door are hidden here, so what is left empty stays as it is.

use std::collections::BTreeSet;

use doorstep_dom::prelude::*;
use doorstep_domain::{
    BuildingId, Command, CommandId, CommunityId, PersonId, Role,
    person::{Home, Person, PersonCommand},
};

use crate::{
    components::Icon,
    state::{
        App,
        home::building_words,
        people::{self, Typed},
    },
    text,
};

/// What is wrong, by field.
type Problems = RwSignal<Vec<(&'static str, String)>>;

/// Somebody new.
#[component]
pub(super) fn Register(done: Callback<PersonId>) -> impl IntoView {
    let app = App::expect();
    let first = untrack(|| desks(app)).into_iter().next();
    let typed = RwSignal::new(Typed {
        community: first,
        ..Typed::default()
    });
    let problems: Problems = RwSignal::new(Vec::new());
    let asked = RwSignal::new(None::<CommandId>);
    let save = move |_| {
        let form = typed.get_untracked();
        problems.set(people::problems(&form, true));
        if !problems.with_untracked(Vec::is_empty) {
            return;
        }
        let id = PersonId::from_bits(app.fresh());
        if let Some(person) = people::registered(&form, id, untrack(|| app.now())) {
            let command = app.ask(Command::Person(PersonCommand::Register(Box::new(person))));
            asked.set(Some(command));
            if untrack(|| app.refusal(command)).is_none() {
                app.say(text::desk::pe_registered());
                done.run(id);
            }
        }
    };
    view! {
        <section class="card stack" aria-label=text::desk::pe_new()>
            <h2 class="card-title">{text::desk::pe_new()}</h2>
            <Fields typed problems fresh=true/>
            <Helper typed/>
            <Refusal asked/>
            <button class="btn btn-primary btn-lg btn-block" on:click=save>{text::desk::pe_register()}</button>
        </section>
    }
}

/// A correction.
#[component]
pub(super) fn Correct(person: Person, done: Callback<()>) -> impl IntoView {
    let app = App::expect();
    let id = person.id;
    let home = person.home.clone();
    let typed = RwSignal::new(Typed {
        name: person.profile.name.get().cloned().unwrap_or_default(),
        community: home.as_ref().map(|h| h.community.clone()),
        building: home.as_ref().and_then(|h| h.building.clone()),
        ..Typed::default()
    });
    let problems: Problems = RwSignal::new(Vec::new());
    let asked = RwSignal::new(None::<CommandId>);
    let save = move |_| {
        let form = typed.get_untracked();
        problems.set(people::problems(&form, false));
        let profile = people::profile(&form).filter(|_| problems.with_untracked(Vec::is_empty));
        let Some(profile) = profile else { return };
        let moved = form.community.map(|community| Home {
            community,
            building: form.building,
        });
        let command = app.ask(Command::Person(PersonCommand::Correct {
            person: id,
            profile,
            home: moved.filter(|m| home.as_ref() != Some(m)),
        }));
        asked.set(Some(command));
        if untrack(|| app.refusal(command)).is_none() {
            done.run(());
        }
    };
    view! {
        <p class="muted">{text::desk::pe_correct_hint()}</p>
        <Fields typed problems fresh=false/>
        <Refusal asked/>
        <button class="btn btn-primary btn-lg btn-block" on:click=save>{text::desk::pe_save()}</button>
    }
}

/// The communities this person works at the desk of. Subscribes.
fn desks(app: App) -> Vec<CommunityId> {
    let actor = app.actor();
    actor
        .and_then(|actor| app.read(|r, _| people::desks(r, &actor)))
        .unwrap_or_default()
}

#[component]
fn Refusal(asked: RwSignal<Option<CommandId>>) -> impl IntoView {
    let app = App::expect();
    move || {
        let reason = app.refusal(asked.get()?)?;
        Some(view! { <p class="err" role="alert"><Icon name="warn"/>{text::reason::sentence(&reason)}</p> })
    }
}

/// One line of text.
#[component]
fn Line(
    id: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    max: usize,
    typed: RwSignal<Typed>,
    problems: Problems,
    read: fn(&Typed) -> &String,
    write: fn(&mut Typed, String),
) -> impl IntoView {
    let wrong = move || problems.with(|p| p.iter().find(|(field, _)| *field == id).map(|(_, words)| words.clone()));
    let error = format!("{id}-e");
    let described = error.clone();
    view! {
        <div class=move || if wrong().is_some() { "field is-bad" } else { "field" }>
            <label for=id>{label}</label>
            <input class="input" id=id autocomplete="off" maxlength=max placeholder=hint aria-describedby=described
                prop:value=move || typed.with(|t| read(t).clone()) on:input=move |e| { let text = event_target_value(&e); typed.update(|t| write(t, text)); }/>
            {move || wrong().map(|words| view! { <p class="err" id=error.clone()><Icon name="warn"/><span>{words}</span></p> })}
        </div>
    }
}

/// Name, phone and home.
#[component]
fn Fields(typed: RwSignal<Typed>, problems: Problems, fresh: bool) -> impl IntoView {
    let app = App::expect();
    let keep = if fresh { "" } else { text::desk::pe_keep() };
    let several = Memo::new(move |_| fresh && desks(app).len() > 1);
    let community = Memo::new(move |_| typed.with(|t| t.community.clone()).and_then(|id| app.community_by(&id)));
    let buildings = Memo::new(move |_| {
        let words = |c: &doorstep_domain::place::Community| {
            c.buildings
                .iter()
                .map(|b| (b.id.clone(), building_words(c, &b.id)))
                .collect::<Vec<_>>()
        };
        community.with(|c| c.as_ref().map(words)).unwrap_or_default()
    });
    let wrong = move || {
        problems.with(|p| {
            p.iter()
                .find(|(field, _)| *field == "p-building")
                .map(|(_, words)| words.clone())
        })
    };
    let choose_community = move |event| {
        let id: CommunityId = event_target_value(&event).as_str().into();
        typed.update(|t| {
            t.community = Some(id);
            t.building = None;
        });
    };
    let choose_building = move |event| {
        let value = event_target_value(&event);
        typed.update(|t| t.building = (!value.is_empty()).then_some(BuildingId(value)));
    };
    let building = move |(id, name): (BuildingId, String)| {
        let value = id.to_string();
        view! { <option value=value prop:selected=move || typed.with(|t| t.building.as_ref() == Some(&id))>{name}</option> }
    };
    view! {
        <div class="field-pair">
            <Line id="p-name" label=text::desk::in_name() max=20 typed problems read=|t| &t.name write=|t, v| t.name = v/>
            <Line id="p-phone" label=text::desk::in_phone() hint=if fresh { text::common::optional() } else { keep } max=24 typed problems read=|t| &t.phone write=|t, v| t.phone = v/>
        </div>
        <Show when=move || several.get()>
            <div class="field">
                <label for="p-community">{text::desk::in_community()}</label>
                <span class="select-wrap">
                    <select class="input" id="p-community" on:change=choose_community>
                        {move || desks(app).into_iter().map(|id| {
                            let name = app.read(|r, _| people::community_name(r, &id)).unwrap_or_default();
                            let value = id.to_string();
                            view! { <option value=value prop:selected=move || typed.with(|t| t.community.as_ref() == Some(&id))>{name}</option> }
                        }).collect_view()}
                    </select>
                    <Icon name="chevron"/>
                </span>
            </div>
        </Show>
        <div class="field-pair">
            <div class=move || if wrong().is_some() { "field is-bad" } else { "field" }>
                <label for="p-building">{text::desk::in_building()}</label>
                <span class="select-wrap">
                    <select class="input" id="p-building" on:change=choose_building>
                        <option value="" prop:selected=move || typed.with(|t| t.building.is_none())>{text::desk::in_choose()}</option>
                        {move || buildings.get().into_iter().map(building).collect_view()}
                    </select>
                    <Icon name="chevron"/>
                </span>
                {move || wrong().map(|words| view! { <p class="err"><Icon name="warn"/><span>{words}</span></p> })}
            </div>
            <Line id="p-door" label=text::desk::in_door() hint=if fresh { text::desk::in_door_hint() } else { keep } max=40 typed problems
                read=|t| &t.door write=|t, v| t.door = v/>
        </div>
    }
}

/// What they are to do: only the secretary registers members and volunteers.
#[component]
fn Helper(typed: RwSignal<Typed>) -> impl IntoView {
    let app = App::expect();
    let may = Memo::new(move |_| {
        let community = typed.with(|t| t.community.clone());
        app.actor()
            .zip(community)
            .is_some_and(|(actor, community)| people::may_empower(&actor, &community))
    });
    let appoints = Memo::new(move |_| app.actor().is_some_and(|actor| people::may_appoint(&actor)));
    let skills = Memo::new(move |_| app.read(|r, _| people::skills(r)).unwrap_or_default());
    let helper = Memo::new(move |_| typed.with(|t| t.role.is_some()));
    let none: Problems = RwSignal::new(Vec::new());
    let role = move |value: Option<Role>, word: &'static str| {
        view! {
            <label class="segment">
                <input type="radio" name="p-role" prop:checked=move || typed.with(|t| t.role == value) on:change=move |_| typed.update(|t| t.role = value)/>
                <span>{word}</span>
            </label>
        }
    };
    let skill = move |skill: String| {
        let (name, word) = (skill.clone(), skill.clone());
        let toggle = move |event| {
            let on = event_target_checked(&event);
            typed.update(|t| toggle_in(&mut t.skills, &skill, on));
        };
        view! {
            <label class="chip"><input type="checkbox" prop:checked=move || typed.with(|t| t.skills.contains(&name)) on:change=toggle/><span>{word}</span></label>
        }
    };
    view! {
        <Show when=move || may.get() fallback=|| view! { <p class="muted small">{text::desk::pe_only_secretary()}</p> }>
            <p class="field-label">{text::desk::pe_role()}</p>
            <div class="segments" role="radiogroup" aria-label=text::desk::pe_role()>
                {role(None, text::desk::role_resident())}
                {role(Some(Role::Member), text::desk::role_member())}
                {role(Some(Role::Volunteer), text::desk::role_volunteer())}
                {move || appoints.get().then(|| role(Some(Role::Staff), text::desk::role_staff()))}
            </div>
            <Show when=move || helper.get()>
                <p class="field-label">{text::desk::pe_skills()}</p>
                <div class="chips">{move || skills.get().into_iter().map(skill).collect_view()}</div>
                <div class="field-pair">
                    <Line id="p-badge" label=text::desk::pe_badge() max=20 typed problems=none read=|t| &t.badge write=|t, v| t.badge = v/>
                    <Line id="p-post" label=text::desk::pe_post() max=40 typed problems=none read=|t| &t.post write=|t, v| t.post = v/>
                </div>
            </Show>
        </Show>
    }
}

fn toggle_in(skills: &mut BTreeSet<String>, skill: &str, on: bool) {
    if on {
        skills.insert(skill.to_owned());
    } else {
        skills.remove(skill);
    }
}
