//! My data as the community keeps it, and correcting it.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command, Seen,
    person::{Person, PersonCommand, Profile},
    phone::Phone,
};
use leptos::ev::SubmitEvent;

use super::field::TextField;
use crate::{
    components::{Icon, Sheet},
    state::{App, me},
    text::{self, me as say},
};

/// The card with name, home and phone, and the form behind its button.
#[component]
pub(super) fn MyData() -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    view! {
        {move || app.me().map(|person| {
            let community = app.community();
            let name = person.profile.name.get().cloned().unwrap_or_default();
            let place = [me::home_words(&person, community.as_ref()), person.profile.door.get().cloned().unwrap_or_default()];
            let place = place.join(" ").trim().to_owned();
            let phone = person.profile.phone.get().map(|p| say::phone_masked(&p.masked()));
            let work = [person.post.clone(), person.badge.as_deref().map(say::badge)].into_iter().flatten();
            view! {
                <section class="card">
                    <div class="door-top">
                        <span class="face" aria-hidden="true">{me::face(&name)}</span>
                        <div class="grow">
                            <p class="door-name">{name}</p>
                            {work.map(|words| view! { <p class="door-org">{words}</p> }).collect_view()}
                            <p class="door-org">{place}</p>
                            <p class="door-org num">{phone}</p>
                        </div>
                        <button class="btn btn-secondary btn-s" on:click=move |_| open.set(true)>{say::edit()}</button>
                    </div>
                    {move || app.read(|r, _| me::person_mark(r)).flatten().map(|words| view! {
                        <p class="card-foot"><span class="mark is-queued"><Icon name="cloud-up"/>{words}</span></p>
                    })}
                </section>
            }
        })}
        <Sheet open=open title=say::my_data()><Form open=open/></Sheet>
    }
}

/// Name, phone and door.
#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let app = App::expect();
    let before = untrack(|| app.me());
    let start = |read: fn(&Profile) -> Option<String>| {
        RwSignal::new(before.as_ref().and_then(|p| read(&p.profile)).unwrap_or_default())
    };
    let name = start(|p| p.name.get().cloned());
    let phone = start(|p| p.phone.get().map(|phone| phone.dial().to_owned()));
    let door = start(|p| p.door.get().cloned());
    let (bad_name, bad_phone, bad_door) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(None));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let checked = me::profile(&name.get_untracked(), &phone.get_untracked(), &door.get_untracked());
        match checked {
            Ok(profile) => {
                if let Some(person) = untrack(|| app.me()) {
                    app.ask(correct(&person, profile));
                    app.say(say::saved());
                }
                open.set(false);
            }
            Err(wrong) => {
                bad_name.set(wrong.name);
                bad_phone.set(wrong.phone);
                bad_door.set(wrong.door);
            }
        }
    };
    view! {
        <form class="stack" on:submit=submit>
            <p class="muted">{say::my_data_hint()}</p>
            <TextField id="my-name" label=say::name() autocomplete="name" max=40 value=name trouble=bad_name/>
            <TextField id="my-phone" label=say::phone() kind="tel" autocomplete="tel" max=30 value=phone trouble=bad_phone/>
            <TextField id="my-door" label=say::door() hint=say::door_hint() max=80 value=door trouble=bad_door/>
            <p class="muted small">{say::move_house()}</p>
            <div class="btn-row">
                <button class="btn btn-secondary" type="button" on:click=move |_| open.set(false)>{text::common::cancel_sheet()}</button>
                <button class="btn btn-primary" type="submit">{say::save()}</button>
            </div>
        </form>
    }
}

/// What is asked: the fields that changed; the others stay as they are.
fn correct(person: &Person, new: Profile) -> Command {
    let same = |changed: bool, seen: Seen<String>| if changed { seen } else { Seen::hidden() };
    let old = &person.profile;
    let phone = new.phone.get().cloned().filter(|p: &Phone| !old.phone.is(p));
    let profile = Profile {
        name: same(new.name != old.name, new.name),
        phone: phone.into(),
        door: same(new.door != old.door, new.door),
        ..Profile::default()
    };
    Command::Person(PersonCommand::Correct {
        person: person.id,
        profile,
        home: None,
    })
}
