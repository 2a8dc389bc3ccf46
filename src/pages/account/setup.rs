//! The first set-up of an installation: one community, one secretary.

use doorstep_dom::prelude::*;
use leptos::{ev::SubmitEvent, task::spawn_local};

use super::field::{Summary, TextField, Trouble};
use crate::{
    components::Page,
    routes::Route,
    state::{
        App, Intent, OnlineCall,
        session::{self, Doing, SetUpField},
    },
    text,
};

/// One line of the form.
#[derive(Clone, Copy)]
struct Line {
    field: SetUpField,
    value: RwSignal<String>,
    trouble: RwSignal<Option<String>>,
}

impl Line {
    fn new(field: SetUpField) -> Self {
        Self {
            field,
            value: RwSignal::new(String::new()),
            trouble: RwSignal::new(None),
        }
    }

    /// Checks it, shows what is wrong and says it.
    fn check(self) -> Option<(&'static str, String)> {
        let words = self.value.with_untracked(|typed| self.field.trouble(typed));
        self.trouble.set(words.clone());
        words.map(|words| (self.field.id(), words))
    }

    fn show(self) -> AnyView {
        use text::session as say;
        let (label, hint, kind, autocomplete) = match self.field {
            SetUpField::Code => (say::setup_code(), say::setup_code_hint(), "text", "one-time-code"),
            SetUpField::Community => (say::community(), "", "text", "off"),
            SetUpField::CommunityCode => (say::community_code(), say::community_code_hint(), "text", "off"),
            SetUpField::CommunityPhone => (say::community_phone(), say::community_phone_hint(), "tel", "off"),
            SetUpField::Name => (say::your_name(), "", "text", "name"),
            SetUpField::Account => (say::account(), say::account_hint(), "text", "username"),
            SetUpField::Password => (say::password(), say::password_hint(), "password", "new-password"),
        };
        view! {
            <TextField id=self.field.id() label=label hint=hint kind=kind autocomplete=autocomplete
                value=self.value trouble=self.trouble/>
        }
    }
}

/// The first set-up of an installation.
#[component]
pub fn SetUp() -> impl IntoView {
    let app = App::expect();
    let lines = SetUpField::ALL.map(Line::new);
    let troubles = RwSignal::new(Vec::new());
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let wrong: Vec<_> = lines.into_iter().filter_map(Line::check).collect();
        failed.set(None);
        troubles.set(wrong.clone());
        if busy.get_untracked() || !wrong.is_empty() {
            return;
        }
        busy.set(true);
        let call = session::set_up(lines.map(|line| line.value.get_untracked()));
        let running = app.online().call(OnlineCall::SetUp(call));
        spawn_local(async move {
            let done = running.await;
            busy.try_set(false);
            match done {
                Ok(_) => app.dispatch(Intent::Replace(Route::Home)),
                Err(fault) => {
                    failed.try_set(Some(session::trouble(&fault, Doing::SetUp, app.clock.get_untracked())));
                }
            }
        });
    };
    view! {
        <Page title=text::session::setup_title() tabs=false>
            <p class="muted">{text::session::setup_intro()}</p>
            <form class="stack" on:submit=submit>
                <Summary troubles=troubles/>
                {lines.map(Line::show).into_iter().collect_view()}
                <Trouble words=failed/>
                <button class="btn btn-primary btn-lg btn-block" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {text::session::create()}
                </button>
            </form>
        </Page>
    }
}
